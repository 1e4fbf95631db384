/**
 * Places a changed flowchart in the workshop's worker: elkjs, asked directly, so that Python can wait for the answer.
 */
import { Worker as Elk } from "elk-worker";

// A graph comes as JSON, and goes back as JSON with its places.
/** @type {any} */ (globalThis).placeByElk = (/** @type {string} */ graph) => {
  /** @type {any} */
  let said;
  const elk = new Elk();
  elk.onmessage = (/** @type {any} */ { data }) => {
    said = data;
  };
  const algorithms = ["layered"];
  const ask = (/** @type {object} */ message) => elk.dispatcher.saveDispatch({ data: message });
  ask({ id: 0, cmd: "register", algorithms });
  ask({ id: 1, cmd: "layout", graph: JSON.parse(graph), layoutOptions: {}, options: {} });
  if (said?.error) throw new Error(String(said.error.message ?? said.error));
  return JSON.stringify(said.data);
};
