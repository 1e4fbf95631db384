// Stands before the built worker's own script, for measuring alone: notes when each stage of the start is reached, on
// the clock that the page has too. What the worker does stays as it is.
{
  const marks = {};
  const clock = performance.timeOrigin;
  const mark = (name) => {
    marks[name] = clock + performance.now();
  };
  mark("worker runs");

  const { compileStreaming, instantiate } = WebAssembly;
  WebAssembly.compileStreaming = async (source) => {
    const module = await compileStreaming.call(WebAssembly, source);
    mark("wasm compiled");
    return module;
  };
  WebAssembly.instantiate = async (...given) => {
    const instance = await instantiate.apply(WebAssembly, given);
    mark("wasm instantiated");
    return instance;
  };

  const { importScripts, postMessage } = globalThis;
  globalThis.importScripts = (...given) => {
    importScripts.apply(globalThis, given);
    mark("loader run");
    const create = globalThis._createPyodideModule;
    globalThis._createPyodideModule = async (...settings) => {
      const python = await create(...settings);
      mark("interpreter started");
      const { writeFile } = python.FS;
      python.FS.writeFile = (...file) => {
        mark("engine put in place");
        return writeFile.apply(python.FS, file);
      };
      return python;
    };
  };
  globalThis.postMessage = (message, ...rest) => {
    if (message.bytes !== undefined) mark("files fetched");
    if (message.said !== undefined && marks["flow opened"] === undefined) {
      mark("flow opened");
      postMessage.call(globalThis, { benchMarks: marks });
    }
    postMessage.call(globalThis, message, ...rest);
  };
}
