"""The runtime: the same bytes each time, small, whole, and refused when the engine doesn't run in it."""

import gzip
import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from mkdocs.config import load_config

from build_scripts import engine_calls, stdlib_cut
from build_scripts.bytecode import zip_entries
from build_scripts.check_page import check_page
from build_scripts.dev.node import npm_folder
from build_scripts.engine_wheel import engine_wheel
from build_scripts.language import read_language
from build_scripts.page_scripts import page_scripts
from build_scripts.partnership import read_partnership
from build_scripts.paths import ROOT, cache
from build_scripts.runtime_bundle import PIECE, RuntimeBundle, runtime_bundle
from build_scripts.runtime_files import RuntimeFilesError, runtime_files
from build_scripts.stand_ins import STAND_INS
from decision_engine.read import SHIPPED, read_flow

# From the list of types that IIS knows without being told; every other server knows more.
EXTENSIONS = {".bin", ".js", ".json", ".txt"}


@pytest.fixture(scope="module")
def flow() -> str:
    """The shipped flow as the page hands it to the engine."""
    partnership = read_partnership(load_config(str(ROOT / "mkdocs.yml"))["extra"]["partnership"])
    return json.dumps(check_page(read_flow(SHIPPED), partnership, read_language()).engine_input())


@pytest.fixture(scope="module")
def bundle(flow: str) -> RuntimeBundle:
    """The runtime as the site ships it."""
    return runtime_bundle({"sharing": flow})


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
    """The pieces, in the order of their names, are the compressed WebAssembly."""
    names = sorted(name for name in bundle.runtime if name.startswith("wasm-"))
    assert len(names) > 1
    assert all(len(bundle.runtime[name].content) <= PIECE for name in names)
    whole = gzip.decompress(b"".join(bundle.runtime[name].content for name in names))
    assert whole == runtime_files().read("pyodide.asm.wasm")


def test_the_standard_library_is_cut_to_bytecode_of_what_is_imported(bundle: RuntimeBundle) -> None:
    """Fewer modules than Pyodide's, and bytecode alone; what Pyodide loads only for packages and loops isn't there."""
    full = zip_entries(runtime_files().read("python_stdlib.zip"))
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
    assert len(bundle.runtime["stdlib"].content) < len(runtime_files().read("python_stdlib.zip")) / 4


def test_the_stand_ins_stand_for_modules_that_exist_and_are_imported(bundle: RuntimeBundle) -> None:
    """Each takes the place of a module of Pyodide's standard library, and none lies there unused."""
    assert STAND_INS.keys() <= zip_entries(runtime_files().read("python_stdlib.zip")).keys()
    assert {f"{name}c" for name in STAND_INS} <= zip_entries(unpacked(bundle, "stdlib")).keys()


def test_an_engine_that_asks_a_stand_in_for_more_hears_where_it_lies(flow: str, tmp_path: Path) -> None:
    """The error ends with the modules that are short stand-ins, and with the folder they lie in."""
    copy = shutil.copytree(ROOT / "decision_engine", tmp_path / "decision_engine")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path)
    browser = copy / "browser.py"
    browser.write_text("from functools import lru_cache\n" + browser.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(RuntimeFilesError) as raised:
        runtime_bundle({"sharing": flow}, tmp_path)
    said = str(raised.value)
    assert "cannot import name 'lru_cache' from 'functools'" in said
    assert "short stand-ins, in build_scripts/stand_in_modules: _pyodide._base, " in said
    assert said.endswith("What the engine wants of them must be there too.")


def test_the_engine_ships_without_its_command_line_and_its_flows(bundle: RuntimeBundle) -> None:
    """The wheel in the runtime holds what the page needs and says so in its RECORD."""
    with zipfile.ZipFile(io.BytesIO(unpacked(bundle, "engine"))) as wheel:
        names = set(wheel.namelist())
        (record,) = (name for name in names if name.endswith("RECORD"))
        recorded = {line.split(",")[0] for line in wheel.read(record).decode().splitlines()}
    assert "decision_engine/browser.pyc" in names
    assert not [name for name in names if "/cli/" in name or "__main__" in name or name.endswith((".toml", ".py"))]
    assert recorded == names


def test_the_lock_names_the_engine_alone_with_its_hash(bundle: RuntimeBundle) -> None:
    """One package, compiled for this Python, with the sha256 of the wheel as the worker unpacks it."""
    lock = json.loads(bundle.runtime["lock"].content)
    (package,) = lock["packages"].values()
    assert package["name"] == "decision-engine"
    assert package["file_name"].endswith("-cp313-none-any.whl")
    assert package["imports"] == ["decision_engine"]
    assert package["sha256"] == hashlib.sha256(unpacked(bundle, "engine")).hexdigest()


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
    monkeypatch.setattr(stdlib_cut, "cut", lambda *_: pytest.fail("the runtime was made again"))
    other = runtime_bundle({"sharing": '{"other": "wording"}'})
    assert other.runtime == bundle.runtime
    assert other.flows["sharing"] != bundle.flows["sharing"]


def test_an_engine_that_answers_differently_in_pyodide_is_refused(flow: str) -> None:
    """The message names the call and both answers."""
    calls: list[engine_calls.Call] = [("open_flow", [flow]), ("trace", ["{}"])]
    right = runtime_files()
    opened = json.loads(flow)
    said = json.dumps(
        {"flow": "sharing", "version": opened["mapping"]["version"], "sha256": opened["sha256"]}, separators=(",", ":")
    )
    with pytest.raises(RuntimeFilesError) as caught:
        stdlib_cut.cut(right, engine_wheel(), calls, [said, "something else"])
    assert str(caught.value) == (
        "decision_engine.browser.trace({}) gives 'something else' on CPython, "
        """'{"at":{"question":"purpose"},"steps":[],"off_route":[]}' in Pyodide."""
    )


def test_a_function_for_the_page_that_no_call_covers_is_refused(
    flow: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What isn't called could import what the cut has left out."""
    for folder in ("build_scripts", "decision_engine"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "decision_engine" / "browser.py").open("a") as module:
        module.write('\n\ndef forgotten() -> str:\n    return ""\n')
    monkeypatch.setattr(engine_calls, "ROOT", tmp_path)
    with pytest.raises(RuntimeFilesError) as caught:
        engine_calls.engine_calls([flow])
    assert str(caught.value) == (
        "The engine fails on CPython:\ndecision_engine/browser.py: no call of forgotten gives an answer. "
        "Add one to build_scripts/engine_calls.py, so that the runtime keeps what it imports."
    )


def test_the_wheel_is_the_same_bytes_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Built in two caches, at two times, it is one wheel, with its types and its flows."""
    wheels = []
    for name in ("one", "two"):
        monkeypatch.setenv("SHARE_SAFELY_CACHE", str(tmp_path / name))
        wheels.append(engine_wheel())
    assert wheels[0] != wheels[1]
    assert wheels[0].read_bytes() == wheels[1].read_bytes()
    assert {"decision_engine/py.typed", "decision_engine/flows/sharing.toml"} <= zip_entries(
        wheels[0].read_bytes()
    ).keys()
