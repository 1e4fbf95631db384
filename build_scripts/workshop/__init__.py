"""The workshop: what runs in the browser of someone who adopts the site, on the same code as a build on a machine."""

from build_scripts.workshop.calls import Reply, answers, call, report_to, tell

__all__ = ["Reply", "answers", "call", "report_to", "tell"]
