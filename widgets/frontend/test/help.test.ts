/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { isUsed } from "../src/help";

test("a sentence is used once its numbers stand in the text, in whatever words", () => {
  const sentence = "慰问{{慰问.人次}}人次，支出{{慰问.金额|元}}。";
  assert.equal(isUsed(sentence, "全年走访{{慰问.人次}}人次。"), false);
  assert.equal(isUsed(sentence, "支出{{慰问.金额|万元}}，{{慰问.人次}}人次。"), true);
});

test("a sentence without numbers is used where it stands", () => {
  assert.equal(isUsed("全年未发生安全事故。", "一年来，全年未发生安全事故。"), true);
  assert.equal(isUsed("全年未发生安全事故。", "全年平安。"), false);
});
