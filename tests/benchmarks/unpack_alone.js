/** Unpacks and then compiles the wasm, nothing else going on, and gives what each took in milliseconds. */
async (addresses) => {
  const pieces = await Promise.all(addresses.map((address) => fetch(address).then((response) => response.blob())));
  const start = performance.now();
  const stream = new Blob(pieces).stream().pipeThrough(new DecompressionStream("gzip"));
  const wasm = await new Response(stream).arrayBuffer();
  const unpacked = performance.now();
  await WebAssembly.compile(wasm);
  return { unpack: unpacked - start, compile: performance.now() - unpacked };
};
