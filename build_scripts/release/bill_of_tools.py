"""The bill of materials of what builds the site: Python's packages, npm's packages, Python itself and Chromium."""

from __future__ import annotations

import json
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType

from build_scripts.dev.browser import MissingBrowserError, chromium
from build_scripts.dev.node import description, npm, run_node
from build_scripts.errors import BuildError
from build_scripts.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

# npm makes no bill of a package that has no version; ours is never published, so it has none.
_NO_VERSION = "0.0.0"


def bill_of_tools() -> Bom:
    """Give the bill; raises SetUpError when npm, BuildError when cyclonedx-py can't list what is installed."""
    whole = Component(name="share-safely-tools", type=ComponentType.APPLICATION, bom_ref="share-safely-tools")
    bill = Bom()
    bill.metadata.component = whole
    programs = list(_programs())
    bill.components.update(programs)
    wanted = list(programs)
    for part in (_python_packages(), _npm_packages()):
        bill.components.update(part.components)
        bill.dependencies.update(part.dependencies)
        if (root := part.metadata.component) is not None:
            bill.components.add(root)
            wanted.append(root)
        bill.metadata.tools.components.update(part.metadata.tools.components)
    bill.register_dependency(whole, wanted)
    return bill


def _python_packages() -> Bom:
    """Let CycloneDX's own tool list the virtual environment."""
    program = Path(sys.executable).with_name("cyclonedx-py")
    # What it writes is held to the schema with all the rest.
    command = [str(program), "environment", "--output-reproducible", "--no-validate", "--sv", "1.6", sys.executable]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"cyclonedx-py failed with status {done.returncode}:\n{done.stderr.strip()}"
        raise BuildError([message])
    return _bill(json.loads(done.stdout), "python-packages")


def _npm_packages() -> Bom:
    """Let npm list what package-lock.json names."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for file in description(ROOT):
            if file.suffix == ".json":
                table = json.loads(file.read_text(encoding="utf-8"))
                (folder / file.name).write_text(json.dumps({**table, "version": _NO_VERSION}), encoding="utf-8")
            else:
                shutil.copyfile(file, folder / file.name)
        said = run_node(npm(), "sbom", "--package-lock-only", "--sbom-format=cyclonedx", folder=folder)
    return _bill(json.loads(said), "npm-packages")


def _bill(table: dict[str, Any], root: str) -> Bom:
    """Read a tool's bill, with a root of its own that needs what the tool's root needed."""
    graph = {one["ref"]: one.get("dependsOn", []) for one in table["dependencies"]}
    former = table["metadata"].get("component", {}).get("bom-ref")
    # cyclonedx-py has no root: what nothing else needs was asked for by name.
    needed = {one for needs in graph.values() for one in needs}
    wanted = graph.pop(former) if former else sorted(graph.keys() - needed)
    table["dependencies"] = [{"ref": ref, "dependsOn": needs} for ref, needs in {**graph, root: wanted}.items()]
    table["metadata"]["component"] = {"type": "library", "name": root, "bom-ref": root}
    if isinstance(table["metadata"]["tools"], list):  # npm writes it as CycloneDX 1.4 did
        tools = [(tool["vendor"], tool["name"], tool["version"]) for tool in table["metadata"]["tools"]]
        said = [{"type": "application", "group": one, "name": name, "version": told} for one, name, told in tools]
        table["metadata"]["tools"] = {"components": said}
    return Bom.from_json(table)  # type: ignore[attr-defined, no-any-return] # a decorator of the library adds it


def _programs() -> Iterable[Component]:
    """Give Python, and Chromium, which prints the PDF, where there is one."""
    psf, bsd = (LicenseFactory().make_from_string(licence) for licence in ("PSF-2.0", "BSD-3-Clause"))
    yield _program("cpython", platform.python_version(), psf)
    try:
        said = subprocess.run([chromium(), "--version"], capture_output=True, text=True, check=True).stdout
    except MissingBrowserError:
        return
    yield _program("chromium", next((word for word in said.split() if word[0].isdigit()), ""), bsd)


def _program(name: str, version: str, licence: Any) -> Component:
    return Component(
        name=name, version=version or None, type=ComponentType.APPLICATION, bom_ref=name, licenses=[licence]
    )
