"""No package is ever loaded.

`finalizeBootstrap` asks for the folders: https://github.com/pyodide/pyodide/blob/main/src/js/api.ts
`initializePackageIndex` calls the function: https://github.com/pyodide/pyodide/blob/main/src/js/load-package.ts
"""

import sys


class _Folder:
    def __init__(self, path):
        self.path = path

    def __str__(self):
        return self.path


SITE_PACKAGES = _Folder(f"/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages")
DSO_DIR = _Folder("/usr/lib")


def init_loaded_packages(*_, **__):
    pass
