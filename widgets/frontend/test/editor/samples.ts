// Figures of an invented union, as Python would send them.

import type { Figure, Figures } from "../../src/editor/figures";

export function figure(shown: string, unit: string, more: Partial<Figure> = {}): Figure {
  const money = unit === "元";
  const formats: Record<string, string> = money
    ? { 元: `${shown}元`, 万元: `${Number(shown) / 10000}万元` }
    : {};
  return {
    shown, unit, exact: true, period: "2026年", how: "慰问台账 1 行", formats,
    words: [], ...more,
  };
}

export const FIGURES: Figures = {
  "慰问.人次": figure("337", "人次"),
  "慰问.金额": figure("37140", "元"),
  "慰问.送温暖.人次": figure("278", "人次", {
    formats: { 汉字: "二百七十八" },
  }),
  "慰问.送温暖.金额": figure("10万余元", "元", { exact: false }),
  "慰问.婚丧慰问.金额": figure("22500", "元"),
  "慰问.婚丧慰问.人次": figure("59", "人次"),
  "活动.次数": figure("24", "次"),
  "活动.文体活动.次数": figure("10", "次"),
  "活动.送温暖.次数": figure("3", "次"),
  "提案.征集": figure("108", "件"),
  "经费.送温暖费.支出": figure("128600", "元"),
  "经费.支出": figure("409040", "元"),
  "经费.收入": figure("420000", "元"),
  "经费.执行率": figure("96.0", "%", { formats: { 百分比: "96.0%" } }),
  "指标.办实事": figure("230余件", "件", { exact: false }),
  "指标.岗位创优能手": figure("47", "名"),
};
