/**
 * The page's side of the engine: starts the worker, says how far it is, passes calls on. Any failure, of whatever
 * kind, is one rejected promise whose message is in plain words.
 */

/** @typedef {{url: string, integrity: string, bytes: number}} Entry a file: address from the site's root, hash, size */
/**
 * @typedef {object} Manifest made by the build
 * @property {Entry} worker
 * @property {Record<string, Entry>} files
 * @property {Entry} flow
 * @property {number} total the bytes of all these
 * @property {Entry} [whole] the list of what takes the place of parts of Python that were cut to what usually runs
 */
/**
 * @typedef {object} Engine
 * @property {any} opened what the engine said about the flow that it opened
 * @property {boolean} whole whether nothing of Python is cut
 * @property {(name: string, ...given: string[]) => Promise<string>} call call a function of decision_engine.browser
 * @property {() => void} stop end the worker; calls still under way are rejected
 */
/** @typedef {(loaded: number, total: number) => void} OnProgress */

/** The network itself: the worker later puts something else in the place of `fetch`. */
const network = globalThis.fetch.bind(globalThis);

/** Without a further piece (at most 256 kB compressed, the loader 585 kB) in this time the connection counts as gone. */
const SILENCE_MS = 30_000;
/** A worker that has failed waits this long for what is known of its script. */
const REASON_MS = 3000;
/** How the message ends when a file isn't the one that the page was built with: most likely the site is newer. */
export const NOT_OURS = "is missing, or is not the file that belongs to this page.";

/**
 * @typedef {object} Options
 * @property {OnProgress} [onProgress]
 * @property {number} [silence]
 * @property {AbortSignal} [signal] ends it, loaded or not
 * @property {boolean} [whole] take the parts of Python that nothing is cut from
 */

/**
 * Start the engine; where it misses something that was cut, start it once more with the whole of Python.
 * @param {Manifest} manifest
 * @param {string} base the site's root, as an absolute address
 * @param {Options} [options]
 * @returns {Promise<Engine>}
 */
export async function startEngine(manifest, base, options = {}) {
  const missing = ["Worker", "WebAssembly", "DecompressionStream"].find((name) => !(name in globalThis));
  if (missing) throw new Error(`This browser can't run the checker: it has no ${missing}.`);
  const whole = options.whole || !manifest.whole;
  try {
    return await startOnce(whole ? await wholeOf(manifest, base) : manifest, base, Boolean(whole), options);
  } catch (error) {
    if (whole || !(error instanceof Missed) || options.signal?.aborted) throw error;
    return startEngine(manifest, base, { ...options, whole: true });
  }
}

/**
 * @param {Manifest} manifest
 * @param {string} base
 * @param {boolean} whole
 * @param {Options} options
 * @returns {Promise<Engine>}
 */
async function startOnce(manifest, base, whole, { onProgress = () => {}, silence = SILENCE_MS, signal }) {
  const entry = (/** @type {Entry} */ file) => absolute(file, base);
  const script = entry(manifest.worker);
  const client = new Client(script.url, silence, manifest.total);
  signal?.addEventListener("abort", () => client.stop(asError(signal.reason)));
  try {
    // What a worker runs can't be checked by the browser as it loads; its file is, and nothing counts until it fits.
    const checked = checkedFetch(script).then(() => client.progress(script.bytes, onProgress));
    const files = Object.fromEntries(Object.entries(manifest.files).map(([name, file]) => [name, entry(file)]));
    const started = client.start({ files, flow: entry(manifest.flow) }, (bytes) => client.progress(bytes, onProgress));
    // Where the script itself isn't the right one, that is the reason, however else the worker ends meanwhile.
    const reasoned = started.catch((error) =>
      Promise.race([checked, pause(REASON_MS)]).then(() => Promise.reject(error)),
    );
    const [opened] = await Promise.all([reasoned, checked]);
    return {
      opened: JSON.parse(opened),
      whole,
      call: (name, ...given) => client.call(name, given),
      stop: () => client.stop(new Error("The checker was stopped.")),
    };
  } catch (error) {
    client.stop(asError(error));
    throw asError(error);
  }
}

/**
 * @param {Manifest} manifest
 * @param {string} base
 * @returns {Promise<Manifest>} the manifest with nothing of Python cut
 */
async function wholeOf(manifest, base) {
  if (!manifest.whole) return manifest;
  const list = JSON.parse(new TextDecoder().decode(await checkedFetch(absolute(manifest.whole, base))));
  const kept = Object.entries(manifest.files).filter(([name]) => !name.startsWith("wasm-"));
  const files = { ...Object.fromEntries(kept), ...list };
  const used = [manifest.worker, manifest.flow, .../** @type {Entry[]} */ (Object.values(files))];
  return { ...manifest, files, total: used.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/**
 * @param {Entry} file
 * @param {string} base
 * @returns {Entry}
 */
function absolute(file, base) {
  return { ...file, url: new URL(file.url, base).href };
}

/** Python itself has failed, most likely for want of something that was cut from it. */
export class Missed extends Error {}

/** The engine is well, but what it was asked is not: it is no use to load it anew. */
export class Refusal extends Error {}

class Client {
  /**
   * @param {string} url
   * @param {number} silence
   * @param {number} total the bytes of everything that it loads
   */
  constructor(url, silence, total) {
    /** @type {Map<number, {resolve: (said: string) => void, reject: (error: Error) => void}>} */
    this.waiting = new Map();
    this.serial = 0;
    this.loaded = 0;
    this.total = total;
    this.silence = silence;
    this.timer = 0;
    /** @type {Error | null} */
    this.ended = null;
    /** @type {(bytes: number) => void} */
    this.onBytes = () => {};
    try {
      this.worker = new Worker(url, { name: "decision engine" });
    } catch (error) {
      throw new Error("This browser refused to start the checker's worker.", { cause: error });
    }
    this.worker.onmessage = ({ data }) => this.onMessage(data);
    this.worker.onmessageerror = () => this.stop(new Error("The checker sent something unreadable."));
    this.worker.onerror = (event) => {
      event.preventDefault();
      // With every file there it is Python that failed, between two calls.
      const Kind = this.loaded >= this.total ? Missed : Error;
      this.stop(new Kind("The checker's script could not be loaded, or failed.", { cause: event.message }));
    };
  }

  /**
   * @param {{files: Record<string, Entry>, flow: Entry}} order
   * @param {(bytes: number) => void} onBytes
   */
  start(order, onBytes) {
    this.onBytes = onBytes;
    this.restartTimeout();
    return this.ask({ start: order }).finally(() => clearTimeout(this.timer));
  }

  /**
   * @param {string} name
   * @param {string[]} given
   */
  call(name, given) {
    return this.ask({ name, given });
  }

  /**
   * @param {object} message
   * @returns {Promise<string>}
   */
  ask(message) {
    if (this.ended) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => {
      const id = ++this.serial;
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, ...message });
    });
  }

  /** @param {{bytes?: number, id?: number, said?: string, refused?: string, failed?: string, missed?: boolean}} message */
  onMessage({ bytes, id = 0, said, refused, failed, missed }) {
    if (bytes !== undefined) return this.onBytes(bytes);
    if (failed !== undefined) return this.stop(missed ? new Missed(failed) : new Error(failed));
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (said !== undefined) waiting?.resolve(said);
    else waiting?.reject(new Refusal(refused));
  }

  /**
   * @param {number} bytes
   * @param {OnProgress} onProgress
   */
  progress(bytes, onProgress) {
    if (this.ended) return;
    this.loaded += bytes;
    this.restartTimeout();
    onProgress(this.loaded, this.total);
  }

  /** Begin the wait for the next sign of life anew; once all is loaded the start itself is what is waited for. */
  restartTimeout() {
    clearTimeout(this.timer);
    if (!this.waiting.size) return;
    // With every file there it is Python that fell silent.
    const Kind = this.loaded >= this.total ? Missed : Error;
    const error = new Kind("The checker stopped loading: nothing came any more.");
    this.timer = setTimeout(() => this.stop(error), this.silence);
  }

  /** @param {Error} error */
  stop(error) {
    this.ended ??= error;
    clearTimeout(this.timer);
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(this.ended);
    this.waiting.clear();
  }
}

/**
 * Fetch a file and refuse it unless it is, byte for byte, the one the page was built with. The name carries the hash,
 * so a copy in the browser's cache is good however old it is; should it be damaged, the server is asked once more.
 * @param {Entry} file
 * @returns {Promise<ArrayBuffer>}
 */
export async function checkedFetch({ url, integrity }) {
  /** @param {RequestCache} cache */
  const ask = async (cache) => {
    const response = await network(url, { cache, integrity });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.arrayBuffer();
  };
  try {
    return await ask("force-cache").catch(() => ask("reload"));
  } catch (error) {
    const name = url.slice(url.lastIndexOf("/") + 1);
    throw new Error(`${name} ${NOT_OURS}`, { cause: error });
  }
}

/** @param {number} milliseconds */
function pause(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

/** @param {unknown} error */
function asError(error) {
  return error instanceof Error ? error : new Error(String(error));
}
