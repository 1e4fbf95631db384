"""The guidance as one PDF, printed by Chromium from the built pages."""

from build_scripts.pdf.document import Guidance
from build_scripts.pdf.printing import ADDRESS, guidance_pdf, why_no_pdf

__all__ = ["ADDRESS", "Guidance", "guidance_pdf", "why_no_pdf"]
