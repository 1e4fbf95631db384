"""No module of JavaScript's is ever imported."""


def register_js_finder():
    pass


def register_js_module(_, __):
    pass


def register_windows_finder():
    pass


def register_module_not_found_hook(_, __):
    pass


unregister_js_module = None
