"""WebAssembly read and written as its sections: which functions run, and the module without those that never do.

Only what is needed of the format is here: https://webassembly.github.io/spec/core/binary/modules.html
Numbers of functions, types and tables stay as they are, so nothing else in the module has to be rewritten.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

_HEADER = b"\0asm\1\0\0\0"
_IMPORT, _GLOBAL, _EXPORT, _CODE = 2, 6, 7, 10
_FUNCTION, _TABLE, _MEMORY, _GLOBAL_KIND, _TAG = range(5)
_I64 = b"\x7e"
# A body of no locals whose only instruction traps.
_TRAP = b"\0\0\x0b"
_BITS = 64
# The exports by which the marks of functions that have run are read: the first holds those of functions 0 to 63.
MARK = "ran-"


class WasmError(ValueError):
    """The bytes are no module of the form that is read here; the message says at which byte, and why."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module as its sections: each a number and its bytes."""

    sections: tuple[tuple[int, bytes], ...]

    @property
    def imports(self) -> list[tuple[str, str, int]]:
        """The imports: module, name, and kind by the format's numbers."""
        return [(module, name, kind) for module, name, kind, _ in self._imports()]

    @property
    def exports(self) -> list[str]:
        """The names of what is exported."""
        return [name for name, _ in _exports(self._section(_EXPORT))]

    @property
    def function_count(self) -> int:
        """How many functions the module itself has; numbers count them from 0, imported ones left out."""
        return _Reader(self._section(_CODE)).number()

    def file(self) -> bytes:
        """Return the module as a file."""
        return _HEADER + b"".join(bytes([kind]) + _vector(content) for kind, content in self.sections)

    def marked(self) -> "Module":
        """Return the module with a mark for each function that has run, in exported globals named after `MARK`."""
        count = self.function_count
        words = -(-count // _BITS)
        reader = _Reader(self._section(_GLOBAL))
        own, globals_before = reader.number(), reader.rest()
        first = own + sum(kind == _GLOBAL_KIND for _, _, kind in self.imports)
        variables = (_I64 + b"\1\x42\0\x0b") * words
        exports = _Reader(self._section(_EXPORT))
        listed, exports_before = exports.number(), exports.rest()
        marks = b"".join(
            _vector(f"{MARK}{word}".encode()) + bytes([_GLOBAL_KIND]) + _number(first + word) for word in range(words)
        )
        bodies = [_with_mark(body, at, first) for at, body in enumerate(_bodies(self._section(_CODE)))]
        return self._with(
            {
                _GLOBAL: _number(own + words) + globals_before + variables,
                _EXPORT: _number(listed + words) + exports_before + marks,
                _CODE: _number(count) + b"".join(_vector(body) for body in bodies),
            }
        )

    def cut(self, functions: Collection[int], exports: Collection[str]) -> "Module":
        """Return the module with these functions and exports alone; any other function traps when it is called."""
        bodies = [body if at in functions else _TRAP for at, body in enumerate(_bodies(self._section(_CODE)))]
        kept = [entry for name, entry in _exports(self._section(_EXPORT)) if name in exports]
        sections = {
            _EXPORT: _number(len(kept)) + b"".join(kept),
            _CODE: _number(len(bodies)) + b"".join(_vector(body) for body in bodies),
        }
        return self._with(sections)

    def _section(self, wanted: int) -> bytes:
        return next((content for kind, content in self.sections if kind == wanted), b"\0")

    def _with(self, changed: dict[int, bytes]) -> "Module":
        """Return the module with sections replaced; custom ones stay, as the loader reads one of them."""
        return Module(tuple((kind, changed.get(kind, content)) for kind, content in self.sections))

    def _imports(self) -> Iterator[tuple[str, str, int, bytes]]:
        reader = _Reader(self._section(_IMPORT))
        for _ in range(reader.number()):
            module, name, kind = reader.text(), reader.text(), reader.byte()
            start = reader.at
            reader.skip_import(kind)
            yield module, name, kind, reader.content[start : reader.at]


def read_module(content: bytes) -> Module:
    """Return a file's module; raises WasmError where it is none, or is cut off."""
    if not content.startswith(_HEADER):
        message = "at byte 0: not a WebAssembly module of version 1"
        raise WasmError(message)
    reader = _Reader(content, len(_HEADER))
    sections = []
    while reader.at < len(content):
        kind = reader.byte()
        sections.append((kind, reader.take(reader.number())))
    return Module(tuple(sections))


def functions_in(marks: Iterable[int]) -> set[int]:
    """Return the numbers of the functions that marks, one whole number of 64 bits each, say have run."""
    return {word * _BITS + bit for word, mark in enumerate(marks) for bit in range(_BITS) if mark >> bit & 1}


def _with_mark(body: bytes, function: int, first: int) -> bytes:
    """Put the setting of a function's mark before its first instruction."""
    reader = _Reader(body)
    for _ in range(reader.number()):
        reader.number()
        reader.byte()
    word = _number(first + function // _BITS)
    bit = _signed((1 << function % _BITS) - ((1 << _BITS) if function % _BITS == _BITS - 1 else 0))
    return body[: reader.at] + b"\x23" + word + b"\x42" + bit + b"\x84\x24" + word + body[reader.at :]


def _bodies(code: bytes) -> Iterator[bytes]:
    reader = _Reader(code)
    for _ in range(reader.number()):
        yield reader.take(reader.number())


def _exports(section: bytes) -> Iterator[tuple[str, bytes]]:
    reader = _Reader(section)
    for _ in range(reader.number()):
        start = reader.at
        name = reader.text()
        reader.byte()
        reader.number()
        yield name, section[start : reader.at]


class _Reader:
    """Reads the format's numbers and texts off bytes, one after the other."""

    def __init__(self, content: bytes, at: int = 0) -> None:
        self.content = content
        self.at = at

    def byte(self) -> int:
        if self.at >= len(self.content):
            message = f"at byte {self.at}: the module ends too early"
            raise WasmError(message)
        self.at += 1
        return self.content[self.at - 1]

    def take(self, size: int) -> bytes:
        if self.at + size > len(self.content):
            message = f"at byte {self.at}: the module ends too early: {size} more bytes are wanted"
            raise WasmError(message)
        self.at += size
        return self.content[self.at - size : self.at]

    def number(self) -> int:
        """Read an unsigned number in LEB128."""
        value = shift = 0
        while True:
            part = self.byte()
            value |= (part & 0x7F) << shift
            if part < 0x80:  # noqa: PLR2004 - the bit that says that more follows
                return value
            shift += 7

    def text(self) -> str:
        return self.take(self.number()).decode()

    def rest(self) -> bytes:
        return self.content[self.at :]

    def skip_import(self, kind: int) -> None:
        """Skip what an import says of its kind: types, and limits of one or two numbers."""
        if kind == _FUNCTION:
            self.number()
        elif kind in {_TABLE, _MEMORY}:
            if kind == _TABLE:
                self.byte()
            has_most = self.byte() & 1
            self.number()
            if has_most:
                self.number()
        elif kind in {_GLOBAL_KIND, _TAG}:
            self.byte()
            self.number()
        else:
            message = f"at byte {self.at}: an import of the unknown kind {kind}"
            raise WasmError(message)


def _vector(content: bytes) -> bytes:
    return _number(len(content)) + content


def _number(value: int) -> bytes:
    """Write an unsigned number in LEB128."""
    parts = bytearray()
    while value > 0x7F:  # noqa: PLR2004 - what fits into one byte
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)


def _signed(value: int) -> bytes:
    """Write a signed number in LEB128."""
    parts = bytearray()
    while not -0x40 <= value < 0x40:  # noqa: PLR2004 - what fits into seven bits with a sign
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value & 0x7F)
    return bytes(parts)
