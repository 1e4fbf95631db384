"""Work that is saved and opened again: as a ZIP, and by a later release than the one it was made with."""

from build_scripts.saved_work.opened import opened
from build_scripts.saved_work.saved import FOLDER, folder_to_save, saved

__all__ = ["FOLDER", "folder_to_save", "opened", "saved"]
