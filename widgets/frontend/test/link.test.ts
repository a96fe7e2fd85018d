/// <reference types="node" />
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Window } from "happy-dom";
import { asked, onBack, watch, type Kernel } from "../src/link";

const signal = { connect: () => undefined };

interface Socket extends Kernel {
  /** The socket is lost, or back. */
  turn(status: string): void;
  /** Nothing comes through it. */
  mute: boolean;
  /** Nor through the next one. */
  stays: boolean;
}

function kernel(id: string): Socket {
  let told: () => void = () => undefined;
  const made: Socket = {
    id,
    status: "idle",
    connectionStatus: "connected",
    connectionStatusChanged: { connect: (slot) => (told = slot) },
    statusChanged: signal,
    reconnect: () => {
      made.mute &&= made.stays;
      made.turn("connecting");
      made.turn("connected");
      return Promise.resolve();
    },
    requestKernelInfo: () => (made.mute ? new Promise(() => undefined) : Promise.resolve({})),
    mute: false,
    stays: false,
    turn: (status) => {
      made.connectionStatus = status;
      told();
    },
  };
  return made;
}

test("a page is loaded anew at once when its kernel is gone, unless the last load brought none", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  const dom = new Window({ url: "http://localhost/" });
  let reloads = 0;
  let alive = true;
  let execution_state = "idle";
  const timers = { setTimeout: globalThis.setTimeout, clearTimeout: globalThis.clearTimeout };
  Object.assign(globalThis, {
    window: Object.assign(dom, timers),
    document: dom.document,
    Node: dom.Node,
    CustomEvent: dom.CustomEvent,
    sessionStorage: dom.sessionStorage,
    location: { href: "http://localhost/", reload: () => (reloads += 1) },
    fetch: () => Promise.resolve({ ok: true, status: 200, json: () => Promise.resolve({ alive, execution_state }) }),
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

    // A cut that is over before the server was asked: what was on its way is gone all the same.
    alive = true;
    const third = kernel("third");
    watch(third);
    await wait(2);
    let back = 0;
    onBack(() => (back += 1));
    third.turn("connecting");
    third.turn("connected");
    assert.equal(back, 1);
    await wait(5);
    assert.equal(back, 1);

    // The socket was given up although the server is there.
    third.turn("disconnected");
    await wait(2);
    assert.equal(back, 2);
    assert.equal(third.connectionStatus, "connected");

    // A kernel at work answers late, as does one that makes a document; a socket that is mute does not.
    const answered = asked();
    await wait(8);
    assert.equal(back, 2);
    third.mute = true;
    execution_state = "busy";
    await wait(12);
    assert.equal(back, 2);
    execution_state = "idle";
    await wait(7);
    assert.equal(back, 3);
    answered();
    await wait(12);
    assert.equal(back, 3);

    // Where a new socket is mute as well, the page is loaded anew.
    third.mute = third.stays = true;
    asked();
    await wait(30);
    assert.equal(back, 5);
    assert.equal(reloads, 3);

    // JupyterLab's page is not ours to load anew: there the socket is exchanged again.
    dom.document.body.classList.remove("zj-voila");
    await wait(30);
    assert.ok(back > 7);
    assert.equal(reloads, 3);
  } finally {
    mock.timers.reset();
  }
});
