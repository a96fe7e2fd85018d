/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { duplicate, follow, hasHeadings, read, remove, write } from "../../src/grid/actions";
import { namesOf, putBack } from "../../src/grid/refusals";
import { Sheet, shown, type Sent } from "../../src/grid/sheet";
import { AS_IS, arrange, texts } from "../../src/grid/view";
import type { Changed, Column } from "../../src/grid/wire";

const column = (id: string, label: string, dtype: Column["dtype"] = "text"): Column => ({
  id, label, dtype, unit: "", required: false, common: true, choices: [], by: "", goes_with: {}, open: false, hint: "",
});
const COLUMNS = [column("date", "日期", "date"), column("name", "内容"), column("amount", "金额", "decimal")];
const STANDING = { version: 2, problems: {}, refused: [], sums: {}, left_out: "" };

function sheetOf(...cells: string[][]): { sheet: Sheet; sent: Sent[] } {
  const sent: Sent[] = [];
  const sheet = new Sheet(COLUMNS, (change) => {
    sent.push(change);
  });
  sheet.load({ ...STANDING, rows: cells }, "");
  return { sheet, sent };
}

const texted = (sheet: Sheet) => sheet.rows.map((row) => COLUMNS.map((_, index) => shown(row, index)));
const all = (sheet: Sheet) => ({ view: sheet.rows, columns: [0, 1, 2], spare: null });
const row = (sheet: Sheet, place: number) => {
  const found = sheet.rows[place];
  assert.ok(found);
  return found;
};
const answer = (rows: Changed["rows"], refused: Changed["refused"] = []): Changed => ({ ...STANDING, unsaved: "", rows, refused });

test("what is typed shows at once, then as Python reads it", () => {
  const { sheet, sent } = sheetOf(["", "走访", "100"]);
  sheet.act("改", [sheet.set(row(sheet, 0), 0, "3.8")]);
  assert.equal(texted(sheet)[0]?.[0], "3.8");
  assert.deepEqual(sent[0]?.steps, [{ op: "set", row: 1, column: "date", raw: "3.8" }]);
  sheet.settle(answer({ 1: ["2026-03-08", "走访", "100"] }), sent);
  assert.equal(texted(sheet)[0]?.[0], "2026-03-08");
});

test("a refused cell keeps what was typed and the old value", () => {
  const { sheet, sent } = sheetOf(["", "走访", "100"]);
  sheet.act("改", [sheet.set(row(sheet, 0), 2, "三千左右")]);
  sheet.settle(answer({ 1: ["", "走访", "100"] }, [[1, "amount", "三千左右", "不是数字。"]]), sent);
  assert.equal(shown(row(sheet, 0), 2), "三千左右");
  assert.equal(row(sheet, 0).cells[2], "100");
  assert.deepEqual(row(sheet, 0).refused[2], { raw: "三千左右", message: "不是数字。" });
  sheet.undo();
  assert.equal(shown(row(sheet, 0), 2), "100");
  assert.equal(row(sheet, 0).refused[2], undefined);
});

test("what was refused before comes with the rows, and goes with them", () => {
  const { sheet } = sheetOf();
  sheet.load({ ...STANDING, rows: [["", "一", "1"], ["", "二", "2"]], refused: [[2, "amount", "五个", "不是数字。"]] }, "");
  assert.equal(shown(row(sheet, 1), 2), "五个");
  assert.deepEqual(sheet.refusals, [{ row: 2, cells: ["", "二", "2"], column: "amount", raw: "五个" }]);
  sheet.load({ ...STANDING, rows: [["", "一", "1"], ["", "二", "2"]] }, "");
  assert.equal(shown(row(sheet, 1), 2), "2");
  assert.deepEqual(sheet.refusals, []);
});

test("cells that could not be read are named by row, of many how many there are", () => {
  const refused = (place: number, id: string) => ({ row: place, cells: [], column: id, raw: "？" });
  const some = [refused(3, "date"), refused(3, "amount"), refused(5, "date")];
  assert.equal(namesOf(some.slice(0, 1), COLUMNS), "第 3 行的“日期”");
  assert.equal(namesOf(some, COLUMNS), "第 3 行的“日期”、“金额”，第 5 行的“日期”");
  assert.equal(namesOf([...some, refused(9, "date")], COLUMNS), "第 3 行的“日期”、“金额”，第 5 行的“日期”等 4 格");
});

test("what was refused is put back where its row still reads the same", () => {
  const one = { row: 1, cells: ["", "一", "1"], column: "amount", raw: "五个" };
  const two = { row: 2, cells: ["", "二", "2"], column: "amount", raw: "六个" };
  const changed = { row: 3, cells: ["", "三", "3"], column: "amount", raw: "七个" };
  const { steps, lost } = putBack({ rows: [["", "二", "2"], ["", "新", ""], ["", "一", "1"]] }, [one, two, changed]);
  assert.deepEqual(steps, [
    { op: "set", row: 3, column: "amount", raw: "五个" },
    { op: "set", row: 1, column: "amount", raw: "六个" },
  ]);
  assert.deepEqual(lost, [changed]);
});

test("taking back a value typed over a refused one sends the old value, then what was refused", () => {
  const { sheet, sent } = sheetOf(["", "", "100"]);
  sheet.act("改", [sheet.set(row(sheet, 0), 2, "abc")]);
  sheet.settle(answer({ 1: ["", "", "100"] }, [[1, "amount", "abc", "不是数字。"]]), sent.splice(0));
  sheet.act("改", [sheet.set(row(sheet, 0), 2, "200")]);
  sheet.settle(answer({ 1: ["", "", "200"] }), sent.splice(0));
  sheet.undo();
  const raws = sent[0]?.steps.map((step) => (step.op === "set" ? step.raw : step.op));
  assert.deepEqual(raws, ["100", "abc"]);
});

test("an answer does not speak for a cell that was changed since", () => {
  const { sheet, sent } = sheetOf(["", "", "100"]);
  sheet.act("改", [sheet.set(row(sheet, 0), 2, "200")]);
  const first = sent.splice(0);
  sheet.act("改", [sheet.set(row(sheet, 0), 2, "300")]);
  sheet.settle(answer({ 1: ["", "", "200"] }), first);
  assert.equal(shown(row(sheet, 0), 2), "300");
});

test("what Python fills in besides is taken back with the action", () => {
  const { sheet, sent } = sheetOf(["", "", ""]);
  sheet.act("改", [sheet.set(row(sheet, 0), 0, "3.8 走访")]);
  sheet.settle(answer({ 1: ["2026-03-08", "走访", ""] }), sent);
  sheet.undo();
  assert.deepEqual(texted(sheet), [["", "", ""]]);
});

test("a paste writes from its corner, adds rows, and is one action", () => {
  const { sheet, sent } = sheetOf(["", "一", "1"], ["", "二", "2"]);
  const before = texted(sheet);
  sheet.act("粘贴", write(sheet, all(sheet), { top: 1, left: 1 }, [["甲", "5"], ["乙", "6"], ["丙", "7", "多"]]));
  const after = texted(sheet);
  assert.deepEqual(after, [["", "一", "1"], ["", "甲", "5"], ["", "乙", "6"], ["", "丙", "7"]]);
  assert.deepEqual(sent[0]?.steps[0], { op: "insert", at: 3, rows: [{}, {}] });
  sheet.undo();
  assert.deepEqual(texted(sheet), before);
  sheet.redo();
  assert.deepEqual(texted(sheet), after);
  assert.equal(sheet.history.canRedo, false);
});

test("rows deleted here and there come back in their places", () => {
  const { sheet, sent } = sheetOf(...["一", "二", "三", "四", "五"].map((name) => ["", name, ""]));
  const before = texted(sheet);
  sheet.act("删", remove(sheet, [row(sheet, 0), row(sheet, 3), row(sheet, 4)]));
  assert.deepEqual(texted(sheet).map(([, name]) => name), ["二", "三"]);
  assert.deepEqual(sent[0]?.steps, [
    { op: "delete", at: 4, count: 2 },
    { op: "delete", at: 1, count: 1 },
  ]);
  sheet.undo();
  assert.deepEqual(texted(sheet), before);
  assert.deepEqual(sent[1]?.steps.map(({ op }) => op), ["insert", "insert"]);
});

test("copies of rows follow the last of them", () => {
  const { sheet } = sheetOf(["", "一", "1"], ["", "二", "2"], ["", "三", "3"]);
  sheet.act("复制", duplicate(sheet, [row(sheet, 0), row(sheet, 1)]));
  assert.deepEqual(texted(sheet).map(([, name]) => name), ["一", "二", "一", "二", "三"]);
});

test("an import that replaces every row can be taken back", () => {
  const { sheet } = sheetOf(["", "旧", "1"]);
  sheet.load({ ...STANDING, rows: [["", "新", "2"], ["", "新", "3"]] }, "导入");
  sheet.undo();
  assert.deepEqual(texted(sheet), [["", "旧", "1"]]);
});

test("problems go to the rows they are about", () => {
  const { sheet, sent } = sheetOf(["", "一", "-1"], ["", "二", "2"]);
  sheet.act("删", remove(sheet, [row(sheet, 1)]));
  sheet.settle({ ...answer({}), problems: { 1: { amount: ["金额是负数。", "warning"] } }, sums: { amount: "-1" } }, sent);
  assert.deepEqual(row(sheet, 0).problems[2], ["金额是负数。", "warning"]);
  assert.equal(sheet.sums.amount, "-1");
});

test("sorting by number, date and pinyin, empty last, and the ledger keeps its order", () => {
  const { sheet } = sheetOf(
    ["2026年3月", "节日", "1,000"],
    ["2026-02-08", "", "10万余元"],
    ["", "安康", ""],
    ["2026年第一季度", "助学", "200"],
  );
  const sorted = (index: number, descending = false) =>
    arrange(sheet.rows, COLUMNS, { ...AS_IS, sorting: { column: index, descending } }).map((one) => shown(one, index));
  assert.deepEqual(sorted(2), ["200", "1,000", "10万余元", ""]);
  assert.deepEqual(sorted(2, true), ["10万余元", "1,000", "200", ""]);
  assert.deepEqual(sorted(1), ["安康", "节日", "助学", ""]);
  assert.deepEqual(sorted(0), ["2026年第一季度", "2026-02-08", "2026年3月", ""]);
  assert.deepEqual(texts(sheet.rows, COLUMNS, 2), ["200", "1,000", "10万余元", ""]);
  assert.equal(shown(row(sheet, 0), 1), "节日");
});

test("search takes every word anywhere in a row; filters take one of their texts", () => {
  const { sheet } = sheetOf(["", "春节走访", "100"], ["", "中秋走访", "200"], ["", "春节晚会", "100"]);
  const found = (search: string, filters = new Map<number, Set<string>>()) =>
    arrange(sheet.rows, COLUMNS, { ...AS_IS, search, filters }).map((one) => shown(one, 1));
  assert.deepEqual(found("春节 走访"), ["春节走访"]);
  assert.deepEqual(found("", new Map([[2, new Set(["100"])]])), ["春节走访", "春节晚会"]);
});

test("rows that come in as they are leave nothing to undo", () => {
  const { sheet } = sheetOf(["", "一", "1"], ["", "二", "2"]);
  const rows = [...sheet.rows];
  sheet.load({ ...STANDING, rows: [["", "一", "1"], ["", "二", "2"]] }, "导入");
  assert.deepEqual(sheet.rows, rows);
  assert.equal(sheet.history.canUndo, false);
});

test("an import keeps the rows around what it changes, and is taken back as one", () => {
  const { sheet, sent } = sheetOf(["", "一", "1"], ["", "二", "2"], ["", "三", "3"]);
  const [first, , last] = sheet.rows;
  sheet.load({ ...STANDING, rows: [["", "一", "1"], ["", "新", "5"], ["", "又", "6"], ["", "三", "3"]] }, "导入");
  assert.equal(sheet.rows[0], first);
  assert.equal(sheet.rows[3], last);
  sheet.undo();
  assert.deepEqual(texted(sheet).map(([, name]) => name), ["一", "二", "三"]);
  assert.deepEqual(sent.at(-1)?.steps, [
    { op: "delete", at: 2, count: 2 },
    { op: "insert", at: 2, rows: [{ name: "二", amount: "2" }] },
  ]);
});

test("an import into an empty ledger can be taken back, its first rows cannot", () => {
  const { sheet } = sheetOf();
  assert.equal(sheet.history.canUndo, false);
  sheet.load({ ...STANDING, rows: [["", "一", "1"]] }, "导入");
  sheet.undo();
  assert.deepEqual(texted(sheet), []);
});

test("only the rows that are asked for are shown, searched and sorted as any", () => {
  const { sheet } = sheetOf(["", "春节走访", "100"], ["", "中秋走访", "200"], ["", "春节晚会", "100"]);
  const only = new Set([row(sheet, 0), row(sheet, 1)]);
  const found = arrange(sheet.rows, COLUMNS, { ...AS_IS, only, search: "春节" });
  assert.deepEqual(found, [row(sheet, 0)]);
});

test("a sorted view keeps its order when rows come and go", () => {
  const { sheet } = sheetOf(["", "一", "3"], ["", "二", "1"], ["", "三", "2"]);
  const view = arrange(sheet.rows, COLUMNS, { ...AS_IS, sorting: { column: 2, descending: false } });
  const before = new Set(sheet.rows);
  sheet.act("复制", duplicate(sheet, [row(sheet, 1)]));
  sheet.act("删", remove(sheet, [row(sheet, 0)]));
  const names = follow(view, before, sheet).map((one) => shown(one, 1));
  assert.deepEqual(names, ["二", "二", "三"]);
});

test("reading a block leaves the row yet to be out", () => {
  const { sheet } = sheetOf(["", "一", "1"]);
  const spare = sheet.blank();
  const board = { view: [...sheet.rows, spare], columns: [1, 2], spare };
  assert.deepEqual(read(board, { top: 0, bottom: 1, left: 0, right: 1 }), [["一", "1"]]);
});

test("a table that brings headings is known by them", () => {
  const { sheet } = sheetOf();
  assert.equal(hasHeadings(sheet, "日期\t内容\t别的\n3.8\t走访\t1"), true);
  assert.equal(hasHeadings(sheet, "日期\t内容"), false);
  assert.equal(hasHeadings(sheet, "3.8\t内容\n3.9\t走访"), false);
});

test("a required cell that is empty is marked in each row, whether Python tells of the row or the column", () => {
  const columns = COLUMNS.map((one) => ({ ...one, required: one.id === "name" }));
  const sent: Sent[] = [];
  const sheet = new Sheet(columns, (change) => {
    sent.push(change);
  });
  sheet.load({ ...STANDING, rows: [["3月", "", "1"], ["4月", "", "2"], ["", "", ""]] }, "");
  const marked = () => sheet.rows.map(({ problems }) => problems[1]?.[1] ?? "");
  assert.deepEqual(marked(), ["error", "error", ""]);
  sheet.act("改", [sheet.set(row(sheet, 0), 1, "走访")]);
  assert.deepEqual(marked(), ["", "error", ""]); // not until Python answers
  sheet.settle({ ...answer({ 1: ["3月", "走访", "1"] }), problems: { 2: { name: ["没有填", "error"] } } }, sent);
  assert.deepEqual(marked(), ["", "error", ""]);
});
