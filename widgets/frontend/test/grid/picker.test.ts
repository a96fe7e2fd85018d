import assert from "node:assert/strict";
import { test } from "node:test";
import { Window } from "happy-dom";
import { Picker } from "../../src/grid/picker";

const some = (words: string[]) => ({ words, rest: [], suiting: "" });

test("a list that is longer than what is seen of it says so", () => {
  const window = new Window({ url: "http://localhost/" });
  const { document, Node } = window;
  Object.assign(globalThis, { window, document, Node });
  const picker = new Picker(document.createElement("textarea") as unknown as HTMLElement, () => undefined);
  const more = picker.el.querySelector<HTMLElement>(".zj-hint");
  const words = Array.from({ length: 18 }, (_, index) => `类别${index}`);
  picker.show(some(words), "", true, false);
  assert.equal(more?.hidden, false);
  assert.match(more.textContent, /共 18 个/);
  picker.show(some(words.slice(0, 8)), "", true, false);
  assert.equal(more.hidden, true);
});

test("the first word is taken by Enter only where it is sure that it was meant", () => {
  const window = new Window({ url: "http://localhost/" });
  const { document, Node } = window;
  Object.assign(globalThis, { window, document, Node });
  const picker = new Picker(document.createElement("textarea") as unknown as HTMLElement, () => undefined);
  const words = ["会费收入", "拨缴经费收入", "其他收入", "送温暖费"];
  const taken = (typed: string) => {
    picker.show(some(words), typed, false, false);
    return picker.choice;
  };
  assert.equal(taken("收入"), undefined); // three have it in them
  assert.equal(taken("其他"), "其他收入");
  assert.equal(taken("温暖"), "送温暖费");
  assert.equal(taken("sr"), "会费收入"); // as an input method does
});
