"""Whether the answers to a question that takes several can be ticked together, for ``check_ids``."""

from decision_engine.authoring.known import Found
from decision_engine.errors import quoted
from decision_engine.model import Option, Question


def check_several(question: Question, path: str) -> Found:
    """Find answers that can't be ticked together but must, and those that exclude others where only one is chosen.

    ``path`` is the question's own.
    """
    if question.several:
        yield from _together(question, path)
        return
    for n, option in enumerate(question.options):
        if option.alone:
            what = "an answer can exclude others only where the question takes several"
            yield f"{path}.options[{n}].alone", what, "several = true, in the question"


def _together(question: Question, path: str) -> Found:
    together = [option for option in question.options if not option.alone]
    if len(together) < 2:  # noqa: PLR2004 - several are two or more
        if len(question.options) > 1:  # else that is the problem
            what = "no two answers can be ticked together: those with alone = true exclude the others"
            yield f"{path}.several", what, "several = false"
        return
    last = question.options.index(together[-1])
    ids = {option.id for option in question.options if option.id}
    for n, option in enumerate(question.options):
        place = f"{path}.options[{n}]"
        if option.alone and n < last:
            what = f"an answer that excludes the others comes after them: {quoted(together[-1].id)} comes later"
            yield f"{place}.alone", what, "[[questions.options]] with it below the others"
        yield from _elsewhere(option, together[0], place)
        for g, ground in enumerate(option.grounds):
            if ground.id in ids:
                what = f"{quoted(ground.id)} is the id of an answer to this question, too: a ground needs another"
                yield f"{place}.grounds[{g}].id", what, f"id = {quoted(f'{ground.id}-ground')}"


def _elsewhere(option: Option, first: Option, place: str) -> Found:
    """Find an answer that leads elsewhere than the first of those that it can be ticked with."""
    if not option.alone and option.to and first.to and option.to != first.to:
        what = "answers that can be ticked together must lead to the same question or outcome: "
        what += f"{quoted(first.id)} leads to {quoted(first.to)}, this one to {quoted(option.to)}"
        yield f"{place}.to", what, "alone = true, in an answer that excludes the others"
