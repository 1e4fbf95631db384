"""No code is ever given as text by the page."""
