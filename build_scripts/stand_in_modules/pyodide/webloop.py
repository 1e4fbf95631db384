"""No event loop is ever run."""


def _initialize_event_loop():
    pass
