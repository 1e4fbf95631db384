"""Names for annotations, which nothing here ever looks at, and named tuples made without `eval`.

Named tuples have what https://docs.python.org/3/library/collections.html#collections.namedtuple promises and the
engine uses; their fields are read as `NamedTupleMeta` reads them, before Python 3.14 and since:
https://github.com/python/cpython/blob/main/Lib/typing.py and https://peps.python.org/pep-0749/
"""

from _collections import _tuplegetter

TYPE_CHECKING = False


class Any:
    def __class_getitem__(cls, _):
        return cls


class Generic(Any):
    pass


IO = Literal = Protocol = Self = Generic


class ParamSpec:
    args = kwargs = Any

    def __init__(self, _):
        pass


def TypeVar(*_, **__):
    return Any


def overload(function):
    return function


def _replace(self, **named):
    return type(self)(*[named.get(field, value) for field, value in zip(self._fields, self)])


def _asdict(self):
    return dict(zip(self._fields, self))


def _annotations(given):
    """Return a class body's annotations; since 3.14 a function makes them, and gives them by value as format 1."""
    annotate = given.get("__annotate_func__") or given.get("__annotate__")
    return annotate(1) if annotate else given.get("__annotations__", ())


class _Fields(type):
    def __new__(cls, name, bases, given):
        if not bases:
            return super().__new__(cls, name, bases, given)
        names = tuple(_annotations(given))
        defaults = {field: given[field] for field in names if field in given}

        def make(kind, *values, **named):
            left = names[len(values) :]
            return tuple.__new__(kind, values + tuple([named[one] if one in named else defaults[one] for one in left]))

        made = {"__slots__": (), "__new__": make, "_fields": names, "_replace": _replace, "_asdict": _asdict}
        made |= {field: _tuplegetter(at, "") for at, field in enumerate(names)}
        return type(name, (tuple,), given | made)


class NamedTuple(metaclass=_Fields):
    pass
