"""A flow as its page shows it: its texts filled in, its review, its worked examples and who has signed it off."""

from build_scripts.check.differences import differences_markdown, read_differences
from build_scripts.check.flows import FLOWS, case_warning, check_pages
from build_scripts.check.legal_points import legal_points_markdown, open_legal_points, read_legal_points
from build_scripts.check.review import SIGNED, ReviewPage, read_sign_offs, review_page
from build_scripts.check.view import CheckPage, check_page, read_check, title_of
from build_scripts.check.written import written_questions

__all__ = [
    "FLOWS",
    "SIGNED",
    "CheckPage",
    "ReviewPage",
    "case_warning",
    "check_page",
    "check_pages",
    "differences_markdown",
    "legal_points_markdown",
    "open_legal_points",
    "read_check",
    "read_differences",
    "read_legal_points",
    "read_sign_offs",
    "review_page",
    "title_of",
    "written_questions",
]
