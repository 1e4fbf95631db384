"""Where Pyodide leaves a mark for the real encoder."""
