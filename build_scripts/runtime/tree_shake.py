"""The standard library, the engine and Pyodide, cut to what the page needs: found by running the engine in Pyodide."""

import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from build_scripts.programs import node_path, npm_environment
from build_scripts.runtime.bytecode import compiled
from build_scripts.runtime.cut import cut, marked
from build_scripts.runtime.profile import Profile
from build_scripts.runtime.pyodide import LIBRARY, WASM, PyodideFiles, RuntimeBuildError
from build_scripts.runtime.smoke_calls import Call, Replies, Reply, Smoke
from build_scripts.runtime.wasm import functions_in
from build_scripts.zips import fixed_zip, zip_entries

RUN_ENGINE = Path(__file__).with_name("run_engine.js")
ENGINE = "engine.zip"
_ENGINE_ORIGIN = f"/lib/{ENGINE}/"
_MOST_PROBLEMS = 3


@dataclass(frozen=True, slots=True)
class Shaken:
    """What the runtime starts with, whole: two zips of bytecode and the loader script; and what was given up for it.

    `functions` and `loader_functions` are the numbers of those of Pyodide's own that have run, `modules` the names of
    what is in the two zips, as sources.
    """

    library: bytes
    engine: bytes
    loader: bytes
    warnings: tuple[str, ...]
    functions: frozenset[int]
    loader_functions: frozenset[int]
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CutPyodide:
    """Pyodide's module and loader with what the engine runs alone, and how long they took to start."""

    wasm: bytes
    loader: bytes
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Run:
    """What calls in Pyodide came to: replies, modules by name with their origin, and what of Pyodide has run."""

    replies: Replies
    modules: dict[str, str]
    milliseconds: float
    functions: list[str]
    loader: list[int]


def shake(
    files: PyodideFiles,
    engine: Mapping[str, bytes],
    smoke: Smoke,
    *,
    shims: Mapping[str, bytes],
    loader: bytes | None = None,
) -> Shaken:
    """Keep only what is imported when these calls run, compile it, and run them once more with nothing else.

    With the shims and this loader script, where that answers as CPython does; else without the one, or the other, or
    both, and with a warning that holds what went wrong.

    Raises RuntimeBuildError when the engine replies differently in Pyodide than on CPython even so.
    """
    failed: dict[str, RuntimeBuildError] = {}
    for without, given_shims, given_loader in _attempts(files, shims, loader):
        try:
            library, small, run, modules = _shake(files, engine, smoke, given_shims, given_loader)
        except RuntimeBuildError as error:
            failed[without] = error
        else:
            first = next(iter(failed.values()), None)
            warnings = (f"The runtime is built without {without}, and is larger for it. What went wrong:\n{first}",)
            functions = frozenset(functions_in(map(int, run.functions)))
            told = warnings if first else ()
            return Shaken(library, small, given_loader, told, functions, frozenset(run.loader), modules)
    raise list(failed.values())[-1]


def shake_as_known(
    files: PyodideFiles, engine: Mapping[str, bytes], smoke: Smoke, profile: Profile, *, shims: Mapping[str, bytes]
) -> tuple[Shaken, CutPyodide]:
    """Cut the library, the engine and Pyodide by a profile that was taken with this engine, and run the calls once.

    What is whole comes with Pyodide's own loader. Raises RuntimeBuildError when the engine replies differently than on
    CPython, or something is missing.
    """
    library = _with_shims(files, shims)
    with ThreadPoolExecutor() as pool, tempfile.TemporaryDirectory() as temporary:
        cutting = pool.submit(cut, files, profile, Path(temporary))
        kept = {
            LIBRARY: {name: content for name, content in library.items() if name in profile.modules},
            ENGINE: {name: content for name, content in engine.items() if name in profile.modules},
        }
        small = compiled(files, kept)
        wasm, cut_loader = cutting.result()
    made = Shaken(
        small[LIBRARY], small[ENGINE], files.read(files.loader), (), profile.wasm, profile.loader, profile.modules
    )
    run = run_calls(files, {WASM: wasm, files.loader: cut_loader}, made.library, made.engine, smoke.calls)
    compare(smoke, run.replies, "in the cut runtime")
    return made, CutPyodide(wasm, cut_loader, run.milliseconds)


def cut_pyodide(files: PyodideFiles, shaken: Shaken, smoke: Smoke, profile: Profile) -> CutPyodide:
    """Cut Pyodide itself to what a profile has, and run the calls once more with that.

    Raises RuntimeBuildError when it replies differently than CPython, or fails.
    """
    with tempfile.TemporaryDirectory() as temporary:
        wasm, loader = cut(files, profile, Path(temporary))
    run = run_calls(files, {WASM: wasm, files.loader: loader}, shaken.library, shaken.engine, smoke.calls)
    compare(smoke, run.replies, "in the cut runtime")
    return CutPyodide(wasm, loader, run.milliseconds)


def _attempts(
    files: PyodideFiles, shims: Mapping[str, bytes], loader: bytes | None
) -> Iterator[tuple[str, Mapping[str, bytes], bytes]]:
    """Yield what to try, best first: what is missing, the shims, the loader."""
    own = files.read(files.loader)
    stripped = own if loader is None else loader
    names = ", ".join(sorted(name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in shims))
    told = f"its shims (build_scripts/runtime/shims: {names})"
    yield "", shims, stripped
    if stripped != own:
        yield "its stripped loader", shims, own
    if shims:
        yield told, {}, stripped
        if stripped != own:
            yield f"its stripped loader and {told}", {}, own


def _shake(
    files: PyodideFiles,
    engine: Mapping[str, bytes],
    smoke: Smoke,
    shims: Mapping[str, bytes],
    loader: bytes,
) -> tuple[bytes, bytes, Run, tuple[str, ...]]:
    library = _with_shims(files, shims)
    whole = run_calls(files, {files.loader: loader}, fixed_zip(library), fixed_zip(engine), smoke.calls)
    compare(smoke, whole.replies, "in Pyodide")
    kept = {
        LIBRARY: _kept(library, whole.modules, files.library_origin),
        ENGINE: _kept(engine, whole.modules, _ENGINE_ORIGIN),
    }
    small = compiled(files, kept)
    wasm, marked_loader = marked(files)
    parts = {WASM: wasm, files.loader: marked_loader}
    run = run_calls(files, parts, small[LIBRARY], small[ENGINE], smoke.calls)
    compare(smoke, run.replies, "with the cut library")
    return small[LIBRARY], small[ENGINE], run, tuple(sorted(name for names in kept.values() for name in names))


def _with_shims(files: PyodideFiles, shims: Mapping[str, bytes]) -> dict[str, bytes]:
    library = zip_entries(files.read(LIBRARY))
    return library | {name: text for name, text in shims.items() if name in library}


def run_calls(
    files: PyodideFiles, changed: Mapping[str, bytes], library: bytes, engine: bytes, calls: list[Call]
) -> Run:
    """Run calls in Pyodide under node, some of its files replaced by others.

    Raises RuntimeBuildError with what node says when the engine doesn't start.
    """
    with tempfile.TemporaryDirectory() as temporary:
        pyodide = Path(temporary, "pyodide")
        pyodide.mkdir()
        for file in files.folder.iterdir():
            if file.name not in changed:
                (pyodide / file.name).symlink_to(file)
        for name, content in changed.items():
            (pyodide / name).write_bytes(content)
        paths = [Path(temporary, name) for name in (LIBRARY, ENGINE)]
        for path, content in zip(paths, (library, engine), strict=True):
            path.write_bytes(content)
        told = Path(temporary, "told.json")
        command: list[str | Path] = [node_path(), "--expose-gc", RUN_ENGINE, pyodide, *paths, told]
        text = json.dumps({"calls": calls})
        done = subprocess.run(
            command, input=text, env=npm_environment(), capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode or not told.is_file():
            raise RuntimeBuildError([f"The engine does not start in Pyodide:\n{done.stderr.strip()}"])
        return Run(**json.loads(told.read_text(encoding="utf-8")))


def compare(smoke: Smoke, replies: Replies, where: str) -> None:
    """Raise RuntimeBuildError naming the calls whose replies differ; two refusals of one kind are alike."""
    problems = [
        f"decision_engine.browser.{name}({', '.join(arguments)[:200]}) "
        f"gives {_short(right)} on CPython, {_short(wrong)} {where}."
        for (name, arguments), right, wrong in zip(smoke.calls, smoke.expected, replies, strict=True)
        if _essence(right) != _essence(wrong)
    ]
    if len(problems) > _MOST_PROBLEMS:
        problems[_MOST_PROBLEMS:] = [f"{len(problems) - _MOST_PROBLEMS} more calls differ."]
    if problems:
        raise RuntimeBuildError(problems)


def _essence(reply: Reply) -> Reply:
    return reply if isinstance(reply, str) else {"kind": reply["kind"]}


def _short(reply: Reply) -> str:
    return f"{reply[:200]!r}" if isinstance(reply, str) else f"the error\n{reply['error']}\n"


def _kept(entries: Mapping[str, bytes], modules: Mapping[str, str], origin: str) -> dict[str, bytes]:
    names = {path.removeprefix(origin) for path in modules.values() if path.startswith(origin)}
    return {name: content for name, content in entries.items() if name in names}
