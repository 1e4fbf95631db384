"""Pictures of a page, made small: what is around some elements, as a PNG of 256 colours at most."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

_MARGIN = 12
# Colours that differ less than anyone sees are one: the rarest go to the closest of those that stay.
_REDUCED = """async (content) => {
  const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${content}`)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  const { data } = canvas.getImageData(0, 0, picture.width, picture.height);
  const at = (place) => ((data[place] & 0xf8) << 16) | ((data[place + 1] & 0xf8) << 8) | (data[place + 2] & 0xf8);
  const found = new Map();
  for (let place = 0; place < data.length; place += 4) {
    const sums = found.get(at(place)) ?? [0, 0, 0, 0];
    for (const part of [0, 1, 2]) sums[part] += data[place + part];
    sums[3] += 1;
    found.set(at(place), sums);
  }
  const ranked = [...found].sort((one, two) => two[1][3] - one[1][3] || one[0] - two[0]);
  const colours = ranked.slice(0, 256).map(([, sums]) => [0, 1, 2].map((part) => Math.round(sums[part] / sums[3])));
  const far = (one, two) => one.reduce((sum, value, part) => sum + (value - two[part]) ** 2, 0);
  const closest = (key) => {
    const colour = [(key >> 16) & 255, (key >> 8) & 255, key & 255];
    return colours.reduce((best, one, place) => (far(one, colour) < far(colours[best], colour) ? place : best), 0);
  };
  const places = new Map(ranked.map(([key], place) => [key, place < 256 ? place : closest(key)]));
  const pixels = new Uint8Array(data.length / 4).map((_, place) => places.get(at(4 * place)));
  let text = "";
  for (let start = 0; start < pixels.length; start += 32768)
    text += String.fromCharCode(...pixels.subarray(start, start + 32768));
  return { width: picture.width, height: picture.height, colours, pixels: btoa(text) };
}"""


def picture_of(page: Page, selectors: Sequence[str], aside: Page) -> bytes:
    """Return a picture of the smallest rectangle around the first element of each selector, with a margin.

    ``aside`` is a page without a policy, on which the colours are counted.
    """
    boxes = [found for found in (page.locator(one).first.bounding_box() for one in selectors) if found]
    assert len(boxes) == len(selectors), f"not all of these are to be seen: {', '.join(selectors)}"
    left, top = min(box["x"] for box in boxes) - _MARGIN, min(box["y"] for box in boxes) - _MARGIN
    right = max(box["x"] + box["width"] for box in boxes) + _MARGIN
    bottom = max(box["y"] + box["height"] for box in boxes) + _MARGIN
    across, down = page.evaluate("[scrollX, scrollY]")
    clip: Any = {"x": left + across, "y": top + down, "width": right - left, "height": bottom - top}
    taken = page.screenshot(clip=clip, animations="disabled", caret="hide", full_page=True)
    reduced = aside.evaluate(_REDUCED, base64.b64encode(taken).decode())
    pixels = base64.b64decode(reduced["pixels"])
    return _png(reduced["width"], reduced["height"], reduced["colours"], pixels)


def blank() -> bytes:
    """Return a picture of one white dot, for a page that is built before its pictures are taken."""
    return _png(1, 1, [[255, 255, 255]], b"\0")


def _png(width: int, height: int, colours: list[list[int]], pixels: bytes) -> bytes:
    """Write a PNG with a palette, its rows unfiltered: that is the smallest for text on plain grounds."""
    rows = b"".join(b"\0" + pixels[at * width : (at + 1) * width] for at in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    palette = bytes(part for colour in colours for part in colour)
    chunks = [(b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
