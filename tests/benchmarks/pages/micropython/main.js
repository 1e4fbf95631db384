// MicroPython has no `typing`, so the engine can't run in it: walk.py walks the same flow, checking nothing.
import { loadMicroPython } from "../common/micropython/micropython.mjs";

const text = (path) => fetch(path).then((response) => response.text());
const [python, script, flow] = await Promise.all([
  loadMicroPython({ url: new URL("../common/micropython/micropython.wasm", import.meta.url).href }),
  text("walk.py"),
  text("../common/flow.json"),
]);
python.runPython(script);
document.body.textContent = python.globals.get("walk")(flow, '{"purpose": {"option": "no", "grounds": []}}');
document.body.dataset.result = "";
