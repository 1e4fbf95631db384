"""What the scanner refuses with."""


class JSONDecodeError(ValueError):
    def __init__(self, what, _, at):
        super().__init__(f"{what}: character {at}")
