/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { Window } from "happy-dom";
import { Bar, type Deeds } from "../../src/grid/bar";

const STATE = {
  canUndo: true, canRedo: true, selected: 1, found: 3, total: 3, unsettled: 1, filtered: false, allColumns: false, hasMore: true,
};

test("of a signed draft rows can be looked at and no more", () => {
  const window = new Window({ url: "http://localhost/" });
  const { document, Node } = window;
  Object.assign(globalThis, { window, document, Node });
  const nothing = () => undefined;
  const deeds: Deeds = {
    undo: nothing, redo: nothing, insert: nothing, duplicate: nothing, remove: nothing, menu: nothing,
    columns: nothing, search: nothing, next: nothing, back: nothing,
  };
  const bar = new Bar(deeds);
  const offered = () =>
    [...bar.el.querySelectorAll("button")].filter((one) => !one.hidden).map((one) => one.textContent);
  bar.paint({ ...STATE, locked: true });
  assert.deepEqual(offered(), ["排序和筛选", "显示全部列"]);
  bar.paint({ ...STATE, locked: false });
  assert.equal(offered().length, 8);
});
