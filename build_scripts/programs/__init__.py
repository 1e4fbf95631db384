"""Programs that the build runs: node with its packages, and Chromium."""

from build_scripts.programs.browser import MissingBrowserError, chromium, install_chromium
from build_scripts.programs.node import (
    BENCHMARKS,
    description,
    node_path,
    npm_environment,
    npm_folder,
    npm_script,
    run_esbuild,
    run_node,
)

__all__ = [
    "BENCHMARKS",
    "MissingBrowserError",
    "chromium",
    "description",
    "install_chromium",
    "node_path",
    "npm_environment",
    "npm_folder",
    "npm_script",
    "run_esbuild",
    "run_node",
]
