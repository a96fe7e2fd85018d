/// <reference types="node" />
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Window } from "happy-dom";
import { watch, type Kernel } from "../src/link";

const signal = { connect: () => undefined };

function kernel(id: string): Kernel {
  return {
    id,
    status: "idle",
    connectionStatusChanged: signal,
    statusChanged: signal,
    reconnect: () => Promise.resolve(),
  };
}

test("a page is loaded anew at once when its kernel is gone, unless the last load brought none", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  const dom = new Window({ url: "http://localhost/" });
  let reloads = 0;
  let alive = true;
  const timers = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  Object.assign(globalThis, {
    window: Object.assign(dom, timers),
    document: dom.document,
    Node: dom.Node,
    sessionStorage: dom.sessionStorage,
    location: { href: "http://localhost/", reload: () => (reloads += 1) },
    fetch: () => Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve({ alive }) }),
  });
  dom.document.body.classList.add("zj-voila");
  const wait = async (seconds: number) => {
    for (let passed = 0; passed < seconds * 10; passed += 1) {
      mock.timers.tick(100);
      await new Promise(setImmediate);
    }
  };
  try {
    dom.sessionStorage.setItem("zj-loaded", String(Date.now())); // it was loaded anew just now
    watch(kernel("first"));
    await wait(0.2);
    alive = false;
    await wait(3);
    assert.equal(reloads, 1);

    watch(kernel("second")); // as on the page loaded anew, whose kernel was never there
    await wait(15);
    assert.equal(reloads, 1);
    await wait(10);
    assert.equal(reloads, 2);
  } finally {
    mock.timers.reset();
  }
});
