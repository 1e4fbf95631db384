"""Pyodide cut to what the engine runs: it replies as CPython does, and a profile of another Pyodide is never used."""

from __future__ import annotations

import gzip
import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_scripts.runtime import profile, smoke_calls, tree_shake
from build_scripts.runtime.bundle import engine_sources, runtime_bundle
from build_scripts.runtime.profile import EMPTY, Profile, engine_key, read_profile, write_profile
from build_scripts.runtime.pyodide import WASM, PyodideFiles, RuntimeBuildError, pyodide_files
from build_scripts.runtime.shims import read_shims
from build_scripts.runtime.smoke_calls import Smoke
from decision_engine import browser
from tests.tools.random_calls import random_calls

if TYPE_CHECKING:
    from pathlib import Path

    from build_scripts.assets import RuntimeBundle
    from build_scripts.runtime.smoke_calls import Call, Reply

# A sample in every run; the number that a release is tried with is set from outside.
# Another one than that of the calls with which the profile is taken.
SEED = 2026
RANDOM_CALLS = int(os.environ.get("RANDOM_CALLS", "1500"))
numbers = st.frozensets(st.integers(0, 14_000), max_size=200)


def module_of(files: dict[str, Any]) -> bytes:
    """Return the module of a bundle's files, put together and unpacked."""
    return gzip.decompress(b"".join(files[name].content for name in sorted(files) if name.startswith("wasm-")))


@pytest.fixture(scope="module")
def smoke(flow: str) -> Smoke:
    """The build's own calls for the shipped flow."""
    return smoke_calls.smoke_calls([flow])


@pytest.fixture(scope="module")
def shaken(smoke: Smoke) -> tree_shake.Shaken:
    """The runtime before Pyodide itself is cut."""
    return tree_shake.shake(pyodide_files(), engine_sources(), smoke, shims=read_shims())


@pytest.fixture(scope="module")
def known(shaken: tree_shake.Shaken) -> Profile:
    """A profile taken in node with the engine as it is."""
    key = engine_key(engine_sources(), read_shims(), shaken.modules)
    return Profile(shaken.functions, shaken.loader_functions, ("node",), key, shaken.modules)


def test_build_of_the_engine_that_was_profiled_runs_it_once(
    flow: str, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing has to be found out anew, and the cut is the same as the longer way's."""
    monkeypatch.setattr(profile, "read_profile", lambda *_: known)
    quick = runtime_bundle({"sharing": flow})
    monkeypatch.setattr(profile, "read_profile", lambda *_: replace(known, engine="another engine"))
    slow = runtime_bundle({"sharing": flow})
    assert (quick.warnings, slow.warnings) == ((), ())
    assert quick.runtime == slow.runtime
    assert quick.whole == slow.whole


def test_build_whose_flows_need_more_than_was_profiled_finds_it_out(
    flow: str, known: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A profile of this engine that lacks a function or a module costs time, and nothing else."""
    whole = runtime_bundle({"sharing": flow}).runtime
    for lacking in (
        replace(known, wasm=frozenset(sorted(known.wasm)[::2])),
        replace(known, modules=tuple(name for name in known.modules if "json" not in name)),
    ):
        monkeypatch.setattr(profile, "read_profile", lambda *_, lacking=lacking: lacking)
        made = runtime_bundle({"sharing": flow})
        assert made.warnings == ()
        assert made.runtime["stdlib"] == whole["stdlib"]
        assert made.whole


def test_cut_module_and_loader_are_a_fraction(bundle: RuntimeBundle) -> None:
    """Less than seven tenths of the module's bytes on the line, and than half of the loader's, are left."""
    cut, whole = (
        {
            kind: sum(len(file.content) for name, file in files.items() if name.startswith(kind))
            for kind in ("wasm-", "loader")
        }
        for files in (bundle.runtime, bundle.whole)
    )
    assert cut["wasm-"] < 0.7 * whole["wasm-"]
    assert cut["loader"] < 0.5 * whole["loader"]


def test_profile_that_ships_was_taken_in_node_and_three_browsers() -> None:
    """What a browser runs and node doesn't would be missed at every start."""
    known = read_profile(pyodide_files())
    assert known is not None
    assert set(known.taken_in) == {"node", "chromium", "firefox", "webkit"}


def test_profile_that_ships_misses_nothing_of_the_engine(shaken: tree_shake.Shaken) -> None:
    """The engine runs nothing in node that isn't in it: else `make profile` takes it anew."""
    known = read_profile(pyodide_files())
    assert known is not None
    assert (shaken.functions - known.wasm, shaken.loader_functions - known.loader) == (frozenset(), frozenset())


@given(numbers, numbers)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_profile_is_read_as_it_is_written(tmp_path: Path, wasm: frozenset[int], loader: frozenset[int]) -> None:
    """Every number, and where it was taken."""
    files = pyodide_files()
    made = EMPTY.with_run(wasm, loader, "node").with_run(wasm, loader, "chromium")
    write_profile(files, made, tmp_path)
    assert read_profile(files, tmp_path) == Profile(wasm, loader, ("chromium", "node"))


def test_profile_of_another_pyodide_is_not_used(tmp_path: Path) -> None:
    """Its numbers mean other functions: by the files' hashes it is known, and there is none where no file is."""
    files = pyodide_files()
    write_profile(files, EMPTY, tmp_path)
    changed = {**files.sha256, WASM: "0" * 64}
    others = PyodideFiles(
        files.folder, files.line, files.version, files.python, files.loader, files.least_saving, changed
    )
    assert read_profile(others, tmp_path) is None
    assert read_profile(files, tmp_path / "none") is None


def test_runtime_without_a_profile_ships_whole(flow: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is larger and works; the warning names the command that takes a profile, and nothing else is published."""
    monkeypatch.setattr(profile, "read_profile", lambda *_: None)
    made = runtime_bundle({"sharing": flow})
    (warning,) = made.warnings
    assert warning == (
        "Pyodide ships whole, and the runtime is larger for it: build_scripts/runtime/profiles has no profile of "
        f"Pyodide {pyodide_files().version}: `make profile` takes one."
    )
    assert (made.whole, made.whole_list) == ({}, None)
    assert module_of(dict(made.runtime)) == pyodide_files().read(WASM)
    assert "whole" not in made.manifest("sharing", made.licences)


@pytest.mark.parametrize("part", ["wasm", "loader"])
def test_cut_that_leaves_out_too_much_is_refused(shaken: tree_shake.Shaken, smoke: Smoke, part: str) -> None:
    """A function that the calls need, of the module or of the loader, is missing: the build doesn't ship that."""
    ran = EMPTY.with_run(shaken.functions, shaken.loader_functions, "node")
    less = {"wasm": ran.wasm, "loader": ran.loader, part: frozenset(sorted(getattr(ran, part))[::2])}
    with pytest.raises(RuntimeBuildError):
        tree_shake.cut_pyodide(pyodide_files(), shaken, smoke, Profile(less["wasm"], less["loader"], ()))


def reply(name: str, arguments: list[str]) -> Reply:
    """Make a call on CPython."""
    try:
        return str(getattr(browser, name)(*arguments))
    except Exception as error:  # noqa: BLE001 - whatever the engine refuses with, the runtime must refuse too
        return {"kind": type(error).__name__, "error": str(error)}


def test_cut_runtime_replies_to_random_calls_as_cpython_does(bundle: RuntimeBundle, flow: str) -> None:
    """Answers that fit, nearly fit or don't, as routes, records and Word documents: every reply is equal."""
    calls: list[Call] = [("open_flow", [flow]), *random_calls(flow, RANDOM_CALLS, SEED)]
    expected = [reply(name, arguments) for name, arguments in calls]
    assert len(calls) == RANDOM_CALLS + 1
    kinds = {said["kind"] if isinstance(said, dict) else "answered" for said in expected}
    assert {"answered", "AnswersError", "RecordError"} <= kinds
    files = pyodide_files()
    parts = {WASM: module_of(dict(bundle.runtime)), files.loader: bundle.runtime["loader"].content}
    library, engine = (gzip.decompress(bundle.runtime[name].content) for name in ("stdlib", "engine"))
    run = tree_shake.run_calls(files, parts, library, engine, calls)
    tree_shake.compare(Smoke(calls, expected), run.replies, "in the cut runtime")
