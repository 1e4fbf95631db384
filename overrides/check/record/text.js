/** Blocks of a record as text, as decision_engine/record/text.py writes them: for the clipboard and the .txt file. */

const EMPTY_LINE = "_".repeat(40);

/**
 * @param {import("./blocks.js").Block[]} blocks
 * @returns {string}
 */
export function textOf(blocks) {
  return `${blocks.map((block) => linesOf(block).join("\n")).join("\n\n")}\n`;
}

/** @param {import("./blocks.js").Block} block */
function linesOf({ title, text_title, text, banner, lines = [], steps = [], items = [], labels = [], groups = [] }) {
  return [
    text_title || (title ?? text ?? "").toUpperCase(),
    banner,
    ...lines,
    ...groups.flatMap((group) => [group.area, ...group.lines.map((line) => `- ${line}`)]),
    ...steps.flatMap((step, at) => [
      `${at + 1}. ${step.text} ${step.label}.`,
      `   ${step.reason}`,
      ...step.grounds.map((ground) => `   - ${ground}`),
      step.caution && `   ${step.caution}`,
    ]),
    ...items.map((item) => (typeof item === "string" ? `- ${item}` : `[${item.ticked ? "x" : " "}] ${item.text}`)),
    ...labels.map((label) => `${label}: ${EMPTY_LINE}`),
  ].filter((line) => line);
}
