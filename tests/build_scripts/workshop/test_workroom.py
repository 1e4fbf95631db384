"""What is packed for the workshop is what its calls use, no module more and none less."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from build_scripts.machine.workroom import LIST, own_modules
from build_scripts.paths import ROOT
from tests.tools.workroom_list import derived

if TYPE_CHECKING:
    from pathlib import Path


def test_list_is_what_the_calls_use() -> None:
    """`make workroom` writes it anew."""
    assert json.loads(LIST.read_text(encoding="utf-8")) == derived()


def test_own_modules_are_those_that_begin_with_others(tmp_path: Path) -> None:
    """With their packages; not what is imported within a function, or for types alone."""
    for name, text in {
        "a/__init__.py": "",
        "a/one.py": "import json\nfrom a.b import two\nfrom a import three\n\ndef late():\n    from a import four\n",
        "a/b/__init__.py": "from a.b.two import x",
        "a/b/two.py": "x = 1\nif TYPE_CHECKING:\n    from a import four\n",
        "a/three.py": "",
        "a/four.py": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = [path.relative_to(tmp_path).as_posix() for path in own_modules(("a/one.py",), tmp_path)]
    assert found == ["a/__init__.py", "a/b/__init__.py", "a/b/two.py", "a/one.py", "a/three.py"]


def test_no_module_for_programs_is_packed() -> None:
    """A browser has none of them."""
    rooms = {
        path.relative_to(ROOT / "build_scripts").parts[0] for path in own_modules() if "build_scripts" in path.parts
    }
    assert rooms.isdisjoint({"dev", "pdf", "programs", "runtime"})
