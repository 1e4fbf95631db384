"""Local names into texts: ``{police}`` becomes the partnership's own police force."""

import re
from collections.abc import Callable, Mapping

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


def fill(text: str, names: Mapping[str, str], written: Callable[[str, str], str] | None = None) -> str:
    """Put local names in the place of placeholders; ``written`` says how a name and its value are written.

    Raises KeyError for a placeholder without a value; the build makes sure that there is none.
    """
    if written is None:
        return _PLACEHOLDER.sub(lambda match: names[match[1]], text)
    return _PLACEHOLDER.sub(lambda match: written(match[1], names[match[1]]), text)
