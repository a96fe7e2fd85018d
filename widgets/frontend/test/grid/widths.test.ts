import assert from "node:assert/strict";
import { test } from "node:test";
import { widthOf } from "../../src/grid/widths";
import type { Column } from "../../src/grid/wire";

test("the numbers of an activity are seen beside its long names on an office's screen", () => {
  const column = (label: string, dtype: Column["dtype"], required = false, unit = "") => ({ label, dtype, required, unit }) as Column;
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
