"""The error of the set-up."""

from build_scripts.errors import BuildError


class SetUpError(BuildError):
    """Something that the build needs could not be installed, or does not run."""
