"""The runtime: the same bytes each time, small, whole, and refused when the engine doesn't run in it."""

import gzip
import hashlib
import json
import shutil
import zipfile
from io import BytesIO
from pathlib import Path, PurePosixPath

import pytest

from build_scripts.assets import RuntimeBundle
from build_scripts.machine.bundles import page_scripts
from build_scripts.paths import ROOT, cache
from build_scripts.programs.node import npm_folder
from build_scripts.runtime import smoke_calls, tree_shake
from build_scripts.runtime.bundle import PIECE, engine_sources, runtime_bundle
from build_scripts.runtime.pyodide import RuntimeBuildError, pyodide_files
from build_scripts.runtime.shims import FOLDERS, read_shims
from build_scripts.runtime.wasm import read_module
from build_scripts.zips import zip_entries

# From the list of types that IIS knows without being told; every other server knows more.
EXTENSIONS = {".bin", ".js", ".json", ".txt"}


def unpacked(bundle: RuntimeBundle, name: str) -> bytes:
    """Undo what the build compressed, as the worker does."""
    return gzip.decompress(bundle.runtime[name].content)


def test_two_builds_are_byte_identical(
    flow: str, bundle: RuntimeBundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built again with nothing in the cache but the downloads, every path and every byte is the same."""
    downloads = npm_folder().parent
    (tmp_path / downloads.name).symlink_to(downloads)
    monkeypatch.setenv("SHARE_SAFELY_CACHE", str(tmp_path))
    assert cache() == tmp_path
    assert runtime_bundle({"sharing": flow}).files == bundle.files


def test_every_file_has_an_extension_that_every_server_knows(bundle: RuntimeBundle) -> None:
    """None is refused by a server that answers 404 for unknown types, or compressed twice, or run as something else."""
    assert {PurePosixPath(file.path).suffix for file in bundle.files} == EXTENSIONS


def test_every_name_but_the_licences_carries_its_contents_hash(bundle: RuntimeBundle) -> None:
    """So files may be cached for ever, and those of two builds are never mixed."""
    for file in (*bundle.runtime.values(), *bundle.flows.values()):
        assert f".{hashlib.sha256(file.content).hexdigest()[:10]}." in file.path


def test_no_piece_of_wasm_is_larger_than_the_progress_needs(bundle: RuntimeBundle) -> None:
    """The pieces, in the order of their names, are the compressed WebAssembly, cut and whole."""
    joined = {}
    for kind, files in (("cut", bundle.runtime), ("whole", bundle.whole)):
        names = sorted(name for name in files if name.startswith("wasm-"))
        assert len(names) > 1
        assert all(len(files[name].content) <= PIECE for name in names)
        joined[kind] = gzip.decompress(b"".join(files[name].content for name in names))
    assert joined["whole"] == pyodide_files().read("pyodide.asm.wasm")
    assert read_module(joined["cut"]).function_count == read_module(joined["whole"]).function_count


def test_the_standard_library_is_cut_to_bytecode_of_what_is_imported(bundle: RuntimeBundle) -> None:
    """Fewer modules than Pyodide's, and bytecode alone; what Pyodide loads only for packages and loops isn't there."""
    full = zip_entries(pyodide_files().read("python_stdlib.zip"))
    cut = zip_entries(unpacked(bundle, "stdlib"))
    assert len(cut) < len(full) / 4
    assert {PurePosixPath(name).suffix for name in cut} == {".pyc"}
    assert {"json/decoder.pyc", "typing.pyc", "_pyodide/_base.pyc"} <= cut.keys()
    unused = {
        "zipfile/__init__",
        "asyncio/base_events",
        "tomllib/__init__",
        "dataclasses",
        "dis",
        "re/__init__",
        "enum",
    }
    assert not {f"{name}.pyc" for name in unused} & cut.keys()
    assert len(bundle.runtime["stdlib"].content) < len(pyodide_files().read("python_stdlib.zip")) / 4


def test_each_shim_replaces_a_module_that_is_imported(bundle: RuntimeBundle) -> None:
    """Each takes the place of a module of Pyodide's standard library, and none lies there unused."""
    shims = read_shims()
    assert shims.keys() <= zip_entries(pyodide_files().read("python_stdlib.zip")).keys()
    assert {f"{name}c" for name in shims} <= zip_entries(unpacked(bundle, "stdlib")).keys()
    assert bundle.warnings == ()


@pytest.mark.parametrize("shim", sorted(read_shims()))
def test_each_shim_links_what_it_relies_on(shim: str) -> None:
    """Its docstring names the upstream file or page; links lead to a branch, as pyodide.toml alone names a version."""
    text = read_shims()[shim].decode()
    links = ("https://github.com/pyodide/pyodide/blob/main/", "https://github.com/python/cpython/blob/main/")
    assert any(link in text for link in (*links, "https://docs.python.org/3/"))


def test_engine_that_a_shim_does_not_suit_runs_without_shims(flow: str, tmp_path: Path) -> None:
    """It wants more than a shim has: the runtime is larger, replies as it should, and the warning says why."""
    copy = shutil.copytree(ROOT / "decision_engine", tmp_path / "decision_engine")
    browser = copy / "browser.py"
    browser.write_text("from functools import lru_cache\n" + browser.read_text(encoding="utf-8"), encoding="utf-8")
    bundle = runtime_bundle({"sharing": flow}, tmp_path)
    (warning,) = bundle.warnings
    assert warning.startswith(
        "The runtime is built without its shims (build_scripts/runtime/shims: _pyodide._base, _pyodide._importhook, "
    )
    assert "cannot import name 'lru_cache' from 'functools'" in warning
    assert "enum.pyc" in zip_entries(unpacked(bundle, "stdlib"))


def test_broken_shim_ends_in_a_runtime_without_shims(
    flow: str, bundle: RuntimeBundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that replies wrongly: the warning quotes the error, and is given again from the cache."""
    folders = tuple(Path(shutil.copytree(folder, tmp_path / folder.name)) for folder in FOLDERS)
    shim = folders[0] / "json" / "__init__.py"
    shim.write_text(shim.read_text(encoding="utf-8").replace("_scan(text, 0)", "_scan(txt, 0)"), encoding="utf-8")
    fallen = runtime_bundle({"sharing": flow}, shims=folders)
    (warning,) = fallen.warnings
    assert "the error\nNameError: name 'txt' is not defined" in warning
    assert fallen.whole["loader"] == bundle.whole["loader"]
    assert len(fallen.runtime["stdlib"].content) > 2 * len(bundle.runtime["stdlib"].content)
    monkeypatch.setattr(tree_shake, "shake", lambda *_, **__: pytest.fail("the runtime was made again"))
    assert runtime_bundle({"sharing": flow}, shims=folders).warnings == fallen.warnings


def test_loader_that_fails_is_replaced_by_pyodides_own(flow: str) -> None:
    """A loader that lost too much: the shims stay, Pyodide's own script ships, and the warning says why."""
    files = pyodide_files()
    smoke = smoke_calls.smoke_calls([flow])
    smoke = smoke_calls.Smoke(smoke.calls[:4], smoke.expected[:4])
    broken = files.read(files.loader).replace(b"_python2js", b"_python2css")
    made = tree_shake.shake(files, engine_sources(), smoke, shims=read_shims(), loader=broken)
    assert made.loader == files.read(files.loader)
    assert "enum.pyc" not in zip_entries(made.library)
    assert made.warnings[0].startswith("The runtime is built without its stripped loader, and is larger for it.")


def test_the_engine_ships_without_its_command_line_and_its_flows(bundle: RuntimeBundle) -> None:
    """The zip in the runtime holds bytecode of what the page needs, and nothing about a package."""
    with zipfile.ZipFile(BytesIO(unpacked(bundle, "engine"))) as archive:
        names = archive.namelist()
    assert "decision_engine/browser.pyc" in names
    assert {PurePosixPath(name).suffix for name in names} == {".pyc"}
    assert not [name for name in names if "/cli/" in name or "__main__" in name]


def test_the_manifest_counts_every_byte(bundle: RuntimeBundle) -> None:
    """The total is what the page will fetch: worker, flow and runtime."""
    worker = page_scripts()["worker"]
    manifest = bundle.manifest("sharing", worker)
    entries = [manifest["worker"], manifest["flow"], *manifest["files"].values()]
    assert manifest["total"] == sum(entry["bytes"] for entry in entries)
    published = {file.path: file for file in (*bundle.files, worker)}
    assert all(published[entry["url"]].integrity == entry["integrity"] for entry in entries)


def test_a_change_of_wording_needs_no_new_runtime(bundle: RuntimeBundle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another flow gives another flow file, and the runtime comes from the cache."""
    monkeypatch.setattr(tree_shake, "shake", lambda *_, **__: pytest.fail("the runtime was made again"))
    other = runtime_bundle({"sharing": '{"other": "wording"}'})
    assert other.runtime == bundle.runtime
    assert other.flows["sharing"] != bundle.flows["sharing"]


def test_engine_that_replies_differently_in_pyodide_is_refused(flow: str) -> None:
    """The message names the call and both replies; a refusal is quoted."""
    calls: list[smoke_calls.Call] = [("open_flow", [flow]), ("trace", ["{}"]), ("trace", ["?"])]
    opened = json.loads(flow)
    told = json.dumps(
        {"flow": "sharing", "version": opened["mapping"]["version"], "sha256": opened["sha256"]}, separators=(",", ":")
    )
    smoke = smoke_calls.Smoke(calls, [told, "something else", "a trace"])
    with pytest.raises(RuntimeBuildError) as caught:
        tree_shake.shake(pyodide_files(), engine_sources(), smoke, shims={})
    different, refused = caught.value.problems
    assert different == (
        "decision_engine.browser.trace({}) gives 'something else' on CPython, "
        """'{"at":{"question":"purpose"},"steps":[],"off_route":[]}' in Pyodide."""
    )
    assert refused.startswith("decision_engine.browser.trace(?) gives 'a trace' on CPython, the error\nTraceback ")
    assert "AnswersError" in refused


def test_a_function_for_the_page_that_no_call_covers_is_refused(
    flow: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What isn't called could import what the cut has left out."""
    for folder in ("build_scripts", "decision_engine"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "decision_engine" / "browser.py").open("a") as module:
        module.write('\n\ndef forgotten() -> str:\n    return ""\n')
    monkeypatch.setattr(smoke_calls, "ROOT", tmp_path)
    with pytest.raises(RuntimeBuildError) as caught:
        smoke_calls.smoke_calls([flow])
    assert str(caught.value) == (
        "The engine fails on CPython:\ndecision_engine/browser.py: no call of forgotten gives an answer. "
        "Add one to build_scripts/runtime/smoke_calls.py, so that the runtime keeps what it imports."
    )
