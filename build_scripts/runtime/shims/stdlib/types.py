"""The types that are asked for here, found as CPython's own module finds them.

https://github.com/python/cpython/blob/main/Lib/types.py
"""

import sys

GenericAlias = type(list[int])
MappingProxyType = type(type.__dict__)
ModuleType = type(sys)
TracebackType = object
