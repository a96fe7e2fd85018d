/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { choose } from "../../src/editor/choose";
import { FIGURES } from "./samples";

const best = (query: string) => choose(query, FIGURES)[0];

test("by name, by part of a name, with and without dots", () => {
  assert.equal(best("慰问.送"), "慰问.送温暖.人次");
  assert.equal(best("慰问送温暖金"), "慰问.送温暖.金额");
  assert.equal(best("岗位"), "指标.岗位创优能手");
  assert.equal(best("文体次"), "活动.文体活动.次数");
});

test("by pinyin initials, in either case", () => {
  assert.equal(best("wwswn"), "慰问.送温暖.人次");
  assert.equal(best("TAZJ"), "提案.征集");
});

test("by value, as a bare number or with 万", () => {
  assert.equal(best("337"), "慰问.人次");
  assert.equal(best("2.25万"), "慰问.婚丧慰问.金额");
});

test("everything at first, what this section wants before the rest", () => {
  assert.equal(choose("", FIGURES).length, Object.keys(FIGURES).length);
  assert.equal(choose("", FIGURES, ["提案.征集"])[0], "提案.征集");
});

test("nothing where nothing fits", () => {
  assert.deepEqual(choose("zzz", FIGURES), []);
});
