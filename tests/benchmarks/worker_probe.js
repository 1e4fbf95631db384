// Stands before the built worker's own script, for measuring alone: notes from when to when each stage of the start
// lasts, in milliseconds of the machine's clock, which the page has too. What the worker does stays as it is.
{
  const spans = {};
  const now = () => performance.timeOrigin + performance.now();
  const began = now();
  let bootstrapping = began;
  let importing = 0;
  const note = (name, since) => {
    spans[name] = [since, now()];
  };
  const timed = async (name, work) => {
    const since = now();
    const result = await work();
    note(name, since);
    return result;
  };

  const { compileStreaming, instantiate } = WebAssembly;
  WebAssembly.compileStreaming = (source) =>
    timed("compile the wasm as it arrives and is unpacked", () => compileStreaming.call(WebAssembly, source));
  WebAssembly.instantiate = async (...given) => {
    const instance = await timed("instantiate the wasm", () => instantiate.apply(WebAssembly, given));
    bootstrapping = now();
    return instance;
  };

  const { importScripts, postMessage } = globalThis;
  globalThis.importScripts = (...given) => {
    const since = now();
    importScripts.apply(globalThis, given);
    note("run the loader script", since);
    const create = globalThis._createPyodideModule;
    globalThis._createPyodideModule = async (...settings) => {
      const python = await create(...settings);
      const { writeFile } = python.FS;
      python.FS.writeFile = (...file) => {
        if (!importing) note("start the interpreter", bootstrapping);
        importing = now();
        return writeFile.apply(python.FS, file);
      };
      return python;
    };
  };
  globalThis.postMessage = (message, ...rest) => {
    if (message.bytes !== undefined) note("fetch every file", began);
    if (message.said !== undefined && importing) {
      note("import the engine and open the flow", importing);
      importing = 0;
      postMessage.call(globalThis, { benchSpans: { began, spans } });
    }
    postMessage.call(globalThis, message, ...rest);
  };
}
