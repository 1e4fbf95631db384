"""The guidance as one PDF, printed by Chromium from the built pages."""

from build_scripts.pdf.printing import guidance_pdf, why_no_pdf

__all__ = ["guidance_pdf", "why_no_pdf"]
