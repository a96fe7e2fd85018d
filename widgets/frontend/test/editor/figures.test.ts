/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { origin, pictures, reading, shown, spelled, tokens, written, type Figures } from "../../src/editor/figures";
import PICTURES from "./pictures.json";
import READINGS from "./readings.json";
import { FIGURES, figure } from "./samples";

test("a token is a key and a format, in either width of braces", () => {
  assert.deepEqual(tokens("全年{{ 慰问.人次 }}人次"), [{ key: "慰问.人次", format: "", from: 2, to: 13 }]);
  assert.deepEqual(
    tokens("｛｛慰问.金额｜万元｝｝").map(({ key, format }) => [key, format]),
    [["慰问.金额", "万元"]],
  );
  assert.deepEqual(tokens("{慰问} {{慰问\n.人次}}"), []);
});

test("a picture stands on a line of its own", () => {
  const text = "前文\n![各月慰问](chart:慰问.按月?against=预算)\n后文 ![不是](chart:慰问.按月)";
  assert.deepEqual(
    pictures(text).map(({ kind, caption }) => [kind, caption]),
    [["chart", "各月慰问"]],
  );
  assert.deepEqual(pictures("![外面的](https://a/b.png)"), []);
});

// tests/test_prose.py reads the same examples: the page and the document draw the same pictures.
test("a picture is one here where it is one in the document", () => {
  for (const [text, picture] of PICTURES as [string, [string, string] | null][]) {
    const found = pictures(text).map(({ kind, caption }) => [kind, caption]);
    assert.deepEqual(found, picture ? [picture] : [], text);
  }
});

test("a token reads as its figure in its format, or not at all", () => {
  assert.equal(shown({ key: "慰问.人次", format: "" }, FIGURES), "337");
  assert.equal(shown({ key: "慰问.金额", format: "万元" }, FIGURES), "3.714万元");
  assert.equal(shown({ key: "慰问.人次", format: "元" }, FIGURES), null);
  assert.equal(shown({ key: "慰问.送温暖.金额", format: "元" }, FIGURES), "10万余元");
  assert.equal(shown({ key: "慰问.送温暖.金额", format: "大写" }, FIGURES), null);
  assert.equal(shown({ key: "没有的", format: "" }, FIGURES), null);
  assert.equal(shown({ key: "constructor", format: "" }, FIGURES), null);
});

test("a rough number takes in the unit behind it", () => {
  const read = (text: string) => tokens(text).map((token) => reading(token, text, FIGURES));
  assert.deepEqual(read("办实事{{指标.办实事}}件"), [{ words: "230余件", to: 14 }]);
  assert.deepEqual(read("办实事{{指标.办实事}}。"), [{ words: "230余件", to: 13 }]);
});

// tests/test_prose.py reads the same examples: the page and the document say the same.
test("a sum with rough parts reads as in the document", () => {
  const rough = (shown: string, unit: string) => figure(shown, unit, { exact: false, formats: {} });
  const crowd: Figures = {
    "活动.文体活动.人数": rough("2567人，另有150余人", "人"),
    "活动.文体活动.次数": figure("2", "次"),
    "活动.培训.人次": rough("80人次，另有30余人次", "人次"),
    "活动.女职工.人次": rough("近百人、十余人、约20人等4个概数", "人次"),
    "活动.公益.人数": rough("30人，另有4个概数未计入", "人"),
    "活动.公益.支出": rough("500元，另有约300元", "元"),
  };
  for (const [text = "", reads] of READINGS) assert.equal(spelled(text, crowd), reads);
});

test("text for other programs is in words", () => {
  assert.equal(
    spelled("慰问{{慰问.人次}}人次，{{慰问.户数}}户，办{{指标.办实事}}件。", FIGURES),
    "慰问337人次，【缺：慰问·户数】户，办230余件。",
  );
});

test("money is written with its unit, a count is followed by its own", () => {
  assert.deepEqual(written("慰问.金额", figure("20", "元")), { token: "{{慰问.金额|元}}", unit: "" });
  assert.deepEqual(written("慰问.人次", figure("20", "人次")), { token: "{{慰问.人次}}", unit: "人次" });
  assert.deepEqual(written("指标.书", figure("十余册", "册", { exact: false })), {
    token: "{{指标.书}}",
    unit: "",
  });
});

test("an origin says name, value, period and how; a gap says what to do", () => {
  assert.equal(origin("慰问.人次", FIGURES), "慰问·人次：337人次，2026年，慰问台账 1 行");
  assert.match(origin("没有的", FIGURES), /请补上台账/);
});
