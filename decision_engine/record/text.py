"""Blocks of a record to text: the renderer for the clipboard, the .txt file and the terminal."""

from collections.abc import Iterator

from decision_engine.record.blocks import Block

_EMPTY_LINE = "_" * 40


def text_of(blocks: list[Block]) -> str:
    """Return the record as text, the lines that only the practitioner can fill in drawn empty."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks) + "\n"


def _lines(block: Block) -> Iterator[str]:
    if title := block.get("text_title") or block.get("title", block.get("text", "")).upper():
        yield title
    if block.get("banner"):
        yield block["banner"]
    yield from block.get("lines", ())
    for group in block.get("groups", ()):
        yield from [group["area"]] if group["area"] else []
        yield from (f"- {line}" for line in group["lines"])
    for number, step in enumerate(block.get("steps", ()), 1):
        yield from (f"{number}. {step['text']} {step['label']}.", f"   {step['reason']}")
        yield from (f"   - {ground}" for ground in step["grounds"])
        yield from [f"   {step['caution']}"] if step["caution"] else []
    for item in block.get("items", ()):
        yield f"- {item}" if isinstance(item, str) else f"[{'x' if item['ticked'] else ' '}] {item['text']}"
    yield from (f"{label}: {_EMPTY_LINE}" for label in block.get("labels", ()))
