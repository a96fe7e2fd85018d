// The history of the whole draft: who did what when, what it changed, and the way back to it. What
// is on the screen follows what happens; elsewhere it waits until it is looked at.

import { showChanges, type Changed } from "./changes";
import { button, fill, h, uid } from "./dom";
import type { Host } from "./host";
import { Looks, silently } from "./looks";
import { onScreen } from "./page";
import { nameOf } from "./past";
import { questionForm } from "./question";

interface Props {
  /** Another one means that something happened. */
  version: number;
  /** Whether the officer may give names. */
  names: boolean;
}

interface Name {
  step: number;
  words: string;
}

interface Line {
  /** The last step of it, and the last before it. */
  step: number;
  before: number;
  day: string;
  at: string;
  /** When it ended: 今天 10:42. */
  when: string;
  by: string;
  /** The names it was given, each with the step that it was given at. */
  names: Name[];
  /** What was done to the draft as a whole. */
  said: string[];
  /** The parts it changed, and how much. */
  parts: string[];
  /** Whether it changed any. */
  changed: boolean;
  now: boolean;
}

interface Part extends Changed {
  part: string;
  label: string;
  /** The revision the part has there; 0 where it was not there yet. */
  number: number;
}

const PAGE = 20;
const FEW = 6; // parts that are named in a line
const PAUSE = 1000; // ms without news before they are shown
const NONE = "还没有改动过。改动以后，谁在什么时候改了什么，都记在这里。";
const NONE_NAMED = "还没有起过名字的版本。";

export function history(host: Host<Props>): void {
  const list = new Lines(host);
  const form = naming(host, list);
  host.el.append(form, list.el);
  host.onClose(onScreen(list.el, (shown) => {
    list.look(shown);
  }));
  host.draw((props) => {
    form.hidden = !props.names;
    list.stale();
  });
}

// Give the draft as it is now a name.
function naming(host: Host<Props>, list: Lines): HTMLElement {
  const input = h("input", { id: uid(), class: "zj-input", type: "text", maxlength: 30, placeholder: "如：送审稿", autocomplete: "off" });
  const go = h("button", { type: "submit", class: "zj-button" }, "记下");
  const form = h("form", { class: "zj-naming" }, h("label", { for: input.id }, "给现在这一版起个名字"), input, go);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = input.value.trim();
    void host.press(go, "name", { words }).then((answer) => {
      if (!answer) {
        input.focus();
        return;
      }
      input.value = "";
      host.say(`记下了，“${words}”一直留着，随时可以对照、恢复。`);
      void list.load();
    });
  });
  return form;
}

class Lines {
  readonly el = h("div");
  private readonly named = h("input", { type: "checkbox", id: uid() });
  private readonly said = h("p", { class: "zj-hint", role: "status" });
  private readonly days = h("div");
  private readonly more = button("再看早些的", () => void this.goOn());
  private known = new Map<string, HTMLElement>();
  private count = PAGE;
  private shown = false;
  private old = true;
  private asked = 0;
  private timer = 0;

  constructor(private readonly host: Host<Props>) {
    this.more.hidden = true;
    this.named.addEventListener("change", () => void this.load());
    const only = h("p", { class: "zj-check" }, this.named, h("label", { for: this.named.id }, "只看有名字的"));
    this.el.append(only, this.said, this.days, this.more);
  }

  look(shown: boolean): void {
    this.shown = shown;
    if (shown && this.old) void this.load();
  }

  stale(): void {
    this.old = true;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      if (this.shown && this.old) void this.load();
    }, PAUSE);
  }

  load(): Promise<void> {
    this.old = false;
    const asked = (this.asked += 1);
    return silently(async () => {
      const named = this.named.checked;
      const { result } = await this.host.ask<{ lines: Line[]; more: boolean }>("lines", { count: this.count, named });
      if (asked !== this.asked) return;
      this.paint(result.lines);
      this.more.hidden = !result.more;
      const none = named ? NONE_NAMED : NONE;
      this.said.textContent = result.lines.length === 0 ? none : "";
      this.said.hidden = result.lines.length > 0;
    });
  }

  private async goOn(): Promise<void> {
    const { count } = this;
    this.count += PAGE;
    await this.load();
    this.days.querySelectorAll<HTMLElement>("li > .zj-line-head button")[count]?.focus();
  }

  // A line that is as it was stays, with what is open in it.
  private paint(lines: Line[]): void {
    const known = new Map<string, HTMLElement>();
    const days = new Map<string, HTMLElement[]>();
    for (const line of lines) {
      const key = JSON.stringify(line);
      const el = this.known.get(key) ?? lineOf(this.host, line, () => this.load());
      known.set(key, el);
      days.set(line.day, [...(days.get(line.day) ?? []), el]);
    }
    this.known = known;
    const focused = document.activeElement;
    fill(this.days, ...[...days].map(([day, items]) =>
      h("section", {}, h("h3", {}, day), h("ol", { class: "zj-past" }, ...items))));
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus({ preventScroll: true });
  }
}

function lineOf(host: Host<Props>, line: Line, load: () => Promise<void>): HTMLElement {
  const changed = () => void load();
  const looks = new Looks();
  const compare = (before: number, after: number | null) => async () =>
    (await host.ask<{ parts: Part[] }>("compare", { before, after })).result.parts;
  const did = compare(line.before, line.step);
  const since = compare(line.step, null);
  const openers = [
    line.changed && looks.opener("看改了什么", async (el) => {
      fill(el, ...parts(host, await did(), "没有改动文字。", line, changed));
    }),
    !line.now && looks.opener("和现在比", async (el) => {
      fill(el, h("p", { class: "zj-hint" }, "从那时到现在："), ...parts(host, await since(), "和现在一样。", line, changed));
    }),
    !line.now && restoring(looks, host, line, since, changed),
  ];
  const more = line.parts.length - FEW;
  const told = [...line.said, ...line.parts.slice(0, FEW)].join("；") + (more > 0 ? `；还有 ${more} 处` : "");
  return h("li", {},
    h("div", { class: "zj-line-head" },
      h("span", { class: "zj-past-head" }, h("time", {}, line.at), h("span", {}, line.by)),
      ...line.names.flatMap((name) => [nameOf(name.words), host.props.names && renaming(looks, host, name, load)]),
      line.now && h("span", { class: "zj-hint" }, "现在的样子"),
      ...openers),
    told && h("p", { class: "zj-line-told" }, told),
    looks.el);
}

// A version goes by another name; nothing else of it changes.
function renaming(looks: Looks, host: Host<Props>, { step, words }: Name, changed: () => Promise<void>): HTMLButtonElement {
  const question = { say: "只改名称，版本的内容不变。", field: { label: "名称", value: words, hint: "如：送审稿" }, yes: "改名", no: "不改了" };
  const opener = looks.opener("改名", (el) => {
    const form = questionForm(question, async (to) => {
      if (!(await host.press(form.el, "rename", { step, words: to }))) return false;
      await changed();
      host.el.querySelector<HTMLElement>(`[data-named="${step}"]`)?.focus();
      return true;
    }, () => {
      looks.close();
      opener.focus();
    });
    fill(el, form.el);
    requestAnimationFrame(form.focus);
    return Promise.resolve();
  });
  opener.setAttribute("aria-label", `改名：${words}`);
  opener.dataset.named = String(step);
  return opener;
}

// Who restores the whole draft sees before what becomes of it; Esc goes back.
function restoring(
  looks: Looks,
  host: Host<Props>,
  line: Line,
  since: () => Promise<Part[]>,
  changed: () => void,
): HTMLButtonElement {
  const opener = looks.opener("恢复整篇", async (el) => {
    const found = await since();
    if (found.length === 0) {
      fill(el, "和现在一样，不用恢复。");
      return;
    }
    const go = button("恢复", () => {
      void host.press(go, "restore", { step: line.step }).then((answer) => {
        if (!answer) return;
        looks.close();
        opener.focus();
        host.say(`整篇已恢复到 ${line.when} 的样子；恢复以前的也留着，就在下面。`);
        changed();
      });
    });
    const back = button("先不恢复", () => {
      looks.close();
      opener.focus();
    }, { kind: "quiet" });
    const where = found.map(({ label }) => `“${label}”`).join("、");
    fill(el,
      h("p", {}, `${where}会变回那时的样子。现在的样子留在历史里，还可以再恢复回来。`),
      h("div", { class: "zj-actions" }, go, back));
    el.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      back.click();
    });
    requestAnimationFrame(() => {
      go.focus();
    });
  });
  opener.classList.add("zj-restores");
  return opener;
}

function parts(host: Host<Props>, found: Part[], none: string, line: Line, changed: () => void): HTMLElement[] {
  if (found.length === 0) return [h("p", {}, none)];
  return found.map((one) => {
    const shown = h("div");
    showChanges(shown, one);
    const back = button("只恢复这一部分", () => {
      void host.press(back, "restore", { part: one.part, number: one.number }).then((answer) => {
        if (!answer) return;
        host.say(`“${one.label}”已恢复到 ${line.when} 的样子；恢复以前的也留着。`);
        changed();
      });
    }, { kind: "quiet" });
    back.classList.add("zj-restores");
    return h("section", { class: "zj-part" }, h("h4", {}, one.label, !line.now && one.number > 0 && back), shown);
  });
}
