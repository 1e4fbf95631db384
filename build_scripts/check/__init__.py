"""A flow as its page shows it: its texts filled in, its review, its worked examples and who has signed it off."""

from build_scripts.check.flow_cases import case_warning
from build_scripts.check.flow_pages import check_flow, check_pages
from build_scripts.check.flows import flow_path, read_translated
from build_scripts.check.review import ReviewPage, review_page
from build_scripts.check.sign_off import read_sign_offs
from build_scripts.check.view import CheckPage, check_page

__all__ = [
    "CheckPage",
    "ReviewPage",
    "case_warning",
    "check_flow",
    "check_page",
    "check_pages",
    "flow_path",
    "read_sign_offs",
    "read_translated",
    "review_page",
]
