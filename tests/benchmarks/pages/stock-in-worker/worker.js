// The same as ../stock/main.js, in a worker.
import { loadPyodide } from "../common/pyodide/pyodide.mjs";

const wheel = fetch("../common/decision_engine.whl").then((response) => response.arrayBuffer());
const flow = fetch("../common/flow.json").then((response) => response.text());
const python = await loadPyodide();
python.unpackArchive(await wheel, "whl");
const engine = python.pyimport("decision_engine.browser");
engine.open_flow(await flow);
postMessage(engine.trace('{"purpose": {"option": "no", "grounds": []}}'));
