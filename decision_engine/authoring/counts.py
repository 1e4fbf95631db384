"""Numbers of routes as they are printed: a flow of some thousand questions can have more than anyone could read."""

from math import log10

# Python itself refuses to print a whole number of more than 4,300 digits.
_MOST_DIGITS = 4000


def told(count: int) -> int | str:
    """Return a number as it is, or, with more than 4,000 digits, a text that says about how large it is."""
    digits = int(count.bit_length() * log10(2))
    return count if digits <= _MOST_DIGITS else f"about 10^{digits}"


def told_routes(count: int) -> str:
    """Return a number of routes as words."""
    return "1 route" if count == 1 else f"{told(count)} routes"
