"""The state of the interpreter is never saved."""
