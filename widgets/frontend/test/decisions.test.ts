/// <reference types="node" />
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Window } from "happy-dom";
import { Decisions, type Found } from "../src/decisions";
import { Refused, type Host } from "../src/host";
import { ORDER, titleOf } from "../src/outbox";
import { recoverOrder, recoverSection } from "../src/recover";
import { Saying } from "../src/saying";
import { ownTitle, type Titled } from "../src/section";
import { disk } from "./disk";

const SHORT = "还短，写了 10 字，建议 200–600 字。";
const DIFFERS = "台账中慰问为 278 人次，这里写了 280。";

const later = () => new Promise((resolve) => setImmediate(resolve));
const held = disk(); // opened once, as by a page
const dom = new Window({ url: "http://localhost/" });
const { document, Node, Event } = dom;
Object.assign(globalThis, { window: dom, document, Node, Event, location: { pathname: "/", search: "" } });

beforeEach(() => {
  held.clear();
});

function found(more: Partial<Found> = {}): Found {
  const hint = { kind: "differs" as const, from: 0, to: 3, message: DIFFERS, fixes: [], id: "280", kept: false };
  return { findings: [], kept: [], hints: [hint], lacking: SHORT, enough: false, suffices: "all", ...more };
}

// A page of the section, and a program that answers when the test says so.
class Page {
  readonly asked: { action: string; detail: object; answer: () => void; refuse: (unsaved?: boolean) => void }[] = [];
  readonly decisions: Decisions;
  saved: () => void = () => undefined;
  private unlocked: (locked: boolean) => void = () => undefined;
  readonly host;

  constructor(props = found()) {
    this.host = {
      draft: "d",
      step: "welfare",
      locked: "",
      said: "",
      props: { ...props, text: "写了一点。", title: "我们的慰问", named: true },
      opened: () => Promise.resolve(),
      say: (text: string) => {
        this.host.said = text;
      },
      whenSaved: (tell: () => void) => (this.saved = tell),
      whenLocked: (tell: (locked: boolean) => void) => (this.unlocked = tell),
      ask: (action: string, detail: object) =>
        new Promise((resolve, reject) => {
          const answer = () => {
            resolve({ result: {}, buffers: [] });
          };
          const refuse = (unsaved = false) => {
            reject(new Refused("没有存上", unsaved));
          };
          this.asked.push({ action, detail, answer, refuse });
        }),
    };
    this.decisions = new Decisions(this.host as unknown as Host<Found>, () => undefined);
  }

  lock(why: string) {
    this.host.locked = why;
    this.unlocked(why !== "");
  }

  recover() {
    return recoverSection(this.host as unknown as Host<Found & { text: string } & Titled>);
  }

  get shown() {
    const { enough, hints } = this.decisions.with(this.host.props);
    return { enough, hints: hints.map(({ kept }) => kept) };
  }
}

const details = ({ asked }: Page) => asked.map(({ action, detail }) => [action, detail]);

test("what was decided shows at once, and is kept in the browser until it is on disk", async () => {
  const page = new Page();
  page.decisions.decide("all", true);
  page.decisions.decide("280", true);
  await later();
  assert.deepEqual(page.shown, { enough: true, hints: [true] });
  assert.equal(held.size, 2);
  assert.deepEqual(details(page), [["keep", { id: "all", kept: true }], ["keep", { id: "280", kept: true }]]);
  page.asked[0]?.answer();
  page.asked[1]?.refuse(true); // taken, and not saved
  await later();
  assert.equal(held.size, 1);
  assert.deepEqual(page.shown.hints, [true]);
  page.saved();
  await later();
  assert.equal(held.size, 0);
});

test("what moves to the list of what stays is what was decided, and it moves back when refused", async () => {
  const finding = { message: "问题二没有写打算。", severity: "look", id: "二", span: [0, 0] as [number, number], mend: null };
  const page = new Page(found({ findings: [finding, { ...finding, id: "" }] }));
  page.decisions.decide("二", true);
  const now = page.decisions.with(page.host.props);
  assert.deepEqual([now.findings.map(({ id }) => id), now.kept.map(({ id }) => id)], [[""], ["二"]]);
  page.asked[0]?.refuse();
  await later();
  assert.equal(page.decisions.with(page.host.props).kept.length, 0);
  assert.equal(held.size, 0);
});

test("in a summary that was signed meanwhile it waits, and in one that is signed it is refused", async () => {
  const page = new Page();
  page.decisions.decide("all", true);
  page.lock("已定稿。");
  page.asked[0]?.refuse();
  await later();
  page.decisions.decide("280", true);
  assert.deepEqual([page.asked.length, page.host.said], [1, "已定稿。"]);
  assert.deepEqual(page.shown, { enough: true, hints: [false] });
  page.lock("");
  assert.deepEqual(details(page)[1], ["keep", { id: "all", kept: true }]);
});

test("a page that is opened again decides what the last one could not", async () => {
  const last = new Page();
  last.decisions.decide("all", true);
  last.decisions.decide("280", true);
  await later();
  const page = new Page(found({ hints: found().hints.map((hint) => ({ ...hint, kept: true })) }));
  const recovered = page.recover();
  await later();
  assert.deepEqual(details(page), [["keep", { id: "all", kept: true }]]); // the other is on disk
  page.asked[0]?.answer();
  await recovered;
  assert.equal(held.size, 0);
});

test("where something else was written since, what was decided is told and not done", async () => {
  const last = new Page();
  last.decisions.decide("all", true);
  last.decisions.decide("280", true);
  await later();
  const page = new Page(found({ lacking: "还短，写了 20 字，建议 200–600 字。", hints: [] }));
  await page.recover();
  assert.equal(page.asked.length, 0);
  const said = [...document.querySelectorAll(".zj-strip p")].map(({ textContent }) => textContent);
  assert.equal(said.length, 2);
  assert.match(said.join(""), /对“还短，写了 10 字，建议 200–600 字”选的“就这样”没有存上/);
  for (const pressed of document.querySelectorAll("button")) pressed.click();
  await later();
  assert.equal(held.size, 0);
});

test("the notebook's title and order, asked for on a page that was left, are asked for again", async () => {
  const last = new Page();
  const host = last.host as unknown as Host<Titled>;
  const means = { ask: () => new Promise(() => undefined), told: () => undefined };
  void new Saying(host, titleOf("welfare"), { ...means, now: () => ownTitle(host.props) }).say("");
  void new Saying(host, ORDER, { ...means, now: () => "welfare plan" }).say("");
  await later();
  const page = new Page();
  void page.recover();
  void recoverOrder(page.host as unknown as Host<object>, () => "welfare plan");
  await later();
  assert.deepEqual(details(page).map(([action]) => action).sort(), ["unarrange", "unname"]);
  for (const { answer } of page.asked) answer();
  await later();
  assert.equal(held.size, 0);
});

test("sections that were arranged anew since stay as they are", async () => {
  const last = new Page();
  const means = { ask: () => new Promise(() => undefined), told: () => undefined, now: () => "welfare plan" };
  void new Saying(last.host as unknown as Host<object>, ORDER, means).say("");
  await later();
  const page = new Page();
  await recoverOrder(page.host as unknown as Host<object>, () => "plan welfare");
  assert.equal(page.asked.length, 0);
  assert.match(document.body.textContent, /“按笔记本的顺序”没有存上，顺序后来又改过/);
});
