import assert from "node:assert/strict";
import { test } from "node:test";
import type { Board } from "../../src/grid/board";
import { Changes } from "../../src/grid/changes";

test("what was undone is a sentence of its own, for another may follow it", () => {
  const told: string[] = [];
  const nothing = () => undefined;
  const entry = { label: "粘贴 8 行", patches: [] };
  const board = {
    sheet: { undo: () => entry, redo: () => entry },
    run: (work: () => unknown) => ({ result: work(), moved: false }),
    selectTouched: nothing,
  };
  const screen = { done: nothing, select: nothing, say: (text: string) => told.push(text), locked: () => "" };
  const changes = new Changes(board as unknown as Board, screen);
  changes.travel("undo");
  changes.travel("redo");
  assert.deepEqual(told, ["撤销了：粘贴 8 行。", "重做了：粘贴 8 行。"]);
});
