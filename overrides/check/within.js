/** Waiting with an end. */

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {number} milliseconds
 * @returns {Promise<T>} rejected where nothing has come of it in this time
 */
export function within(promise, milliseconds) {
  /** @type {ReturnType<typeof setTimeout>} */
  let timer;
  const over = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, /** @type {Promise<T>} */ (over)]).finally(() => clearTimeout(timer));
}
