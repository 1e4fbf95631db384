"""No module of JavaScript's is ever imported.

`finalizeBootstrap` registers the finders: https://github.com/pyodide/pyodide/blob/main/src/js/api.ts
`initializePackageIndex` registers the hook: https://github.com/pyodide/pyodide/blob/main/src/js/load-package.ts
"""


def register_js_finder(*_, **__):
    pass


def register_js_module(*_, **__):
    pass


def unregister_js_module(*_, **__):
    pass


def register_windows_finder(*_, **__):
    pass


def register_module_not_found_hook(*_, **__):
    pass
