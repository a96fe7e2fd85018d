/// <reference types="node" />
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Window } from "happy-dom";
import { followMarks, showRows, type Marks } from "../src/marks";

beforeEach(() => {
  const window = new Window({ url: "http://localhost/" });
  const { document, location, CSS } = window;
  const requestAnimationFrame = (run: () => void) => {
    run();
  };
  Object.assign(globalThis, { window, document, location, CSS, requestAnimationFrame });
  window.document.body.innerHTML = '<div data-zj-step="ledger-welfare"></div>';
});

const told: Marks[] = [];
const follow = () => followMarks("ledger-welfare", (marks) => told.push(marks));

test("what is pointed at waits until the ledger is drawn, and is told once", () => {
  assert.equal(showRows("ledger-welfare", [1], "旧的"), true);
  assert.equal(showRows("ledger-welfare", [2, 3], "新的"), true);
  const stop = follow();
  assert.deepEqual(told.splice(0), [{ rows: [2, 3], say: "新的" }]);
  showRows("ledger-welfare", [4], "再看");
  assert.deepEqual(told.splice(0).map(({ rows }) => rows), [[4]]);
  stop();
  follow()();
  assert.deepEqual(told, []);
});

test("a ledger that is not on the page is not gone to", () => {
  assert.equal(showRows("ledger-fund", [1], ""), false);
  followMarks("ledger-fund", (marks) => told.push(marks))();
  assert.deepEqual(told, []);
});
