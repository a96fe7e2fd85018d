/// <reference types="node" />
import assert from "node:assert/strict";
import { test } from "node:test";
import { Window } from "happy-dom";
import { remembered } from "../src/headings";
import type { Host } from "../src/host";
import { showReport, type Report } from "../src/report";
import { Work } from "../src/stopping";

const EMPTY: Report = {
  name: "台账.xlsx",
  sheets: [],
  ids: [["activity", "活动台账"], ["welfare", "慰问台账"]],
  headings: [],
  problems: [],
  changes: [],
  chosen: [],
  rough: [],
  hidden: [],
  counts: { changes: 0, chosen: 0, rough: 0, hidden: 0 },
  guesses: [],
  agreed: [],
  settled: [],
  rows: 3,
  verb: "导入",
};

const asked: string[] = [];
let said = "";

function deeds() {
  const host = {
    say: (text: string) => (said = text),
    ask: (action: string) => {
      asked.push(action);
      return Promise.resolve({ result: {}, buffers: [] });
    },
  };
  const work = new Work(host as unknown as Host<never>);
  return { work, stopped: "取消了。", take: () => Promise.resolve(true), mend: () => Promise.resolve<Report | null>(null) };
}

function place() {
  const window = new Window({ url: "http://localhost/" });
  const { document, Node } = window;
  Object.assign(globalThis, { window, document, Node });
  const el = document.createElement("section");
  el.scrollIntoView = () => undefined;
  document.body.append(el);
  return el;
}

test("nothing is taken while it is read anew with a slip put right", async () => {
  const el = place();
  const guess = { says: "“困难邦扶”是不是“困难帮扶”？", written: "困难邦扶", meant: "困难帮扶", column: "慰问类别", rows: 2, does: "改为“困难帮扶”", done: "", choices: [] };
  let read: (report: Report) => void = () => undefined;
  const mend = () => new Promise<Report | null>((resolve) => (read = resolve));
  showReport(el as never, { ...EMPTY, guesses: [guess as never] }, { ...deeds(), mend });
  const find = (label: string) => [...el.querySelectorAll("button")].find((one) => one.textContent === label);
  find("改为“困难帮扶”")?.click();
  assert.equal(find("导入")?.disabled, true);
  read(EMPTY);
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(find("导入")?.disabled, false);
});

test("the summary can be given the year of the rows, which are then read for it", async () => {
  const el = place();
  const another = { year: 2025, says: "大多是2025年的记录。", does: "把总结改成2025年的" };
  let given = 0;
  const year = (_: unknown, of: number) => {
    given = of;
    return Promise.resolve({ ...EMPTY, another: null });
  };
  showReport(el as never, { ...EMPTY, another }, { ...deeds(), year });
  const find = () => [...el.querySelectorAll("button")].find((one) => one.textContent === another.does);
  find()?.click();
  await new Promise((resolve) => setTimeout(resolve));
  assert.equal(given, 2025);
  assert.equal(find(), undefined);
  showReport(el as never, { ...EMPTY, another: { ...another, does: "" } }, deeds());
  assert.equal(el.querySelector(".zj-other-year button"), null);
  assert.match(el.textContent, /大多是2025年的记录/);
});

test("an unknown value can be any of all there are, and is settled by choosing", async () => {
  const el = place();
  const guess = { says: "是哪一种？", ledger: "activity", sheet: "", written: "团建", meant: "", column: "活动类别", does: "", done: "好了。", choices: ["公益", "建家"], lasts: true };
  let asked: Report["agreed"] = [];
  const mend = (_: unknown, agreed: Report["agreed"]) => {
    asked = agreed;
    return Promise.resolve({ ...EMPTY, agreed, settled: agreed });
  };
  Object.assign(globalThis, { localStorage: el.ownerDocument.defaultView?.localStorage });
  showReport(el as never, { ...EMPTY, guesses: [guess as never] }, { ...deeds(), mend });
  assert.equal(el.querySelectorAll(".zj-guesses button").length, 0);
  const field = el.querySelector<never>(".zj-guesses select") as unknown as HTMLSelectElement;
  assert.deepEqual([...field.options].map((one) => one.value), ["", "公益", "建家"]);
  field.value = "建家";
  field.dispatchEvent(new window.Event("change"));
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(asked.map(({ written, meant }) => [written, meant]), [["团建", "建家"]]);
  assert.match(el.querySelector(".zj-guesses")?.textContent ?? "", /好了。/);
  const press = async (label: string) => {
    [...el.querySelectorAll("button")].find((one) => one.textContent === label)?.click();
    await new Promise((resolve) => setTimeout(resolve));
  };
  await press("导入");
  assert.deepEqual(remembered().map(({ written, meant }) => [written, meant]), [["团建", "建家"]]);
  showReport(el as never, { ...EMPTY, agreed: remembered() }, { ...deeds(), mend });
  assert.equal(el.querySelector(".zj-guesses"), null, "one of another file is not spoken of");
  showReport(el as never, { ...EMPTY, agreed: remembered(), settled: remembered() }, { ...deeds(), mend });
  await press("撤回");
  assert.deepEqual(asked, []);
});

test("what is said of one file's persons is asked again of the next", async () => {
  const el = place();
  Object.assign(globalThis, { localStorage: el.ownerDocument.defaultView?.localStorage });
  const names = { ledger: "welfare", sheet: "慰问", column: "姓名", written: "姓名", meant: "照写姓名", choices: [], private: true, lasts: false };
  showReport(el as never, { ...EMPTY, agreed: [names as never] }, deeds());
  [...el.querySelectorAll("button")].find((one) => one.textContent === "导入")?.click();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(remembered(), []);
});

test("each line stands under what became of it", () => {
  const el = place();
  const problems: Report["problems"] = [
    { text: "甲", kind: "warning" },
    { text: "乙", kind: "unread" },
    { text: "丙", kind: "error" },
  ];
  showReport(el as never, { ...EMPTY, problems }, deeds());
  const told = [...el.querySelectorAll(".zj-problems")].map((list) => [
    list.previousElementSibling.textContent.slice(0, 4),
    list.textContent,
  ]);
  assert.deepEqual(told, [["要补、要", "丙"], ["没有导入", "乙"], ["读进来了", "甲"]]);
});

test("a heading and a sheet that are not known are read as the officer says", async () => {
  const el = place();
  Object.assign(globalThis, { localStorage: el.ownerDocument.defaultView?.localStorage });
  const heading = { ledger: "activity", sheet: "活动", written: "几人来", meant: "", free: ["参加人数"], holds: ["数，人"], says: "“几人来”", probably: "" };
  const sheet = { sheet: "Sheet2", ledger: "", title: "", rows: 0, note: "没有认出表头，没有读", asked: true };
  const told: Report = { ...EMPTY, headings: [heading], sheets: [sheet] };
  let asked: Report["agreed"] = [];
  const mend = (_: unknown, agreed: Report["agreed"]) => {
    asked = agreed;
    return Promise.resolve({ ...told, agreed, headings: [{ ...heading, meant: "参加人数" }] });
  };
  showReport(el as never, told, { ...deeds(), mend });
  const choose = async (name: string, value: string) => {
    const field = el.querySelector<never>(`select[aria-label="${name}"]`) as unknown as HTMLSelectElement;
    field.value = value;
    field.dispatchEvent(new window.Event("change"));
    await new Promise((resolve) => setTimeout(resolve));
  };
  assert.match(el.textContent, /参加人数（数，人）/);
  await choose("“几人来”是哪一列", "参加人数");
  assert.deepEqual(asked.map(({ sheet, written, meant }) => [sheet, written, meant]), [["活动", "几人来", "参加人数"]]);
  assert.equal(document.activeElement?.getAttribute("aria-label"), "“几人来”是哪一列");
  await choose("“Sheet2”是哪张台账", "welfare");
  assert.deepEqual(asked.map(({ ledger, sheet, written }) => [ledger, sheet, written]), [
    ["activity", "活动", "几人来"],
    ["welfare", "Sheet2", ""],
  ]);
  await choose("“几人来”是哪一列", "");
  assert.deepEqual(asked.map(({ sheet, meant }) => [sheet, meant]), [["Sheet2", ""], ["活动", ""]]);
  [...el.querySelectorAll("button")].find((one) => one.textContent === "导入")?.click();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(remembered().map(({ sheet }) => sheet), ["Sheet2", "活动"]);
});

test("taking the rows can be stopped by the one 取消 there is then, and the report stays", async () => {
  const el = place();
  const made = deeds();
  let answer: (answer: { result: { stopped: boolean }; buffers: [] }) => void = () => undefined;
  const pressed = new Promise<{ result: { stopped: boolean }; buffers: [] }>((resolve) => (answer = resolve));
  showReport(el as never, EMPTY, { ...made, take: async () => (await made.work.toTheEnd(pressed)) !== null });
  const seen = (label: string) => [...el.querySelectorAll("button")].filter((one) => one.textContent === label && !one.hidden);
  seen("导入")[0]?.click();
  assert.equal(seen("取消").length, 1);
  seen("取消")[0]?.click();
  answer({ result: { stopped: true }, buffers: [] });
  await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual([asked, said], [["stop"], "取消了。"]);
  assert.equal(seen("取消").length, 1);
  seen("取消")[0]?.click();
  assert.equal(el.hidden, true);
});

test("after an answer the next open question has the keyboard, never one of what is private", async () => {
  const el = place();
  const about = (written: string, more: object) => ({ says: written, ledger: "welfare", sheet: "", column: "发放形式", written, meant: "实物", does: `改${written}`, done: "", choices: [], ...more });
  const asked = ["甲", "乙", "丙"].map((name) => about(name, {}));
  const names = about("姓名", { sheet: "慰问", does: "照写姓名", private: true });
  const mend = (_: unknown, agreed: Report["agreed"]) => {
    const said = agreed.map(({ written }) => written);
    const open = [...asked, names].filter(({ written }) => !said.includes(written));
    return Promise.resolve({ ...EMPTY, agreed, guesses: open as never });
  };
  showReport(el as never, { ...EMPTY, guesses: [...asked, names] as never }, { ...deeds(), mend });
  const press = async (label: string) => {
    [...el.querySelectorAll("button")].find((one) => one.textContent === label)?.click();
    await new Promise((resolve) => setTimeout(resolve));
    return document.activeElement?.textContent;
  };
  assert.equal(await press("改乙"), "改丙");
  assert.equal(await press("改丙"), "改甲");
  assert.match((await press("改甲")) ?? "", /里读到 3 行/);
});

test("two ways to answer one question stand together as one or the other", () => {
  const el = place();
  const about = (says: string, either: string) => ({ says, either, ledger: "activity", sheet: "文体", column: "活动类别", written: says, meant: "文体活动", does: "填", done: "", choices: [] });
  const lacks = "“文体”没有“活动类别”这一列";
  const guesses = [about("照“活动名称”看", lacks), about("2 行都是哪一种？", lacks), about("甲", ""), about("乙", "")];
  showReport(el as never, { ...EMPTY, guesses: guesses as never }, deeds());
  const [either, ...others] = [...el.querySelectorAll(".zj-guesses > ul > li")];
  assert.equal(others.length, 2);
  assert.equal(either?.querySelector("p")?.textContent, `${lacks}，二选一：`);
  assert.equal(el.querySelector(".zj-either ul")?.textContent, "照“活动名称”看填或者2 行都是哪一种？填");
});

test("what was read otherwise is told by its kind, and a long list opens", () => {
  const el = place();
  const problems = Array.from({ length: 20 }, (_, at) => ({ text: `第 ${at} 行`, kind: "error" as const }));
  showReport(el as never, { ...EMPTY, problems, changes: ["甲"], chosen: ["乙", "丙"], hidden: ["丁"], counts: { changes: 1, chosen: 2, rough: 0, hidden: 22 } }, deeds());
  const folds = [...el.querySelectorAll("summary")].map((one) => one.textContent);
  assert.deepEqual(folds, ["还有 12 处", "照您选的读了 2 处", "人名、号码等个人信息，22 处没有照写", "统一了 1 处写法，意思没有变"]);
  assert.equal(el.querySelectorAll(".zj-problems li").length, 20);
});

test("it does not say that all was understood while something is asked", () => {
  const understood = (report: Report): boolean => {
    const el = place();
    showReport(el as never, report, deeds());
    return el.textContent.includes("都读懂了");
  };
  assert.ok(understood(EMPTY));
  const sheet = { sheet: "慰问", title: "慰问台账", ledger: "welfare", asked: false, rows: 9, note: "其中 7 行有必填的格没有填或没看懂，补好才计入" };
  assert.ok(!understood({ ...EMPTY, sheets: [sheet] }));
  assert.ok(!understood({ ...EMPTY, headings: [{ sheet: "慰问", written: "科", says: "", free: [], holds: [], values: [] } as never] }));
});
