"""What the page may ask of the work; each request holds what the editor's action of that name takes."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from build_scripts.saved_work import changed_upstream, opened, saved, taken_over
from build_scripts.workshop.calls import Reply, answers
from build_scripts.workshop.session import SESSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from build_scripts.workshop.calls import Answer

_ACTIONS = (
    *("state", "set", "add", "remove", "move", "duplicate", "write", "copy", "begin_flow", "sign", "undo", "redo"),
    *("parts", "pages", "text", "form", "check", "repairs", "beginnings", "begin"),
)


def _answers(name: str) -> Callable[[Answer], Answer]:
    """Let the page ask for a function by this name; where it fails or refuses, the work is as it was before."""

    def named(answer: Answer) -> Answer:
        @wraps(answer)
        def whole_or_not_at_all(request: dict[str, Any], data: bytes) -> Reply:
            editor, work = SESSION.editor, SESSION.editor.work
            mark = work.mark()
            try:
                return answer(request, data)
            except Exception:
                work.back_to(mark)
                editor.work = work
                raise

        return answers(name)(whole_or_not_at_all)

    return named


def _action(name: str) -> Answer:
    def answer(request: dict[str, Any], _: bytes) -> Reply:
        return Reply(getattr(SESSION.editor, name)(**request))

    return answer


for _name in _ACTIONS:
    _answers(f"work.{_name}")(_action(_name))


@_answers("work.draw")
def draw(request: dict[str, Any], data: bytes) -> Reply:
    """Take a drawing in, cleaned."""
    return Reply(SESSION.editor.draw(request["name"], data))


@_answers("work.open")
def open_work(_: dict[str, Any], data: bytes) -> Reply:
    """Go on with what a ZIP holds; where it holds no folder, the work stays as it is."""
    return Reply(SESSION.editor.open(opened(data)))


@_answers("work.save")
def save(_: dict[str, Any], __: bytes) -> Reply:
    """Return the work as a ZIP, which counts as saved."""
    content = saved(SESSION.files)
    SESSION.editor.work.saved()
    return Reply(SESSION.editor.state(), content)


@_answers("work.keep")
def keep(_: dict[str, Any], __: bytes) -> Reply:
    """Return the work as a ZIP that the page keeps in the browser; that doesn't count as saved."""
    return Reply(None, saved(SESSION.files))


@_answers("work.give_back")
def give_back(_: dict[str, Any], data: bytes) -> Reply:
    """Take the work back that the page has kept: it was not saved then, and isn't now."""
    return Reply(SESSION.editor.give_back(opened(data)))


@_answers("work.carry")
def carry(_: dict[str, Any], __: bytes) -> Reply:
    """Return the work with the way back from each step, for a worker that takes this one's place."""
    return Reply(None, SESSION.editor.work.carried())


@_answers("work.carry_on")
def carry_on(_: dict[str, Any], data: bytes) -> Reply:
    """Go on with what another worker has carried, as if it were this one."""
    return Reply(SESSION.editor.carry_on(data))


@_answers("work.update")
def update(_: dict[str, Any], __: bytes) -> Reply:
    """Return what the site has changed since in what the folder replaces."""
    return Reply(changed_upstream(SESSION.files))


@_answers("work.take_over")
def take_over(request: dict[str, Any], _: bytes) -> Reply:
    """Take over what the site has changed in a file, each part as it was chosen."""
    changes = taken_over(SESSION.files, request["file"], request.get("sides", {}))
    SESSION.editor.work.do(request["file"], changes)
    return Reply(SESSION.editor.state())
