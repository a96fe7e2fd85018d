/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { amounts, hanziValue } from "../../src/editor/numbers";

const read = (text: string) => amounts(text).map(({ value, unit }) => `${value}${unit}`);

test("amounts are read in digits, in 万 and in characters", () => {
  assert.deepEqual(read("慰问278人次"), ["278人次"]);
  assert.deepEqual(read("支出2.25万元"), ["22500元"]);
  assert.deepEqual(read("支出22,500元、22500.50 元"), ["22500元", "22500.5元"]);
  assert.deepEqual(read("二百七十八名职工"), ["278名"]);
  assert.deepEqual(read("完成率达到96.0%，增至１"), ["96%"]);
});

test("positions are those of the digits and of the unit", () => {
  const [amount] = amounts("支出 2.25 万元整");
  assert.deepEqual(
    [amount?.from, amount?.to, amount?.end, amount?.style],
    [3, 9, 10, "wan"],
  );
});

test("Chinese numerals", () => {
  const known: [string, number | null][] = [
    ["十", 10], ["十二", 12], ["二十", 20], ["一百零三", 103], ["二百五", 250], ["两千", 2000],
    ["一万二", 12000], ["一万零二", 10002], ["三十七万一千四百", 371400], ["一亿", 1e8],
    ["二点二五", 2.25], ["三四十", null], ["百", null], ["万", null],
  ];
  for (const [words, value] of known) assert.equal(hanziValue(words), value, words);
});

test("years, dates, ordinals, numbering, ranges and rough numbers are no amounts", () => {
  const none = [
    "2026年工作", "3月8日", "第三届", "一届十二次会议", "第12次", "十二五规划", "建厂60周年",
    "一、加强学习", "（二）民主管理", "1.活动", "2、活动", "(3) 活动", "约30件", "200余人", "十几次",
    "30多场", "3-5次", "3至5次", "超过100人", "100人以上", "50人左右", "GB9704", "V2次", "8:30",
    "增加5个百分点", "前10名", "五大竞赛", "二等奖",
  ];
  for (const text of none) assert.deepEqual(read(text), [], text);
});
