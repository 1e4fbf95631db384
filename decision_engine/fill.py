"""Local names into texts: ``{police}`` becomes the partnership's own police force."""

from collections.abc import Callable, Mapping


def fill(text: str, names: Mapping[str, str], render: Callable[[str, str], str] | None = None) -> str:
    """Put local names in place of placeholders; ``render`` turns a name and its value into what is shown.

    Raises KeyError for a placeholder without a value; the build makes sure that there is none.
    """
    before, *parts = text.split("{")
    filled = [before]
    for part in parts:
        name, closing, after = part.partition("}")
        if name and closing:
            value = names[name]
            filled += [render(name, value) if render else value, after]
        else:  # a brace by itself is a brace
            filled += ["{", part]
    return "".join(filled)
