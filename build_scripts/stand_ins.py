"""Short modules in the place of those that are imported while Python starts for things that this runtime never does.

With the real ones come `re`, `enum`, `inspect` and more: nearly all that the start would import. What needs a real one
fails the check in `stdlib_cut.cut`. They lie in `stand_in_modules`, each under its name in the library's zip.
"""

from pathlib import Path

FOLDER = Path(__file__).with_name("stand_in_modules")
# By the file's name in the standard library's zip.
STAND_INS = {
    file.relative_to(FOLDER).as_posix(): file.read_text(encoding="utf-8") for file in sorted(FOLDER.rglob("*.py"))
}
