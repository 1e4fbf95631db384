"""JSON by the scanner and the encoder that the interpreter has built in.

What they take, and in which order: `c_make_scanner` and `c_make_encoder` in
https://github.com/python/cpython/blob/main/Lib/json/decoder.py (JSONDecoder) and
https://github.com/python/cpython/blob/main/Lib/json/encoder.py (JSONEncoder.iterencode)
"""

from _json import encode_basestring, encode_basestring_ascii, make_encoder, make_scanner
from json.decoder import JSONDecodeError


class _Settings:
    strict = True
    object_hook = object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float


_scan = make_scanner(_Settings)


def loads(text):
    text = text.strip()
    try:
        value, end = _scan(text, 0)
    except StopIteration:
        value, end = None, 0
    if end != len(text) or not text:
        raise JSONDecodeError("no JSON", text, end)
    return value


def _refuse(value):
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def dumps(value, *, ensure_ascii=True, separators=(", ", ": ")):
    comma, colon = separators
    escape = encode_basestring_ascii if ensure_ascii else encode_basestring
    encode = make_encoder({}, _refuse, escape, None, colon, comma, False, False, True)
    return "".join(encode(value, 0))
