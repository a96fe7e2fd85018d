/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { hints } from "../../src/editor/match";
import { FIGURES } from "./samples";

const said = (text: string) =>
  hints(text, FIGURES).map(({ kind, typed, ledger, fixes }) =>
    kind === "same" ? `${typed} = ${fixes[0]?.key ?? ""}` : `${typed} ≠ ${ledger}`,
  );
const mended = (text: string) => {
  const [hint] = hints(text, FIGURES);
  return hint ? text.slice(0, hint.from) + (hint.fixes[0]?.token ?? "") + text.slice(hint.to) : text;
};

test("a typed number that is a figure is offered as one", () => {
  assert.deepEqual(said("开展送温暖活动，走访慰问职工278人次。"), ["278人次 = 慰问.送温暖.人次"]);
  assert.deepEqual(said("全年慰问职工337人次"), ["337人次 = 慰问.人次"]);
  assert.deepEqual(said("征集提案108份"), ["108份 = 提案.征集"]);
  assert.deepEqual(said("举办文体活动10场"), ["10场 = 活动.文体活动.次数"]);
});

test("it is bound in the way it was written", () => {
  assert.equal(mended("婚丧慰问支出2.25万元。"), "婚丧慰问支出{{慰问.婚丧慰问.金额|万元}}。");
  assert.equal(mended("婚丧慰问支出22500元。"), "婚丧慰问支出{{慰问.婚丧慰问.金额|元}}。");
  assert.equal(mended("送温暖慰问二百七十八人次"), "送温暖慰问{{慰问.送温暖.人次|汉字}}人次");
  assert.equal(mended("送温暖慰问278人次"), "送温暖慰问{{慰问.送温暖.人次}}人次");
});

test("a number in a figure's place that differs is shown with the ledger's", () => {
  assert.deepEqual(said("送温暖走访慰问280人次。"), ["280人次 ≠ 278人次"]);
  assert.deepEqual(said("全年共慰问280人次。"), ["280人次 ≠ 337人次"]);
  assert.deepEqual(said("婚丧慰问支出2.3万元"), ["2.3万元 ≠ 22500元"]);
  assert.deepEqual(said("全年共征集提案110件"), ["110件 ≠ 108件"]);
  assert.deepEqual(said("评出岗位创优能手50名"), ["50名 ≠ 47名"]);
  assert.deepEqual(said("工会经费收入40万元"), ["40万元 ≠ 420000元"]);
  assert.equal(mended("送温暖慰问280人次"), "送温暖慰问{{慰问.送温暖.人次}}人次");
});

test("each of several numbers is held against its own figure", () => {
  assert.deepEqual(said("婚丧慰问60人次，送温暖278人次，举办文体活动12次。"), [
    "60人次 ≠ 59人次",
    "278人次 = 慰问.送温暖.人次",
    "12次 ≠ 10次",
  ]);
});

test("silence where a clause speaks of something else", () => {
  const quiet = [
    "春节送温暖走访100人次。", "其中送温暖100人次。", "上半年送温暖100人次", "3月送温暖100人次",
    "送温暖比上年增加30人次", "计划送温暖300人次", "送温暖惠及100人", "走访慰问困难职工280人次",
    "一分会送温暖20人次", "组织职工书画活动3次", "2026年送温暖", "第三届文体活动", "一、送温暖",
    "文体活动约20次", "送温暖支出12万元", "建功立业2026", "送温暖和困难帮扶共280人次",
    "送温暖等活动惠及280人次",
  ];
  for (const text of quiet) assert.deepEqual(said(text), [], text);
});

test("a number beside the same figure as a chip, or beside its own value, is left alone", () => {
  assert.deepEqual(said("送温暖{{慰问.送温暖.人次}}人次（含外地20人次）"), []);
  assert.deepEqual(said("送温暖278人次（含外地20人次）"), ["278人次 = 慰问.送温暖.人次"]);
});

test("small numbers and bare ones are chance, unless named beside", () => {
  assert.deepEqual(said("召开一次会议，明确3项任务。"), []);
  assert.deepEqual(said("共24人参加"), []);
  assert.deepEqual(said("开展送温暖活动3次"), ["3次 = 活动.送温暖.次数"]);
});

test("tokens and captions are no typed numbers", () => {
  assert.deepEqual(said("![送温暖280人次](chart:慰问.按月)"), []);
  assert.deepEqual(said("送温暖{{慰问.送温暖.人次}}人次"), []);
});

test("one difference has one name wherever it stands", () => {
  const [first] = hints("送温暖慰问280人次", FIGURES);
  const [second] = hints("今年开展送温暖 280 人次", FIGURES);
  assert.equal(first?.id, "慰问.送温暖.人次=280人次");
  assert.equal(second?.id, first.id);
});
