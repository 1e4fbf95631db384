"""The types that are asked for here."""

import sys

GenericAlias = type(list[int])
MappingProxyType = type(type.__dict__)
ModuleType = type(sys)
TracebackType = object
