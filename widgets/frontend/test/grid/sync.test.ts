/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Sheet } from "../../src/grid/sheet";
import { Sync } from "../../src/grid/sync";
import type { GridProps, Step } from "../../src/grid/wire";
import { Refused, type Host } from "../../src/host";

interface Asked {
  action: string;
  base?: number;
  steps?: Step[];
  answer: (result: object) => void;
  refuse: () => void;
}

function desk() {
  // A browser that keeps nothing: that is another test's matter.
  Object.assign(globalThis, { indexedDB: { open: () => ({}) }, window: globalThis, location: { pathname: "/" } });
  const asked: Asked[] = [];
  const props = { version: 1 };
  const lock: ((locked: boolean) => void)[] = [];
  const host = {
    props,
    draft: "d",
    step: "ledger-welfare",
    locked: "",
    say: () => undefined,
    whenSaved: () => undefined,
    whenLocked: (tell: (locked: boolean) => void) => lock.push(tell),
    ask: (action: string, detail: { base?: number; steps?: Step[] } = {}) =>
      new Promise((resolve, reject) => {
        const answer = (result: object) => {
          resolve({ result, buffers: [] });
        };
        const refuse = () => {
          reject(new Refused("刚在别处改过"));
        };
        asked.push({ action, ...detail, answer, refuse });
      }),
  };
  const loaded: object[] = [];
  const sheet = { refusals: [], rows: [], load: (all: object) => loaded.push(all), settle: () => undefined };
  const sync = new Sync(host as unknown as Host<GridProps>, () => sheet as unknown as Sheet, () => undefined, () => []);
  const locked = (why: string) => {
    host.locked = why;
    for (const tell of lock) tell(why !== "");
  };
  return { asked, props, loaded, locked, sync };
}

const typed = (raw: string) => ({ steps: [{ op: "set", raw }] }) as unknown as Parameters<Sync["push"]>[0];
const later = () => new Promise((resolve) => setImmediate(resolve));

test("what is typed while others' rows are on their way goes to Python before they are shown", async () => {
  const { asked, props, loaded, sync } = desk();
  sync.check();
  asked[0]?.answer({ version: 1, rows: [] });
  await later();
  props.version = 2; // somebody else has changed the ledger
  sync.check();
  sync.push(typed("5"));
  asked[1]?.answer({ version: 2, rows: [] });
  await later();
  assert.deepEqual(asked.map(({ action }) => action), ["rows", "rows", "change"]);
  assert.equal(asked[2]?.base, 1);
  assert.equal(loaded.length, 1);
  props.version = 3;
  asked[2].answer({ version: 1, rows: {} }); // put together with theirs, and to be asked for
  await later();
  asked[3]?.answer({ version: 3, rows: [] });
  await later();
  assert.deepEqual(asked.map(({ action }) => action), ["rows", "rows", "change", "rows"]);
  assert.equal(loaded.length, 2);
});

test("what follows on a change that was refused goes with it", async () => {
  const { asked, props, loaded, sync } = desk();
  sync.check();
  asked[0]?.answer({ version: 1, rows: [] });
  await later();
  sync.push(typed("5"));
  sync.push(typed("6"));
  props.version = 2;
  asked[1]?.refuse();
  await later();
  asked[2]?.answer({ version: 2, rows: [] });
  await later();
  assert.deepEqual(asked.map(({ action }) => action), ["rows", "change", "rows"]);
  assert.equal(loaded.length, 2);
  assert.equal(sync.ahead, false);
});

test("what could not be saved is no reason to forget what was typed after it", async () => {
  const { asked, loaded, sync } = desk();
  sync.check();
  asked[0]?.answer({ version: 1, rows: [] });
  await later();
  sync.push(typed("5"));
  sync.push(typed("6"));
  asked[1]?.answer({ version: 2, rows: {}, unsaved: "存放总结的文件正被占用" });
  await later();
  assert.deepEqual(asked.map(({ action }) => action), ["rows", "change", "change"]);
  assert.equal(asked[2]?.base, 2);
  assert.equal(loaded.length, 1);
});

test("what may not be changed now waits, and goes once it may", async () => {
  const { asked, loaded, locked, sync } = desk();
  sync.check();
  asked[0]?.answer({ version: 1, rows: [] });
  await later();
  sync.push(typed("5"));
  sync.push(typed("6"));
  locked("已定稿");
  asked[1]?.refuse();
  await later();
  assert.deepEqual(asked.map(({ action }) => action), ["rows", "change"]);
  locked("");
  await later();
  assert.deepEqual(asked[2]?.steps, [...typed("5").steps, ...typed("6").steps]);
  assert.equal(loaded.length, 1);
});
