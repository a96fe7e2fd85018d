/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { initialsAt, matching } from "../../src/grid/pinyin";
import LABELS from "./initials.json";

const WORDS = ["困难帮扶", "节日慰问", "生病住院慰问", "金秋助学"];
const FIRST = Array.from("啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"); // in GB2312

// GB2312 has its 3755 common characters in the order of their sounds: a second opinion on each.
function common(): [character: string, letter: string][] {
  const decoder = new TextDecoder("gb2312");
  let letter = -1;
  return Array.from({ length: 40 * 94 - 5 }, (_, at) => {
    const character = decoder.decode(new Uint8Array([0xb0 + Math.floor(at / 94), 0xa1 + (at % 94)]));
    if (character === FIRST[letter + 1]) letter += 1;
    return [character, "abcdefghjklmnopqrstwxyz"[letter] ?? ""];
  });
}

// Read both ways, and GB2312 has the other one.
const OTHERWISE = "辟泊匙脯蛤槛咯咳埔茄伺畜吁轧";

test("every common character answers to its initial", () => {
  const characters = common();
  assert.equal(characters.length, 3755);
  const wrong = characters.filter(([character, letter]) => initialsAt(character, letter) !== 0);
  assert.equal(wrong.map(([character]) => character).join(""), OTHERWISE);
});

test("every value that a ledger offers answers to its initials, as a dictionary reads the words", () => {
  for (const [label, wanted] of Object.entries(LABELS)) {
    assert.equal(initialsAt(label, wanted), 0, `${label} ${wanted}`);
    assert.deepEqual(matching([label], wanted.slice(-2)), [label]);
  }
});

test("a character read in two ways answers to both", () => {
  for (const wanted of ["dy", "ty"]) assert.equal(initialsAt("调研", wanted), 0);
  for (const wanted of ["zd", "cd"]) assert.equal(initialsAt("重点", wanted), 0);
  assert.equal(initialsAt("厂长会", "zh"), 1);
  assert.equal(initialsAt("厂长会", "cck"), 0);
  assert.equal(initialsAt("厂长会", "zc"), -1);
});

test("Latin letters and digits are their own, signs have none", () => {
  assert.equal(initialsAt("金秋助学（A类）", "jqzxal"), 0);
  assert.equal(initialsAt("2026年三八节", "6nsbj"), 3);
});

test("words by Chinese or initials, those that begin with it first", () => {
  assert.deepEqual(matching(WORDS, "慰问"), ["节日慰问", "生病住院慰问"]);
  assert.deepEqual(matching(WORDS, "jq"), ["金秋助学"]);
  assert.deepEqual(matching(WORDS, "WW"), ["节日慰问", "生病住院慰问"]);
  assert.deepEqual(matching(WORDS, " "), WORDS);
  assert.deepEqual(matching(WORDS, "没有"), []);
});
