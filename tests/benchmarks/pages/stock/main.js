// Pyodide as its own documentation starts it, on the main thread; the engine's wheel comes meanwhile.
import { loadPyodide } from "../common/pyodide/pyodide.mjs";

const wheel = fetch("../common/decision_engine.whl").then((response) => response.arrayBuffer());
const flow = fetch("../common/flow.json").then((response) => response.text());
const python = await loadPyodide();
python.unpackArchive(await wheel, "whl");
const engine = python.pyimport("decision_engine.browser");
engine.open_flow(await flow);
document.body.textContent = engine.trace('{"purpose": {"option": "no", "grounds": []}}');
document.body.dataset.result = "";
