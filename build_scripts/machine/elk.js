/** Gives every box of a graph its place and every arrow its way: `node elk.js NODE_MODULES GRAPH.json` prints it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [packages, graph] = process.argv.slice(2);
const { default: Elk } = await import(pathToFileURL(join(packages, "elkjs", "lib", "elk.bundled.js")).href);
const placed = await new Elk().layout(JSON.parse(await readFile(graph, "utf8")));
process.stdout.write(JSON.stringify(placed));
