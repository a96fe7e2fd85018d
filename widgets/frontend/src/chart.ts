// Charts of one cell. Each can be changed to what else the ledgers hold, says its data as a table
// (看数据), leads from a bar to the ledger rows behind it, and can be put into a section. Below the
// last ones more can be added.

import { button, fill, h, uid } from "./dom";
import { Refused, type Host } from "./host";
import { loaded } from "./link";
import { showRows } from "./marks";
import { isShown, onTurn } from "./page";
import { Picker, type Choice } from "./picker";
import { showSpan, type Span } from "./spans";
import type { Datum, Plot, Spec } from "./vega";

interface Option {
  label: string;
  ref: string;
  chosen: boolean;
  /** Why it cannot be had; empty when it can. */
  why: string;
}

export interface Chart {
  ref: string;
  /** What the notebook's cell asks for, whatever is shown now; empty for one that was added. */
  given: string;
  title: string;
  /** Absent when the ledger has nothing to draw; `why` then says what to do. */
  spec: Spec | null;
  why: string;
  table: string[][];
  choices: { label: string; options: Option[] }[];
}

interface Props {
  charts: Chart[];
  sections: { id: string; title: string }[];
  /** Whether more charts can be added here. */
  extends: boolean;
}

/** What became of a chart that was to be put into a text. */
interface Placed {
  said: string;
  /** Where it stands now. */
  span: Span;
  /** It was there already, and was not put in again. */
  there: boolean;
}

interface Behind {
  /** "" for rows that are on no step of the page. */
  step: string;
  rows: number[];
  say: string;
}

/** What a card asks of the view it is in. */
interface Desk {
  choose: (ref: string) => void;
  openRows: (label: string, before: boolean) => void;
  place: (pressed: HTMLButtonElement, kind: Kind, section: string, again: boolean) => Promise<Placed | null>;
  drop: () => void;
}

type Kind = "chart" | "table";

export function chart(host: Host<Props>): void {
  const grid = h("div", { class: "zj-charts" });
  const more = new Picker("加一张图", () => others(host), "台账里没有别的可以画图的数字了。", "加上");
  more.el.classList.add("zj-chart-more");
  host.el.append(grid, more.el);
  const cards: Card[] = [];
  host.draw((props) => {
    for (const card of cards.splice(props.charts.length)) {
      card.close();
      card.el.remove();
    }
    props.charts.forEach((one, index) => {
      const card = cards[index] ?? new Card(deskOf(host, index));
      if (cards[index] === undefined) {
        cards.push(card);
        grid.append(card.el);
      }
      card.show(one, props.sections);
    });
    more.el.hidden = !props.extends;
  });
  host.onClose(() => {
    for (const card of cards) card.close();
  });
  host.props.charts.forEach(({ given, ref }, index) => {
    const wanted = recall(given);
    if (wanted !== null && wanted !== ref) void host.ask("choose", { index, ref: wanted }).catch(refused);
  });
  const there = host.props.charts.map(({ ref }) => ref);
  for (const ref of added(host).filter((one) => !there.includes(one))) void host.ask("add", { ref }).catch(refused);
}

/** The charts that are not shown yet, each to be added. */
async function others(host: Host<Props>): Promise<Choice[]> {
  const { result } = await host.ask<{ charts: { ref: string; title: string }[] }>("charts");
  return result.charts.map(({ ref, title }) => {
    const run = () => {
      rememberAdded(host, (refs) => [...refs, ref]);
      void host.ask("add", { ref }).catch(refused);
    };
    return { label: title, actions: [{ label: "加上", run }] };
  });
}

function deskOf(host: Host<Props>, index: number): Desk {
  return {
    choose: (ref) => {
      const { given = "", ref: was } = host.props.charts[index] ?? {};
      if (given === "") rememberAdded(host, (refs) => refs.map((one) => (one === was ? ref : one)));
      else remember(given, ref);
      void host.ask("choose", { index, ref }).catch(refused);
    },
    openRows: (label, before) => {
      host
        .ask<Behind>("rows", { index, label, before })
        .then(({ result: { step, rows, say } }) => {
          if (step === "" || !showRows(step, rows, say)) host.say(`${say}。`);
        })
        .catch(refused);
    },
    place: async (pressed, kind, section, again) => {
      const answer = await host.press<Placed>(pressed, "place", { index, kind, section, again });
      return answer?.result ?? null;
    },
    drop: () => {
      const was = host.props.charts[index]?.ref;
      rememberAdded(host, (refs) => refs.filter((one) => one !== was));
      void host.ask("drop", { index }).catch(refused);
    },
  };
}

/** One chart with its caption, its choices, its picture and its data. */
class Card {
  readonly el: HTMLElement;
  private readonly caption = h("figcaption");
  private readonly choices = h("div", { class: "zj-chart-choices" });
  private readonly picture = h("div", { class: "zj-plot", role: "group" });
  private readonly data = h("div", { class: "zj-data", id: uid(), hidden: true });
  private readonly toggle: HTMLButtonElement;
  private readonly target = h("select", { class: "zj-input", "aria-label": "放进哪一节" });
  private readonly foot: HTMLElement;
  private readonly said = h("span", { role: "status" });
  private readonly then = h("span", { class: "zj-chart-then" });
  private readonly drop: HTMLButtonElement;
  private readonly stop: () => void;
  private plot: Promise<Plot> | null = null;
  private latest: Chart | null = null;
  private drawn: Spec | null = null;
  private offered = "";

  constructor(private readonly desk: Desk) {
    this.toggle = button("看数据", () => {
      this.data.hidden = !this.data.hidden;
      this.toggle.textContent = this.data.hidden ? "看数据" : "收起数据";
      this.toggle.setAttribute("aria-expanded", String(!this.data.hidden));
    }, { kind: "quiet" });
    this.toggle.setAttribute("aria-expanded", "false");
    this.toggle.setAttribute("aria-controls", this.data.id);
    const put = (label: string, kind: "chart" | "table") => {
      const made: HTMLButtonElement = button(label, () => void this.place(made, kind), { kind: "quiet" });
      return made;
    };
    this.drop = button("拿掉", () => {
      desk.drop();
    }, { kind: "quiet", title: "这里不再显示这张图；放进正文的不受影响" });
    this.target.addEventListener("change", () => {
      this.hush();
    });
    this.foot = h(
      "div",
      { class: "zj-chart-foot" },
      h("span", {}, "放入"),
      this.target,
      put("放图", "chart"),
      put("放表", "table"),
      this.said,
      this.then,
    );
    this.el = h(
      "figure",
      { class: "zj-chart" },
      h("div", { class: "zj-chart-head" }, this.caption, h("span", {}, this.drop, this.toggle)),
      this.choices,
      this.picture,
      this.data,
      this.foot,
    );
    // A chart on a hidden step has no width; it is drawn when its step is turned to.
    this.stop = onTurn(() => void this.draw());
  }

  show(chart: Chart, sections: Props["sections"]): void {
    if (this.latest?.ref !== chart.ref) this.hush();
    this.latest = chart;
    this.drop.hidden = chart.given !== "";
    this.caption.textContent = chart.title;
    this.toggle.hidden = chart.spec === null;
    this.foot.hidden = chart.spec === null || sections.length === 0;
    if (this.target.childElementCount !== sections.length) {
      fill(this.target, ...sections.map(({ id, title }) => h("option", { value: id }, title)));
    }
    this.offer(chart.choices);
    const [header = [], ...rows] = chart.table;
    fill(this.data, table(header, rows, (label) => {
      this.desk.openRows(label, false);
    }));
    if (chart.spec) this.picture.setAttribute("aria-label", String(chart.spec.description));
    void this.draw();
  }

  close(): void {
    this.stop();
    void this.plot?.then((plot) => {
      plot.close();
    });
  }

  // What became of it is said here, at the button that was pressed.
  private async place(pressed: HTMLButtonElement, kind: Kind, again = false): Promise<void> {
    this.hush();
    const section = this.target.value;
    const placed = await this.desk.place(pressed, kind, section, again);
    if (!placed) return;
    this.said.textContent = `${placed.said}。`;
    fill(
      this.then,
      placed.there && button("再放一次", () => void this.place(pressed, kind, true), { kind: "quiet" }),
      button("去看", () => {
        showSpan(section, placed.span);
      }, { kind: "quiet" }),
    );
  }

  private hush(): void {
    this.said.textContent = "";
    fill(this.then);
  }

  // Kept where nothing has changed, so that a list that is open stays open.
  private offer(groups: Chart["choices"]): void {
    const now = JSON.stringify(groups);
    if (now === this.offered) return;
    this.offered = now;
    const focused = [...this.choices.querySelectorAll("select")].findIndex((one) => one === document.activeElement);
    fill(this.choices, ...groups.map((group) => this.choiceOf(group)));
    if (focused >= 0) this.choices.querySelectorAll("select")[focused]?.focus();
  }

  private choiceOf({ label, options }: Chart["choices"][number]): HTMLElement | null {
    if (options.length < 2) return null;
    const select = h("select", {
      class: "zj-input",
      on: { change: () => {
        this.desk.choose(select.value);
      } },
    }, ...options.map(({ label: text, ref, chosen, why }) =>
      h("option", { value: ref, selected: chosen, disabled: why !== "" && !chosen },
        why && !chosen ? `${text}（${why}）` : text)));
    return h("label", {}, h("span", {}, label), select);
  }

  private async draw(): Promise<void> {
    const spec = this.latest?.spec ?? null;
    if (spec === null) {
      this.forget();
      fill(this.picture, h("p", { class: "zj-empty" }, this.latest?.why ?? ""));
      return;
    }
    if (spec === this.drawn || !isShown(this.el)) return;
    this.drawn = spec;
    if (this.plot === null) fill(this.picture, h("p", { class: "zj-empty" }, "正在画图……"));
    this.plot ??= loaded(() => import("./vega")).then(({ Plot }) => {
      const surface = h("div", { class: "zj-plot-surface" });
      fill(this.picture, surface);
      return new Plot(surface, (bar) => {
        this.open(bar);
      });
    });
    await (await this.plot).show(spec);
  }

  private open({ label, year }: Datum): void {
    const years = this.latest?.spec?.data.values.map((row) => row.year) ?? [];
    this.desk.openRows(label, year !== undefined && year !== years[0]);
  }

  private forget(): void {
    this.drawn = null;
    void this.plot?.then((plot) => {
      plot.close();
    });
    this.plot = null;
  }
}

/** A plain table; every column but the first holds numbers. With `open` a row's label is a button. */
export function table(
  header: string[],
  rows: string[][],
  open: ((label: string) => void) | null = null,
): HTMLElement {
  const cell = (text: Node | string, index: number, tag: "td" | "th") =>
    h(tag, { class: index > 0 ? "is-number" : null, scope: tag === "th" ? "col" : null },
      typeof text === "string" ? document.createTextNode(text) : text);
  const labelled = ([label = "", ...cells]: string[]): (Node | string)[] => {
    if (!open || cells[0] === NOTHING) return [label, ...cells];
    const look = button(label, () => {
      open(label);
    }, { kind: "quiet", title: `看台账里“${label}”的行` });
    return [look, ...cells];
  };
  return h(
    "table",
    { class: "zj-table" },
    h("thead", {}, h("tr", {}, ...header.map((text, index) => cell(text, index, "th")))),
    h(
      "tbody",
      {},
      ...rows.map((row) => h("tr", {}, ...labelled(row).map((text, index) => cell(text, index, "td")))),
    ),
  );
}

const NOTHING = "—";

// What was chosen is remembered with the page: in this browser, for this draft.
function place(given: string): string {
  const draft = new URLSearchParams(location.search).get("draft") ?? "";
  return `zongjie.chart ${location.pathname} ${draft} ${given}`;
}

function remember(given: string, ref: string): void {
  try {
    localStorage.setItem(place(given), ref);
  } catch {
    // Where a browser keeps nothing, the choice lasts as long as the page.
  }
}

// Charts that were added are remembered likewise, all in one place.
const ADDED = "+";

function added(host: Host<Props>): string[] {
  return host.props.extends ? (recall(ADDED) ?? "").split("\n").filter((ref) => ref !== "") : [];
}

// Before Python is asked: a page that is left at once comes back with what was chosen.
function rememberAdded(host: Host<Props>, change: (refs: string[]) => string[]): void {
  remember(ADDED, change(added(host)).join("\n"));
}

function recall(given: string): string | null {
  try {
    return localStorage.getItem(place(given));
  } catch {
    return null;
  }
}

// Why is said above the view.
function refused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
