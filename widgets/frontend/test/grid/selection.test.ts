/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { advance, at, between, blockOf, fit, leap, move, type Direction, type Selection } from "../../src/grid/selection";

const SIZE = { rows: 4, columns: 3 };
const spot = (row: number, column: number) => ({ row, column });

test("moving stops at the edges, extending keeps the active cell", () => {
  assert.deepEqual(move(at(spot(0, 0)), [-1, 0], SIZE), at(spot(0, 0)));
  const wide = move(move(at(spot(1, 1)), [1, 0], SIZE, true), [0, 1], SIZE, true);
  assert.deepEqual(wide.active, spot(1, 1));
  assert.deepEqual(blockOf(wide), { top: 1, bottom: 2, left: 1, right: 2 });
});

test("Enter and Tab walk round inside a block and leave it selected", () => {
  const block = between(spot(0, 0), spot(1, 1));
  const down = [1, 2, 3, 4].reduce((now) => advance(now, "down", SIZE) ?? now, block);
  assert.deepEqual(down, block);
  assert.deepEqual(advance(block, "right", SIZE)?.active, spot(0, 1));
  assert.deepEqual(advance(block, "up", SIZE)?.active, spot(1, 1));
});

test("Tab turns to the next row, and leaves the grid only at its ends", () => {
  assert.deepEqual(advance(at(spot(0, 2)), "right", SIZE)?.active, spot(1, 0));
  assert.deepEqual(advance(at(spot(1, 0)), "left", SIZE)?.active, spot(0, 2));
  assert.equal(advance(at(spot(3, 2)), "right", SIZE), null);
  assert.equal(advance(at(spot(0, 0)), "left", SIZE), null);
  assert.deepEqual(advance(at(spot(3, 2)), "down", SIZE), at(spot(3, 2)));
});

test("Enter goes back to where Tab set out, until another key moves on", () => {
  const go = (keys: readonly Direction[], from: Selection) =>
    keys.reduce((now, key) => advance(now, key, SIZE) ?? now, from);
  const tabbed = go(["right", "right"], at(spot(0, 0)));
  assert.deepEqual(go(["down"], tabbed), at(spot(1, 0)));
  assert.deepEqual(go(["down"], fit(tabbed, { rows: 9, columns: 3 })), at(spot(1, 0))); // rows have come
  assert.deepEqual(go(["down", "down"], tabbed), at(spot(2, 0)));
  assert.deepEqual(go(["right", "right", "down"], at(spot(0, 1))), at(spot(2, 1))); // round the edge
  assert.deepEqual(go(["left", "down"], go(["right"], at(spot(0, 1)))), at(spot(1, 1)));
  assert.deepEqual(go(["left", "down"], at(spot(0, 1))), at(spot(1, 0)));
  assert.deepEqual(go(["up"], go(["right"], at(spot(2, 0)))), at(spot(1, 1)));
  assert.deepEqual(go(["down"], move(tabbed, [0, -1], SIZE)), at(spot(1, 1)));
});

test("Ctrl+arrow goes to the end of what is filled, then over the gap", () => {
  const filled = ({ row }: { row: number }) => row !== 2 && row !== 3;
  const size = { rows: 6, columns: 1 };
  assert.equal(leap(spot(0, 0), [1, 0], size, filled).row, 1);
  assert.equal(leap(spot(1, 0), [1, 0], size, filled).row, 4);
  assert.equal(leap(spot(4, 0), [1, 0], size, filled).row, 5);
  assert.equal(leap(spot(5, 0), [1, 0], size, filled).row, 5);
});

test("a selection stays inside a grid that has become smaller", () => {
  assert.deepEqual(fit(between(spot(2, 2), spot(9, 9)), SIZE), between(spot(2, 2), spot(3, 2)));
});
