/// <reference types="node" />
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Window } from "happy-dom";
import { h } from "../src/dom";
import { DraftList, type Listed } from "../src/drafts";
import type { Draft } from "../src/draftrow";
import { Refused, type Host } from "../src/host";

const pause = (ms = 20) => new Promise((resolve) => setTimeout(resolve, ms));
const PAUSE = 250;

const draft = (id: string, more: Partial<Draft> = {}): Draft => ({
  id,
  title: `${id}厂工会2026年度工作总结`,
  name: "",
  year: "2026年",
  genre: "大型工厂工会年度总结",
  changed: "今天 10:42",
  done: 1,
  total: 2,
  signed: false,
  half: false,
  unit: "",
  role: "owner",
  link: `#${id}`,
  notebook: "",
  code: "",
  ...more,
});

const listed = (drafts: Draft[], open = drafts.length, other = 0): Listed => {
  const counts = { open, archived: other, bin: other };
  return { drafts, counts, all: counts, units: [], writable: [] };
};

interface Asked {
  action: string;
  detail: Record<string, unknown>;
  answer: (result: object) => void;
  refuse: () => void;
}

// The list, and a kernel that answers when the test says so.
class Desk {
  readonly asked: Asked[] = [];
  readonly made: object[] = [];
  readonly list: DraftList;

  constructor() {
    const ask = (action: string, detail: Record<string, unknown>) =>
      new Promise((resolve, reject) => {
        this.asked.push({
          action,
          detail,
          answer: (result) => {
            resolve({ result, buffers: [] });
          },
          refuse: () => {
            reject(new Refused("没有权限"));
          },
        });
      });
    const host = {
      props: { keep: 30 },
      say: () => undefined,
      ask,
      press: (_: unknown, action: string, detail: Record<string, unknown>) => ask(action, detail),
    } as unknown as Host<{ list: Listed; keep: number }>;
    this.list = new DraftList(host, {
      go: (made) => this.made.push(made),
      link: ({ link }) => h("a", { href: link }),
      genres: [
        { value: "factory", label: "大型工厂" },
        { value: "school", label: "学校" },
      ],
    });
    document.body.append(this.list.el);
  }

  get last(): Asked {
    const last = this.asked.at(-1);
    assert.ok(last);
    return last;
  }

  all(selector: string): HTMLElement[] {
    return [...this.list.el.querySelectorAll<HTMLElement>(selector)];
  }

  shown(): string[] {
    return this.all("tbody a").map((link) => link.textContent);
  }

  async press(label: string): Promise<void> {
    const found = this.all("button").find((one) => one.textContent === label && !one.closest("[hidden]"));
    assert.ok(found, label);
    found.click();
    await pause();
  }

  /** Choose from the menu of the first draft. */
  async choose(label: string): Promise<void> {
    await this.press("更多");
    await this.press(label);
  }

  async answer(result: object): Promise<void> {
    this.last.answer(result);
    await pause();
  }

  async type(text: string, composing = false): Promise<void> {
    const [search] = this.all("input") as HTMLInputElement[];
    assert.ok(search);
    search.value = text;
    search.dispatchEvent(new window.InputEvent("input", { isComposing: composing }));
    await pause(PAUSE);
  }
}

beforeEach(() => {
  const window = new Window();
  Object.assign(globalThis, {
    window,
    document: window.document,
    Node: window.Node,
    HTMLElement: window.HTMLElement,
  });
  window.HTMLElement.prototype.scrollIntoView = () => undefined;
});

test("the store searches; what an input method is still at is not asked for", async () => {
  const desk = new Desk();
  desk.list.take(listed([draft("甲"), draft("乙")]));
  assert.equal(desk.shown().length, 2);
  await desk.type("ji", true);
  assert.deepEqual(desk.asked, []);
  await desk.type("甲");
  assert.deepEqual(desk.last.detail, { search: "甲", unit: "", shelf: "open", order: "changed", limit: 50 });
  await desk.answer({ ...listed([draft("甲")]), all: { open: 2, archived: 0, bin: 0 } });
  assert.deepEqual(desk.shown(), ["甲厂工会2026年度工作总结"]);
  assert.match(desk.list.el.textContent, /找到 1 份，共 2 份/);
});

test("an answer that comes late does not replace a newer one", async () => {
  const desk = new Desk();
  desk.list.take(listed([draft("甲"), draft("乙")]));
  await desk.type("甲");
  const slow = desk.last;
  await desk.type("乙");
  await desk.answer(listed([draft("乙")]));
  slow.answer(listed([draft("甲")]));
  await pause();
  assert.deepEqual(desk.shown(), ["乙厂工会2026年度工作总结"]);
});

test("more are asked for from where the list ends", async () => {
  const desk = new Desk();
  desk.list.take(listed(Array.from({ length: 50 }, (_, number) => draft(String(number))), 70));
  await desk.press("再看 20 份");
  assert.deepEqual(desk.last.detail, { search: "", unit: "", shelf: "open", order: "changed", offset: 50 });
  await desk.answer(listed(Array.from({ length: 20 }, (_, number) => draft(String(50 + number))), 70));
  assert.equal(desk.shown().length, 70);
  assert.ok(!desk.all("button").some((one) => one.textContent.startsWith("再看") && !one.hidden));
});

test("what was binned comes back with one press", async () => {
  const desk = new Desk();
  desk.list.take(listed([draft("甲")]));
  await desk.choose("删除");
  assert.deepEqual(desk.last.detail, { what: "discard", id: "甲", words: "" });
  await desk.answer({});
  await desk.answer(listed([], 0, 1));
  assert.match(desk.list.el.textContent, /放进回收站了/);
  assert.equal(document.activeElement?.textContent, "撤销");
  await desk.press("撤销");
  assert.deepEqual(desk.last.detail, { what: "recover", id: "甲", words: "open" });
  await desk.answer({});
  await desk.answer(listed([draft("甲")]));
  assert.deepEqual(desk.shown(), ["甲厂工会2026年度工作总结"]);
  assert.equal(document.activeElement.getAttribute("aria-label"), "更多：甲厂工会2026年度工作总结");
});

test("a summary in which something is left is signed only when that is said again", async () => {
  const desk = new Desk();
  desk.list.take(listed([draft("甲")]));
  await desk.choose("定稿");
  await desk.answer({ left: "还有 2 处空缺。" });
  assert.match(desk.list.el.textContent, /还有 2 处空缺。定稿以后只能看，要改得先取消定稿。先去看仍然定稿/);
  assert.equal(document.activeElement?.textContent, "先去看");
  await desk.press("仍然定稿");
  assert.deepEqual(desk.last.detail, { what: "sign", id: "甲", words: "sure" });
  await desk.answer({});
  await desk.answer(listed([draft("甲", { signed: true })]));
  assert.match(desk.list.el.textContent, /已定稿/);
  await desk.press("取消定稿");
  assert.match(desk.list.el.textContent, /为什么还要改/);
});

test("what is being typed outlives a refusal and a new list", async () => {
  const desk = new Desk();
  desk.list.take(listed([draft("甲", { signed: true })]));
  await desk.choose("取消定稿");
  const [, reason] = desk.all("input") as HTMLInputElement[];
  assert.ok(reason);
  reason.value = "数字有更正";
  desk.list.take(listed([draft("甲"), draft("乙")]));
  desk.all("form")[0]?.dispatchEvent(new window.Event("submit", { cancelable: true }));
  await pause();
  assert.deepEqual(desk.last.detail, { what: "reopen", id: "甲", words: "数字有更正" });
  desk.last.refuse();
  await pause();
  assert.equal(document.activeElement, reason);
  assert.equal(reason.value, "数字有更正");
});

test("a new list waits until a menu that is open is left", async () => {
  const desk = new Desk();
  desk.list.take(listed([draft("甲")]));
  await desk.press("更多");
  const [item] = desk.all("[role=menuitem]");
  desk.list.take(listed([draft("乙"), draft("甲")]));
  assert.equal(desk.all("[role=menuitem]")[0], item);
  assert.deepEqual(desk.shown(), ["甲厂工会2026年度工作总结"]);
  desk.all("button").find((one) => one.textContent === "更多")?.click();
  document.activeElement?.dispatchEvent(new window.FocusEvent("focusout", { bubbles: true }));
  await pause();
  assert.deepEqual(desk.shown().length, 2);
});

test("what is being typed under one draft outlives what is done to another", async () => {
  const desk = new Desk();
  desk.list.take(listed([draft("甲"), draft("乙")]));
  await desk.choose("重命名");
  const input = () => desk.all("form input")[0] as HTMLInputElement | undefined;
  const typed = input();
  assert.ok(typed);
  typed.value = "送审稿";
  desk.all("button").filter((one) => one.textContent === "更多")[1]?.click();
  await pause();
  await desk.press("归档");
  await desk.answer({});
  await desk.answer(listed([draft("甲")], 1, 1));
  assert.equal(input(), typed);
  assert.equal(typed.value, "送审稿");
  desk.all("form")[0]?.dispatchEvent(new window.Event("submit", { cancelable: true }));
  await pause();
  await desk.answer({});
  await desk.answer(listed([draft("甲", { name: "送审稿" })]));
  assert.equal(input(), undefined);
  assert.deepEqual(desk.shown(), ["送审稿"]);
});

test("a menu offers what the officer may do in the unit", async () => {
  const menu = async (role: Draft["role"]) => {
    const desk = new Desk();
    desk.list.take(listed([draft("甲", { role })]));
    desk.all("button").find((one) => one.textContent === "更多")?.click();
    await pause();
    return [...document.querySelectorAll("[role=menuitem]")].map((one) => one.textContent);
  };
  assert.deepEqual(await menu("reader"), ["打开", "整篇的历史", "下载草稿文件"]);
  document.body.replaceChildren();
  const writer = await menu("writer");
  assert.ok(writer.includes("重命名") && writer.includes("归档"));
  assert.ok(!writer.includes("删除") && !writer.includes("定稿"));
});

test("drafts of one of several units are asked for", async () => {
  const desk = new Desk();
  const units = [{ value: "a", label: "甲厂工会" }, { value: "b", label: "乙厂工会" }];
  desk.list.take({ ...listed([draft("甲", { unit: "甲厂工会" })]), units });
  const pick = desk.all(".zj-find-unit select")[0] as HTMLSelectElement | undefined;
  assert.ok(pick);
  pick.value = "b";
  pick.dispatchEvent(new window.Event("change"));
  await pause();
  assert.equal(desk.last.detail.unit, "b");
  await desk.answer({ ...listed([], 0), units, all: { open: 1, archived: 0, bin: 0 } });
  assert.match(desk.list.el.textContent, /没有找到。.*单位选“全部”/);
  assert.equal(pick.value, "b");
});

test("next year's summary is opened as soon as it is made", async () => {
  const desk = new Desk();
  desk.list.take(listed([draft("甲")]));
  await desk.choose("写下一年的");
  assert.deepEqual([desk.last.action, desk.last.detail], ["next", { id: "甲" }]);
  await desk.answer({ link: "#乙" });
  assert.deepEqual(desk.made, [{ link: "#乙" }]);
});

test("the summary of the whole year begins from that of its half, in the kind that is chosen", async () => {
  const desk = new Desk();
  desk.list.take(listed([draft("甲", { half: true })]));
  await desk.choose("写全年的");
  const kind = desk.all(".zj-question select")[0] as HTMLSelectElement | undefined;
  assert.ok(kind);
  kind.value = "school";
  desk.all("form")[0]?.dispatchEvent(new window.Event("submit", { cancelable: true }));
  await pause();
  assert.deepEqual([desk.last.action, desk.last.detail], ["whole", { id: "甲", genre: "school" }]);
  await desk.answer({ link: "#乙" });
  assert.deepEqual(desk.made, [{ link: "#乙" }]);
});

test("arrows walk in the menu, and Esc goes back to its button", async () => {
  const desk = new Desk();
  desk.list.take(listed([draft("甲")]));
  const key = async (key: string) => {
    document.activeElement?.dispatchEvent(new window.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    await pause();
    return document.activeElement?.textContent;
  };
  await desk.press("更多");
  assert.equal(document.activeElement?.textContent, "打开");
  assert.equal(await key("ArrowDown"), "整篇的历史");
  assert.equal(await key("End"), "删除");
  assert.equal(await key("ArrowDown"), "打开");
  assert.equal(await key("ArrowUp"), "删除");
  assert.equal(await key("Escape"), "更多");
  assert.equal(document.activeElement.getAttribute("aria-expanded"), "false");
});
