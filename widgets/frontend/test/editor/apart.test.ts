import assert from "node:assert/strict";
import { test } from "node:test";
import { Text } from "@codemirror/state";
import { isApart, wordsEnd } from "../../src/editor/apart";

const end = (text: string) => text.slice(0, wordsEnd(Text.of(text.split("\n"))));

test("a number put into a text that ends in a chart goes to its last sentence", () => {
  const words = "## 帮扶\n全年慰问580人次。";
  assert.equal(end(`${words}\n\n![各类慰问金额](chart:慰问.按类别)\n`), words);
  assert.equal(end(`${words}\n\n| 甲 | 乙 |\n| --- | --- |\n`), words);
});

test("a sentence that begins with a number is a sentence, a short line is none", () => {
  assert.equal(isApart("一、解决停车位不足：增加停车位六十个，由工会负责。"), false);
  for (const line of ["一、帮扶", "（一）帮扶", "## 帮扶", "![图](chart:慰问.按类别)"]) assert.ok(isApart(line));
});

test("elsewhere it goes where the text ends", () => {
  for (const text of ["", "第一段。\n", "一、帮扶\n![图](chart:慰问.按类别)\n", "![图](chart:慰问.按类别)\n"]) {
    assert.equal(end(text), text);
  }
});
