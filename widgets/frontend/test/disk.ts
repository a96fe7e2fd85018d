// What a browser keeps (IndexedDB), as far as the outbox asks for it.

interface Request {
  result: unknown;
  onsuccess?: () => void;
}

/** Give the page a disk with nothing on it; what is returned is all that is on it. */
export function disk(): Map<string, unknown> {
  const held = new Map<string, unknown>();
  const done = (result?: unknown): Request => {
    const made: Request = { result };
    queueMicrotask(() => made.onsuccess?.());
    return made;
  };
  const store = {
    put: (value: unknown, key: string) => done(held.set(key, structuredClone(value))),
    delete: (key: string) => done(held.delete(key)),
    get: (key: string) => done(held.get(key)),
    getAll: () => done([...held.values()]),
    getAllKeys: () => done([...held.keys()]),
    get transaction() {
      return done();
    },
  };
  const opened = { transaction: () => ({ objectStore: () => store }) };
  Object.assign(globalThis, { indexedDB: { open: () => done(opened) } });
  return held;
}
