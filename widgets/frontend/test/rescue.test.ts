/// <reference types="node" />
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Window } from "happy-dom";
import { rescue } from "../src/rescue";

const VIEW = "application/vnd.jupyter.widget-view+json";

interface Manager {
  restoredStatus: boolean;
  restored: { connect: (slot: () => void) => void };
  get_model: (id: string) => Promise<object>;
}

let reloads: number;
let alive: boolean;
let tell: () => void;

beforeEach(() => {
  const window = new Window();
  reloads = 0;
  alive = true;
  tell = () => undefined;
  Object.assign(globalThis, {
    window,
    document: window.document,
    sessionStorage: window.sessionStorage,
    location: { href: "http://localhost/", reload: () => (reloads += 1) },
    fetch: (url: URL) =>
      Promise.resolve({
        ok: true,
        status: 200,
        json: () => Promise.resolve({ alive: alive && url.pathname === "/office/voila/alive/k-1" }),
      }),
  });
  const output = (data: object) =>
    `<div><script type="application/vnd.voila.cell-output+json">${JSON.stringify({ data })}</script></div>`;
  document.body.innerHTML = output({ [VIEW]: { model_id: "abc" } }) + output({ "text/plain": "1" })
    + `<script id="jupyter-config-data">${JSON.stringify({ baseUrl: "/office/", kernelId: "k-1" })}</script>`;
  rescue();
});

afterEach(() => {
  tell(); // nothing is waited for any more
});

/** A manager as voila shows it, which knows only these models once the kernel has told them. */
function managerOf(...known: string[]): Manager {
  const manager: Manager = {
    restoredStatus: false,
    restored: {
      connect: (slot) => {
        tell = () => {
          manager.restoredStatus = true;
          slot();
        };
      },
    },
    get_model: (id) =>
      manager.restoredStatus && known.includes(id)
        ? Promise.resolve({ id })
        : Promise.reject(new Error("widget model not found")),
  };
  Object.assign(window, { jupyterapp: { widgetManager: manager } });
  return manager;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test("a view that asks before the kernel has told its models gets its model then", async () => {
  const asked = managerOf("abc").get_model("abc");
  await settled();
  tell();
  assert.deepEqual(await asked, { id: "abc" });
  assert.equal(reloads, 0);
});

test("a view that asks later gets its model at once", async () => {
  const manager = managerOf("abc");
  tell();
  assert.deepEqual(await manager.get_model("abc"), { id: "abc" });
});

test("what only another model asks for does not wait, since that would wait for it", async () => {
  const manager = managerOf("abc");
  await assert.rejects(manager.get_model("layout of abc"), /not found/);
  assert.equal(reloads, 0);
});

test("where a model never comes the page is opened once more, and only once", async () => {
  const manager = managerOf();
  tell();
  await assert.rejects(manager.get_model("abc"), /not found/);
  await assert.rejects(manager.get_model("abc"), /not found/);
  assert.equal(reloads, 1);
});

test("where no model comes at all the page is opened once more, after a while", () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_000_000 });
  try {
    managerOf("abc");
    mock.timers.tick(44_000);
    assert.equal(reloads, 0);
    mock.timers.tick(2_000);
    assert.equal(reloads, 1);
    managerOf("abc");
    tell();
    mock.timers.tick(60_000);
    assert.equal(reloads, 1);
  } finally {
    mock.timers.reset();
  }
});

test("where the kernel has died before it told its models the page is opened once more at once", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_000_000 });
  const wait = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 1) {
      mock.timers.tick(1000);
      for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    }
  };
  try {
    Object.assign(window, { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout });
    managerOf("abc");
    await wait(10);
    assert.equal(reloads, 0);
    alive = false;
    await wait(3);
    assert.equal(reloads, 1);
  } finally {
    mock.timers.reset();
  }
});
