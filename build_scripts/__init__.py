"""What builds the site: one module makes one product; hooks.py is the adapter that MkDocs calls."""
