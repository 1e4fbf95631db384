"""A partnership's folder edited in memory: every step can be undone, and every problem has its control."""

from build_scripts.editor.editor import Editor
from build_scripts.editor.findings import Findings
from build_scripts.editor.names import Place, name_of, place_of
from build_scripts.editor.work import Changes, Files, Work

__all__ = ["Changes", "Editor", "Files", "Findings", "Place", "Work", "name_of", "place_of"]
