/**
 * Marks or cuts the functions of Pyodide's loader script, which are numbered in the order in which they begin.
 * Marked, each notes in `globalThis.loaderRan` that it has run. Cut, those that never do throw instead: what then needs
 * one fails at once and visibly.
 * Arguments: the script, and where the changed one goes. On stdin: JSON, null to mark, or the numbers of those that run.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [source, target, acorn] = process.argv.slice(2);
const { parse } = await import(pathToFileURL(acorn).href);
const text = readFileSync(source, "utf8");
const ran = JSON.parse(readFileSync(0, "utf8"));
const kept = ran && new Set(ran);
const sourceType = source.endsWith(".mjs") ? "module" : "script";
// The shortest name that the script doesn't use, for what is in the place of each function that is cut.
const names = ["$", "_"].flatMap((first) => ["$", "_", ..."abcdefghij"].map((second) => first + second));
const name = names.find((one) => !text.includes(one)) ?? "isCutAway";
// Emscripten swallows numbers that are thrown, and nothing else.
const CUT = `function ${name}(){throw"cut"}`;

const functions = [];
const pending = [parse(text, { ecmaVersion: "latest", sourceType })];
while (pending.length) {
  const node = pending.pop();
  if (/Function/.test(node.type)) functions.push(node);
  for (const part of Object.values(node).flat()) if (typeof part?.type === "string") pending.push(part);
}
functions.sort((one, other) => one.start - other.start || other.end - one.end);

/** @type {[number, number, string][]} from, to, and what is there instead */
const changes = [];
let whole = 0; // where the last function that was cut ends: those inside it are gone with it
functions.forEach(({ body, start, end, expression }, number) => {
  if (start < whole) return;
  if (!kept) {
    const mark = `loaderRan[${number}]=1`;
    if (expression) changes.push([body.start, body.start, `(${mark},`], [body.end, body.end, ")"]);
    else {
      const directives = body.body.filter(({ directive }) => directive);
      const at = directives.at(-1)?.end ?? body.start + 1;
      changes.push([at, at, `;${mark};`]);
    }
  } else if (!kept.has(number)) {
    // An arrow's expression may be in brackets, which belong to it.
    const from = expression ? text.lastIndexOf("=>", body.start) + 2 : body.start;
    changes.push([from, end, `{${name}()}`]);
    whole = end;
  }
});
changes.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
let changed = kept ? CUT : "globalThis.loaderRan??={};";
let at = 0;
for (const [from, to, put] of changes) {
  changed += text.slice(at, from) + put;
  at = to;
}
writeFileSync(target, changed + text.slice(at));
