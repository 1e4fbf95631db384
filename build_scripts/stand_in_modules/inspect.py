"""No function is ever looked into."""


def iscoroutinefunction(_):
    return False
