"""What only programs can make for a build, and the two places that it comes from.

One has the programs: esbuild, node with Pyodide and elkjs, Chromium. The other has what they made when the site was
built, and nothing else: a visitor's browser. Everything but this room is the same code on both.
"""

from build_scripts.machine.asked import PARTS, Machine, this_machine
from build_scripts.machine.shipped import Shipped, place_by

__all__ = ["PARTS", "Machine", "Shipped", "place_by", "this_machine"]
