"""Command line: reads a flow file and prints; exit 0 is success, 2 an error in the file or the call."""

import argparse
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

from decision_engine.authoring.read import SHIPPED
from decision_engine.cli import diff, export, replay, routes, run, schema, validate
from decision_engine.errors import EngineError, Problem, ProblemsError

_EXAMPLES = """examples:
  python -m decision_engine validate my-flow.toml
  python -m decision_engine run
  python -m decision_engine routes --json
  python -m decision_engine diff old-flow.toml new-flow.toml
  python -m decision_engine export --to mermaid
  python -m decision_engine replay record.json
  python -m decision_engine schema > flow.schema.json
"""
_COMMANDS = {
    "validate": validate,
    "run": run,
    "routes": routes,
    "diff": diff,
    "export": export,
    "replay": replay,
    "schema": schema,
}
_OWN_FILES = {"diff", "replay", "schema"}  # what they read they name themselves
_INTERRUPTED = 130  # what shells give for Ctrl-C


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code; errors go to stderr, a line each, or with ``--json`` to stdout."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):  # a character that the terminal can't show must not stop anyone
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
        sys.stdout.flush()
    except EngineError as error:
        if getattr(options, "json", False):
            print(json.dumps({"problems": _problems(error)}))
        else:
            print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # the reader has seen enough, such as head; Python must not try to flush once more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _problems(error: EngineError) -> list[dict[str, Any]]:
    """Return what is wrong as plain data; an error that has only words gives a problem a line."""
    if isinstance(error, ProblemsError):
        return [problem._asdict() for problem in error.problems]
    lines = str(error).splitlines()
    return [Problem(file="", path="", what=line, example="")._asdict() for line in lines]


def _parser() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m decision_engine", epilog=_EXAMPLES, formatter_class=raw)
    commands = parser.add_subparsers(required=True, metavar="|".join(_COMMANDS))
    for name, command in _COMMANDS.items():
        doc = (command.__doc__ or "").splitlines()[0]
        own = commands.add_parser(name, help=doc, description=doc, formatter_class=raw)
        if name not in _OWN_FILES:
            own.add_argument("flow", nargs="?", type=Path, default=SHIPPED, help="a flow file; else the shipped one")
        command.add_options(own)
        own.set_defaults(command=command.command)
    return parser
