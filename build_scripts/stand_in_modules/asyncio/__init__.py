"""No event loop is ever run."""
