"""Names for annotations, which nothing here ever looks at, and named tuples made without `eval`."""

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


class _Fields(type):
    def __new__(cls, name, bases, given):
        if not bases:
            return super().__new__(cls, name, bases, given)
        names = tuple(given.get("__annotations__", ()))
        defaults = {field: given[field] for field in names if field in given}

        def make(kind, *values, **named):
            left = names[len(values) :]
            return tuple.__new__(kind, values + tuple([named[one] if one in named else defaults[one] for one in left]))

        made = {"__slots__": (), "__new__": make, "_fields": names, "_replace": _replace, "_asdict": _asdict}
        made |= {field: _tuplegetter(at, "") for at, field in enumerate(names)}
        return type(name, (tuple,), given | made)


class NamedTuple(metaclass=_Fields):
    pass
