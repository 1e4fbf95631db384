/** The page's side of the engine, with a stand-in for the worker and for the network. */
import assert from "node:assert/strict";
import { test } from "node:test";

const scope = /** @type {any} */ (globalThis);
const entry = { url: "worker.js", integrity: "sha256-x", bytes: 10 };
const manifest = { worker: entry, files: {}, flow: { ...entry, url: "flow.json" }, total: 20 };

/** @type {(message: any, worker: FakeWorker) => void} */
let onMessage = () => {};
let response = () => new Response("script");
/** @type {FakeWorker | undefined} */
let latest;

class FakeWorker {
  terminated = false;
  /** @type {(event: any) => void} */
  onmessage = () => {};
  /** @type {(event: any) => void} */
  onerror = () => {};
  constructor() {
    latest = this;
  }
  /** @param {any} message */
  postMessage(message) {
    setTimeout(() => onMessage(message, this));
  }
  terminate() {
    this.terminated = true;
  }
  /** @param {any} data */
  say(data) {
    this.onmessage({ data });
  }
}

scope.Worker = FakeWorker;
scope.fetch = async () => response();
const { NOT_OURS, Refusal, startEngine } = await import("../../../overrides/engine/engine.js");
const opened = JSON.stringify({ flow: "sharing" });

/** @param {(message: any, worker: FakeWorker) => void} [onCall] */
function open(onCall = () => {}) {
  response = () => new Response("script");
  onMessage = (message, worker) =>
    message.start ? worker.say({ id: message.id, said: opened }) : onCall(message, worker);
}

/** @param {object} [options] */
const start = (options) => startEngine(manifest, "https://example.org/", options);

test("a call is answered by what the worker says to it", async () => {
  open(({ id, name, given }, worker) => worker.say({ id, said: `${name} ${given}` }));
  const engine = await start();
  assert.deepEqual(engine.opened, { flow: "sharing" });
  assert.deepEqual(await Promise.all([engine.call("trace", "a"), engine.call("record", "b")]), ["trace a", "record b"]);
});

test("what the engine refuses is a refusal, and the engine goes on", async () => {
  open(({ id, name }, worker) => worker.say(name === "trace" ? { id, refused: "no" } : { id, said: "yes" }));
  const engine = await start();
  await assert.rejects(engine.call("trace", ""), (error) => error instanceof Refusal);
  assert.equal(await engine.call("record", ""), "yes");
});

test("a worker that fails ends every call, and those to come", async () => {
  open((_, worker) => worker.onerror({ preventDefault: () => {}, message: "out of memory" }));
  const engine = await start();
  await assert.rejects(engine.call("trace", ""), /could not be loaded, or failed/);
  await assert.rejects(engine.call("trace", ""), /could not be loaded, or failed/);
  assert.equal(latest?.terminated, true);
});

test("an engine that sends nothing more while it loads is given up", async () => {
  onMessage = () => {};
  await assert.rejects(start({ silence: 20 }), /stopped loading/);
  assert.equal(latest?.terminated, true);
});

test("progress counts the files that have come", async () => {
  /** @type {number[]} */
  const seen = [];
  open();
  const answer = onMessage;
  onMessage = (message, worker) => {
    worker.say({ bytes: 7 });
    answer(message, worker);
  };
  await start({ onProgress: (/** @type {number} */ loaded) => seen.push(loaded) });
  assert.equal(seen.at(-1), 17);
});

test("a script that is not the page's own is the reason, however the worker ends", async () => {
  open();
  response = () => new Response("a login page", { status: 403 });
  await assert.rejects(start(), (error) => error instanceof Error && error.message.endsWith(NOT_OURS));
});

test("a page that is left stops the engine", async () => {
  response = () => new Response("script");
  onMessage = () => {};
  const loading = new AbortController();
  setTimeout(() => loading.abort(new Error("The visitor left the page.")), 5);
  await assert.rejects(start({ signal: loading.signal }), /left the page/);
});
