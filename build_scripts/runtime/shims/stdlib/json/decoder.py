"""What the scanner refuses with: `raise_errmsg` imports it from here.

https://github.com/python/cpython/blob/main/Modules/_json.c
"""


class JSONDecodeError(ValueError):
    def __init__(self, what, _, at):
        super().__init__(f"{what}: character {at}")
