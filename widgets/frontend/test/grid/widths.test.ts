import assert from "node:assert/strict";
import { test } from "node:test";
import { wantOf, widthsFor } from "../../src/grid/widths";
import type { Column } from "../../src/grid/wire";

const column = (label: string, dtype: Column["dtype"], required = false, unit = "") => ({ label, dtype, required, unit }) as Column;
const widthOf = (of: Column, texts: string[]) => wantOf(of, texts).least;

test("the numbers of an activity are seen beside its long names on an office's screen", () => {
  const long = "关爱高温岗位职工暑期专项走访慰问活动，并送去清凉用品";
  const widths = [
    widthOf(column("开始日期", "date", true), ["2026年第一季度"]),
    widthOf(column("活动类别", "enum", true), ["劳动竞赛"]),
    widthOf(column("活动名称", "text", true), [long]),
    widthOf(column("主办单位", "text"), [long]),
    widthOf(column("本会角色", "enum"), ["主办"]),
    widthOf(column("参加人数", "int", false, "人"), ["120"]),
    widthOf(column("参加人次", "int", false, "人次"), ["120"]),
  ];
  const number = 56;
  assert.ok(widths.reduce((sum, width) => sum + width, number) <= 1050);
  assert.ok((widths[2] ?? 0) > (widths[3] ?? 0));
});

test("what an activity cost is seen on an office's screen as well", () => {
  const columns = [
    column("开始日期", "date", true),
    column("活动类别", "enum", true),
    column("活动名称", "text", true),
    column("主办单位", "text"),
    column("本会角色", "enum"),
    column("参加人数", "int", false, "人"),
    column("参加人次", "int", false, "人次"),
    column("支出金额", "decimal", false, "元"),
  ];
  const texts = ["2026年第一季度", "劳动竞赛", "关爱高温岗位职工暑期专项走访慰问活动", "市总工会和厂工会", "主办", "120", "120", "12,345.50"];
  const widths = columns.map((one, place) => widthOf(one, [texts[place] ?? ""]));
  assert.ok(widths.reduce((sum, width) => sum + width, 56) <= 1048, String(widths));
});

test("where there is room cells are whole, those that lack little before others", () => {
  const [account, text, note] = [
    wantOf(column("科目", "enum", true), ["劳动和技能竞赛活动支出"]),
    wantOf(column("摘要", "text"), ["慰问高温岗位一线职工并送去清凉用品"]),
    wantOf(column("备注", "text"), ["市总"]),
  ];
  const wants = [account, text, note];
  const [needs, least] = [wants.map(({ whole }) => whole), wants.map((want) => want.least)];
  const sum = (all: number[]) => all.reduce((one, other) => one + other, 0);
  assert.deepEqual(widthsFor(wants, sum(needs)), needs);
  assert.deepEqual(widthsFor(wants, 9999), needs);
  assert.deepEqual(widthsFor(wants, sum(least)), least);
  assert.deepEqual(widthsFor(wants, 0), least);
  const some = widthsFor(wants, sum(least) + account.whole - account.least + 20);
  assert.deepEqual(some, [account.whole, text.least + 20, note.whole]);
});
