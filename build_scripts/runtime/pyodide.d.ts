/** What the worker uses of Pyodide's own types; the package lies in the cache folder, where tsc doesn't look. */
declare module "pyodide" {
  export function loadPyodide(options: Record<string, unknown>): Promise<any>;
}
declare module "pyodide-lock" {
  export const info: Record<string, string>;
}
