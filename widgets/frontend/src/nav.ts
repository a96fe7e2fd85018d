// Where am I, what is left: the steps on the left, and above them the summary and its saving.

import { placing } from "./beyond";
import { button, fill, h } from "./dom";
import { wantFile } from "./exporting";
import type { Host } from "./host";
import { sendAll } from "./leaving";
import { isHere } from "./link";
import { link } from "./links";
import { Menu } from "./menu";
import { arrange, currentStep, focusHeading, goTo, inVoila, neighbour, onTurn, stepOf, turnIntoSteps } from "./page";
import { ORDER } from "./outbox";
import { Pager } from "./pager";
import { questionForm, REOPEN } from "./question";
import { recoverOrder } from "./recover";
import { Saying } from "./saying";
import { goBack, jump, WayBack } from "./way";

interface Item {
  step: string;
  label: string;
  /** "62 行", or empty. */
  note: string;
  state: "done" | "open" | "short" | "look" | "block" | "none";
  /** Whether no cell of the notebook shows it. */
  beyond?: boolean;
}

interface Deed {
  step: string;
  say: string;
}

interface Props {
  title: string;
  /** What became of the last change, e.g. 已保存 10:42:07. */
  saved: string;
  /** Something to know about this draft as a whole; empty when there is nothing. */
  notice: string;
  /** Why the draft in the address cannot be shown; then nothing else is. */
  trouble: string;
  home: string;
  /** The address of the guide; empty where it is not served. */
  guide: string;
  /** Signed off, and the officer may reopen it. */
  reopens: boolean;
  draft: string;
  /** Whether the sections stand in an order of the draft's own. */
  arranged: boolean;
  /** A group without a label has none above its steps. */
  groups: { label: string; note: string; items: Item[] }[];
  /** Steps that are reached from the bar at the top. */
  tools: Item[];
  /** What to do now, or else, and on which step; nothing in a locked draft. */
  next: (Deed & { or?: Deed }) | null;
}

const EXPORT = "export";
const FIELDS = "input, select, textarea:not(.zj-cell-field), [contenteditable=true]";
const STATES = {
  done: { mark: "✓", words: "写好了" },
  open: { mark: "○", words: "还没写" },
  short: { mark: "◐", words: "写了一些" },
  look: { mark: "!", words: "有要看的" },
  block: { mark: "!", words: "有空缺" },
  none: { mark: "", words: "" },
} as const;

export function nav(host: Host<Props>): void {
  const title = h("p", { class: "zj-title" });
  const saved = h("p", { class: "zj-saved", role: "status" });
  const notice = h("div", { class: "zj-banner", role: "status" });
  const others = h("p", { class: "zj-others", role: "status" });
  const again = h("p", { class: "zj-again", role: "status", hidden: true });
  const began = host.props.draft;
  const tools = h("div", { class: "zj-tools" });
  const next = h("p", { class: "zj-next" });
  const list = h("div", { class: "zj-steps" });
  const unarrange = button("按笔记本的顺序", () => {
    host.say(host.locked);
    if (!host.locked) void order.say("");
    paint();
  }, { kind: "quiet" });
  const arranged = h("p", { class: "zj-hint zj-arranged" }, "正文各节按这份总结自己的顺序排。", unarrange);
  const more = h("div", { class: "zj-more" });
  const leave = h("p", { class: "zj-more zj-group" });
  const turned = h("p", { class: "zj-unseen", role: "status" });
  const home = h("a", { class: "zj-home" }, "全部总结");
  const guide = h("a", { class: "zj-guide", target: "_blank", rel: "noopener" }, "帮助");
  const open = (yes: boolean) => {
    document.body.classList.toggle("zj-menu-open", yes);
    menu.setAttribute("aria-expanded", String(yes));
  };
  const menu = button("目录", () => {
    open(!document.body.classList.contains("zj-menu-open"));
  });
  menu.classList.add("zj-contents");
  menu.setAttribute("aria-expanded", "false");
  const skip = button("跳到正文", focusHeading);
  skip.classList.add("zj-skip");
  const turn = (go: (step: string) => boolean) => (step: string) => {
    open(false);
    const there = inVoila() && currentStep() === step;
    if (!go(step)) host.say("这一步在下面还没显示出来，请向下滚动。");
    else if (there) focusHeading(); // no page is turned, which would take the keyboard along
  };
  const [visit, look] = [turn(goTo), turn(jump)];
  const files = fileMenu(look);
  const bar = h("header", { class: "zj-bar" }, skip, menu, home, title, others, saved, guide, tools, files.el);
  const steps = h("nav", { class: "zj-side", "aria-label": "目录" }, next, list, arranged, more, leave);
  host.el.append(bar, notice, again, steps, turned);

  const pager = new Pager(visit);
  const way = new WayBack();
  const place = placing(host);
  const order = new Saying(host, ORDER, {
    now: () => ownOrder(host.props),
    ask: () => host.ask("unarrange"),
    told: () => {
      paint();
    },
  });
  let was = "";
  let [noticed, reopens] = ["", false];
  const paint = () => {
    const props = host.props;
    title.textContent = props.title;
    if (inVoila()) document.title = props.title;
    saved.textContent = props.saved;
    const said = props.trouble || props.notice;
    if (noticed !== said || props.reopens !== reopens) {
      [noticed, reopens] = [said, props.reopens];
      fill(notice, said, props.reopens && !props.trouble && reopener(host));
    }
    notice.hidden = said === "";
    notice.dataset.tone = props.trouble ? "block" : "plain";
    document.body.classList.toggle("zj-trouble", props.trouble !== "");
    home.href = props.home;
    home.hidden = props.home === "" || !inVoila();
    showDraftInAddress(props.draft);
    // The notebook itself does not know of the copy that a sample becomes.
    again.hidden = inVoila() || began !== "" || props.draft === "";
    again.textContent = `已另存为一份新总结。下次打开这个笔记本，把第一格写成 draft = "${props.draft}"，再运行所有单元格，就接着写这一份。`;
    const here = inVoila() ? currentStep() : "";
    guide.href = props.guide + guidePage(here);
    guide.hidden = props.guide === "";
    // Once the page is turned the keyboard goes on at the new step's heading.
    const refill = was && here !== was ? fill : fillKeeping;
    refill(tools, ...props.tools.filter(({ step }) => step !== EXPORT).map((item) => tool(item, here, look)));
    files.el.hidden = !props.tools.some(({ step }) => step === EXPORT);
    if (here === EXPORT) files.opener.setAttribute("aria-current", "step");
    else files.opener.removeAttribute("aria-current");
    refill(list, ...props.groups.map((group) => groupOf(group, here, visit)));
    arranged.hidden = (order.said ?? ownOrder(props)) === "";
    refill(more, groupOf({ label: "其他", note: "", items: props.tools.filter(({ state }) => state === "none") }, here, look));
    refill(leave, ...[home, guide].map((one) => one.cloneNode(true)));
    refill(next, ...ahead(props.next, visit));
    next.hidden = props.next === null;
    const listed = props.groups.flatMap(({ items }) => items);
    arrange(listed.map(({ step }) => step));
    place(listed);
    const all = [...listed, ...props.tools];
    const labels = new Map(all.map(({ step, label }) => [step, label]));
    pager.paint(labels);
    way.paint(labels);
    if (was && here !== was) turned.textContent = `现在是：${labels.get(here) ?? ""}`;
    was = here;
  };
  host.draw(paint);
  host.onClose(onTurn(paint));
  host.onClose(() => {
    pager.close();
    way.close();
    files.close();
  });
  host.onClose(
    listenToKeys(() => {
      if (!document.body.classList.contains("zj-menu-open")) return false;
      open(false);
      menu.focus();
      return true;
    }),
  );
  host.onClose(meet(host, others));
  turnIntoSteps();
  // A kernel that was warmed up before anyone came knows nothing of the address.
  void host.ask("opened", { address: location.search }).catch(() => undefined);
  void recoverOrder(host, () => ownOrder(host.props));
}

// The steps in the order that this draft has them in, or empty.
function ownOrder({ arranged, groups }: Props): string {
  return arranged ? groups.flatMap(({ items }) => items.map(({ step }) => step)).join(" ") : "";
}

// Beside what says that the summary is signed: the way to change it after all.
function reopener(host: Host<Props>): HTMLElement {
  const el = h("span", {});
  const open = button("取消定稿", () => {
    const { el: form, focus } = questionForm(REOPEN, async (words) => {
      if (!(await host.press(form, "reopen", { words }))) return false;
      focusHeading(); // the banner is gone
      return true;
    }, () => {
      fill(el, open);
      open.focus();
    });
    fill(el, form);
    focus();
  }, { kind: "quiet" });
  el.append(open);
  return el;
}

const MEET = 10_000; // ms between two looks at who else is here

// The name of this tab: a reload is the same one.
function tab(): string {
  let id = sessionStorage.getItem("zj-tab");
  if (!id) {
    id = Math.random().toString(36).slice(2);
    sessionStorage.setItem("zj-tab", id);
  }
  return id;
}

// Tells others on which step one is, and shows who else has the draft open.
function meet(host: Host<Props>, others: HTMLElement): () => void {
  const look = () => {
    if (document.hidden || host.draft === "" || !isHere()) return;
    const step = inVoila() ? currentStep() : stepOf(document.activeElement);
    host.ask<{ others: string }>("here", { step, tab: tab() }).then(
      ({ result }) => {
        if (others.textContent !== result.others) others.textContent = result.others;
      },
      () => undefined,
    );
  };
  const timer = window.setInterval(look, MEET);
  const stop = onTurn(look);
  return () => {
    window.clearInterval(timer);
    stop();
  };
}

// The page of the guide that a step is explained on.
function guidePage(step: string): string {
  if (step.startsWith("ledger-") || step === "compare") return "officer/import.html";
  if (step === "review" || step === "preview") return "officer/check.html";
  if (step === EXPORT) return "officer/export.html";
  return step === "title" ? "officer/start.html" : "officer/write.html";
}

function ahead(next: Props["next"], visit: (step: string) => void): (Node | string)[] {
  if (!next) return [];
  const to = ({ step, say }: Deed) => link(step, visit, say);
  return ["接下来：", to(next), ...(next.or ? ["；没有别的台账，就", to(next.or)] : [])];
}

function groupOf(
  group: Props["groups"][number],
  here: string,
  visit: (step: string) => void,
): HTMLElement {
  const head = group.label && h("p", { class: "zj-group" }, group.label, h("span", {}, group.note));
  const items = group.items.map((item) => {
    const { mark, words } = STATES[item.state];
    const made = link(
      item.step,
      visit,
      h("span", { class: "zj-mark", "aria-hidden": "true" }, mark),
      h("span", { class: "zj-step-label" }, item.label),
      h("span", { class: "zj-step-note" }, item.note),
      words && h("span", { class: "zj-unseen" }, `（${words}）`),
    );
    made.classList.add("zj-step", `is-${item.state}`);
    if (item.step === here) made.setAttribute("aria-current", "step");
    return h("li", {}, made);
  });
  return h("section", {}, head, h("ul", {}, ...items));
}

// What is drawn anew keeps the keyboard where it was.
function fillKeeping(el: HTMLElement, ...children: (Node | string)[]): void {
  const all = () => [...el.querySelectorAll<HTMLElement>("a, button")];
  const at = all().findIndex((one) => one === document.activeElement);
  fill(el, ...children);
  all()[at]?.focus({ preventScroll: true });
}

// One looks at these from wherever one is, and returns.
function tool(item: Item, here: string, look: (step: string) => void): HTMLElement {
  const made = button(item.label + item.note, () => {
    look(item.step);
  });
  made.dataset.state = item.state;
  if (item.step === here) made.setAttribute("aria-current", "step");
  return made;
}

function fileMenu(look: (step: string) => void): Menu {
  const make = (to: string) => () => {
    wantFile(to);
  };
  return new Menu("导出", () => [
    { label: "Word 文件", run: make("docx") },
    { label: "PDF 文件", run: make("pdf") },
    { label: "网页文件", run: make("html") },
    { label: "检查后导出…", run: () => {
      look(EXPORT);
    } },
  ], { kind: "main" });
}

// The first change of a sample makes it a draft of one's own; a reload then opens that draft.
function showDraftInAddress(draft: string): void {
  if (!inVoila() || draft === "") return;
  const address = new URL(location.href);
  if (address.searchParams.get("draft") === draft) return;
  address.searchParams.set("draft", draft);
  history.replaceState(history.state, "", address);
}

// Alt+↓/↑ turn the page; Ctrl+S is what hands expect, and everything is saved already. Escape closes
// what is open, else leads back; not out of a text or a field, where it is pressed for other ends.
function listenToKeys(close: () => boolean): () => void {
  const press = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return; // the grid's and the editor's own
    if (event.key === "Escape") {
      if (!close() && !isTyping(event.target)) goBack();
    } else if (event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const next = inVoila() && neighbour(event.key === "ArrowDown" ? 1 : -1);
      if (next) {
        event.preventDefault();
        goTo(next);
      }
    } else if (event.ctrlKey && event.key === "s" && inVoila()) {
      event.preventDefault();
      sendAll();
    }
  };
  window.addEventListener("keydown", press);
  return () => {
    window.removeEventListener("keydown", press);
  };
}

// A cell of a ledger lets Escape through only while nothing is typed into it.
function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(FIELDS) !== null;
}
