/**
 * A copy of the work in this browser, for those who ask for it: one for each place that the site is at. Nothing is stored
 * before, and deleting it leaves nothing.
 */

const STORE = "work";

export class Kept {
  /** @param {string} base the site's root, as an absolute address */
  constructor(base) {
    this.name = `share-safely ${new URL(base).pathname}`;
    /** @type {Promise<unknown>} one at a time, so that the last is the newest */
    this.last = Promise.resolve();
  }

  /**
   * The copy there is, if any. Asking for it stores nothing: where there is none, the store that would be made isn't.
   * @returns {Promise<ArrayBuffer | undefined>}
   */
  async get() {
    const opening = indexedDB.open(this.name);
    opening.onupgradeneeded = () => opening.transaction?.abort();
    const base = await done(opening).catch(() => undefined);
    if (!base) return undefined;
    base.close();
    return this.with("readonly", (store) => store.get(STORE));
  }

  /**
   * @param {ArrayBuffer} content
   * @returns {Promise<unknown>}
   */
  put(content) {
    this.last = this.last.catch(() => {}).then(() => this.with("readwrite", (store) => store.put(content, STORE)));
    return this.last;
  }

  /** @returns {Promise<void>} */
  async forget() {
    await this.last.catch(() => {});
    await done(indexedDB.deleteDatabase(this.name));
  }

  /**
   * @template T
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest<T>} ask
   * @returns {Promise<T>}
   */
  async with(mode, ask) {
    const opening = indexedDB.open(this.name);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    const base = await done(opening);
    try {
      const transaction = base.transaction(STORE, mode);
      const ended = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = () => reject(transaction.error);
      });
      const found = await done(ask(transaction.objectStore(STORE)));
      await ended;
      return found;
    } finally {
      base.close();
    }
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
