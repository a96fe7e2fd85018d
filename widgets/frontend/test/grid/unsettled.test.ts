/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { Board } from "../../src/grid/board";
import { Sheet } from "../../src/grid/sheet";
import { nextUnsettled, unsettled } from "../../src/grid/unsettled";
import type { Column, Standing } from "../../src/grid/wire";

const column = (id: string): Column => ({
  id, label: id, dtype: "text", unit: "", required: false, common: true, choices: [], by: "", goes_with: {}, open: false, hint: "",
});

function boardOf(problems: Standing["problems"]): Board {
  const sheet = new Sheet([column("date"), column("name")], () => undefined);
  sheet.load({ version: 1, problems, refused: [], sums: {}, left_out: "", rows: [["", "走访"], ["3月", "助学"], ["5月", ""]] }, "");
  const board = new Board(sheet);
  board.arrange();
  return board;
}

const PROBLEMS: Standing["problems"] = {
  1: { date: ["没有填", "error"] },
  2: { name: ["请看一眼", "warning"] },
  3: { date: ["不是日期", "error"], name: ["没有填", "error"] },
};

test("rows that do not count are told, not those merely worth a look", () => {
  assert.equal(unsettled(boardOf(PROBLEMS).sheet.rows), 2);
  assert.equal(unsettled(boardOf({}).sheet.rows), 0);
});

test("what was typed and could not be read is told too", () => {
  const { sheet } = boardOf({});
  const row = sheet.rows[1];
  assert.ok(row);
  row.refused[0] = { raw: "某天", message: "不是日期" };
  assert.equal(unsettled(sheet.rows), 1);
});

test("the way leads from one cell to the next and round again", () => {
  const board = boardOf(PROBLEMS);
  for (const spot of [{ row: 2, column: 0 }, { row: 2, column: 1 }, { row: 0, column: 0 }]) {
    assert.deepEqual(nextUnsettled(board), spot);
    board.select(spot);
  }
});

test("nothing is pointed at where nothing is to be done, or where it is filtered away", () => {
  assert.equal(nextUnsettled(boardOf({})), null);
  const board = boardOf({ 1: { date: ["没有填", "error"] } });
  board.arrange({ ...board.arrangement, search: "助学" });
  assert.equal(nextUnsettled(board), null);
});
