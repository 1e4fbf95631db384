"""The standard library and the engine's wheel, cut to what the page needs: found by running the engine in Pyodide."""

import base64
import hashlib
import json
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from build_scripts.bytecode import compiled, stored_zip, zip_entries
from build_scripts.dev.node import node, npm_environment
from build_scripts.engine_calls import Call, Said
from build_scripts.runtime_files import RuntimeFiles, RuntimeFilesError
from build_scripts.stand_ins import STAND_INS

RUN_ENGINE = Path(__file__).with_name("run_engine.js")
LIBRARY, LOADER = "python_stdlib.zip", "pyodide.asm.js"
_LIBRARY_ORIGIN = "/lib/python313.zip/"
_ENGINE_ORIGIN = "/lib/engine.zip/"


@dataclass(frozen=True, slots=True)
class Cut:
    """The zips of bytecode that the runtime starts with, and the name of the wheel among them."""

    library: bytes
    wheel: bytes
    wheel_name: str


def cut(files: RuntimeFiles, wheel: Path, calls: list[Call], expected: Said, loader: bytes | None = None) -> Cut:
    """Keep only what is imported when these calls run, compile it, and run them once more with nothing else.

    That last time the loader script is the given one, where it isn't Pyodide's own.

    Raises RuntimeFilesError when the engine says anything else in Pyodide than it does on CPython.
    """
    sources = zip_entries(files.read(LIBRARY)) | {name: text.encode() for name, text in STAND_INS.items()}
    engine = zip_entries(wheel.read_bytes())
    whole = _run(files.folder, stored_zip(sources), wheel.read_bytes(), calls)
    _compare(calls, expected, whole.said, "in Pyodide")
    _, library = compiled(_kept(sources, whole.modules, _LIBRARY_ORIGIN), LIBRARY)
    kept = _kept(engine, whole.modules, _ENGINE_ORIGIN)
    metadata = {name: content for name, content in engine.items() if ".dist-info/" in name}
    name, compiled_wheel = compiled(kept | metadata, wheel.name)
    compiled_wheel = _with_record(compiled_wheel)
    with tempfile.TemporaryDirectory() as temporary:
        folder = _with_loader(files.folder, loader or (files.folder / LOADER).read_bytes(), Path(temporary))
        _compare(calls, expected, _run(folder, library, compiled_wheel, calls).said, "in the cut runtime")
    return Cut(library, compiled_wheel, name)


@dataclass(frozen=True, slots=True)
class _Run:
    said: Said
    modules: dict[str, str]


def _with_loader(files: Path, loader: bytes, folder: Path) -> Path:
    """Fill a folder with Pyodide's files, but for the loader script."""
    for file in files.iterdir():
        if file.name != LOADER:
            (folder / file.name).symlink_to(file)
    (folder / LOADER).write_bytes(loader)
    return folder


def _run(pyodide: Path, library: bytes, engine: bytes, calls: list[Call]) -> _Run:
    with tempfile.TemporaryDirectory() as temporary:
        paths = [Path(temporary, name) for name in (LIBRARY, "engine.zip")]
        for path, content in zip(paths, (library, engine), strict=True):
            path.write_bytes(content)
        command = [node(), RUN_ENGINE, pyodide, *paths]
        text = json.dumps({"calls": calls})
        done = subprocess.run(command, input=text, env=npm_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeFilesError([_not_started(done.stderr)])
    return _Run(**json.loads(done.stdout))


def _not_started(said: str) -> str:
    """Say why the engine didn't start; something asked of a module may have been left out of what stands for it."""
    names = ", ".join(
        sorted(name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in STAND_INS)
    )
    return (
        f"The engine does not start in Pyodide:\n{said.strip()}\n"
        f"In the runtime these modules are short stand-ins, in build_scripts/stand_in_modules: {names}. "
        f"What the engine wants of them must be there too."
    )


def _compare(calls: list[Call], expected: Said, said: Said, where: str) -> None:
    problems = [
        f"decision_engine.browser.{name}({', '.join(arguments)[:200]}) "
        f"gives {_short(right)} on CPython, {_short(wrong)} {where}."
        for (name, arguments), right, wrong in zip(calls, expected, said, strict=True)
        if right != wrong
    ]
    if problems:
        raise RuntimeFilesError(problems)


def _short(text: str | None) -> str:
    return "an error" if text is None else f"{text[:200]!r}"


def _kept(entries: Mapping[str, bytes], modules: Mapping[str, str], origin: str) -> dict[str, bytes]:
    names = {path.removeprefix(origin) for path in modules.values() if path.startswith(origin)}
    return {name: content for name, content in entries.items() if name in names}


def _with_record(wheel: bytes) -> bytes:
    """Make the wheel's RECORD name what is in it now."""
    entries = zip_entries(wheel)
    (record,) = (name for name in entries if name.endswith(".dist-info/RECORD"))
    lines = [f"{name},{_record_hash(content)},{len(content)}\n" for name, content in entries.items() if name != record]
    entries[record] = "".join([*sorted(lines), f"{record},,\n"]).encode()
    return stored_zip(entries)


def _record_hash(content: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
