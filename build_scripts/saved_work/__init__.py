"""Work that is saved and opened again: as a ZIP, and by a later release than the one it was made with."""

from build_scripts.saved_work.opened import opened
from build_scripts.saved_work.saved import FOLDER, folder_to_save, saved
from build_scripts.saved_work.update import changed_upstream, taken_over

__all__ = ["FOLDER", "changed_upstream", "folder_to_save", "opened", "saved", "taken_over"]
