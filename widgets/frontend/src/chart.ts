// Charts of one cell, each with the table that says the same (看数据).

import { button, fill, h } from "./dom";
import type { Host } from "./host";
import { isShown, onTurn } from "./page";
import type { Plot, Spec } from "./vega";

export interface Chart {
  ref: string;
  title: string;
  /** Absent when the ledger has nothing to draw; `why` then says what to do. */
  spec: Spec | null;
  why: string;
  table: string[][];
}

interface Props {
  charts: Chart[];
}

export function chart(host: Host<Props>): void {
  const grid = h("div", { class: "zj-charts" });
  host.el.append(grid);
  let cards: Card[] = [];
  const names = () => cards.map((card) => card.ref).join("\n");
  host.draw(({ charts }) => {
    if (charts.map(({ ref }) => ref).join("\n") !== names()) {
      for (const card of cards) card.close();
      cards = charts.map((one) => new Card(one.ref));
      fill(grid, ...cards.map((card) => card.el));
    }
    charts.forEach((one, index) => cards[index]?.show(one));
  });
  host.onClose(() => {
    for (const card of cards) card.close();
  });
}

/** One chart with its caption, its picture and its data. */
export class Card {
  readonly el: HTMLElement;
  private readonly caption = h("figcaption");
  private readonly picture = h("div", { class: "zj-plot", role: "img" });
  private readonly data = h("div", { class: "zj-data", hidden: true });
  private readonly toggle: HTMLButtonElement;
  private readonly stop: () => void;
  private plot: Promise<Plot> | null = null;
  private latest: Chart | null = null;
  private drawn: Spec | null = null;

  constructor(readonly ref: string) {
    this.toggle = button("看数据", () => {
      this.data.hidden = !this.data.hidden;
      this.toggle.textContent = this.data.hidden ? "看数据" : "收起数据";
      this.toggle.setAttribute("aria-expanded", String(!this.data.hidden));
    }, { kind: "quiet" });
    this.toggle.setAttribute("aria-expanded", "false");
    this.el = h(
      "figure",
      { class: "zj-chart" },
      h("div", { class: "zj-chart-head" }, this.caption, this.toggle),
      this.picture,
      this.data,
    );
    // A chart on a hidden step has no width; it is drawn when its step is turned to.
    this.stop = onTurn(() => void this.draw());
  }

  show(chart: Chart): void {
    this.latest = chart;
    this.caption.textContent = chart.title;
    this.toggle.hidden = chart.spec === null;
    const [header = [], ...rows] = chart.table;
    fill(this.data, table(header, rows));
    if (chart.spec) this.picture.setAttribute("aria-label", String(chart.spec.description));
    void this.draw();
  }

  close(): void {
    this.stop();
    void this.plot?.then((plot) => {
      plot.close();
    });
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
    this.plot ??= import("./vega").then(({ Plot }) => {
      const surface = h("div", { class: "zj-plot-surface" });
      fill(this.picture, surface);
      return new Plot(surface);
    });
    await (await this.plot).show(spec);
  }

  private forget(): void {
    this.drawn = null;
    void this.plot?.then((plot) => {
      plot.close();
    });
    this.plot = null;
  }
}

/** A plain table; every column but the first holds numbers. */
export function table(header: string[], rows: string[][]): HTMLElement {
  const cell = (text: string, index: number, tag: "td" | "th") =>
    h(tag, { class: index > 0 ? "is-number" : null, scope: tag === "th" ? "col" : null }, text);
  return h(
    "table",
    { class: "zj-table" },
    h("thead", {}, h("tr", {}, ...header.map((text, index) => cell(text, index, "th")))),
    h(
      "tbody",
      {},
      ...rows.map((row) => h("tr", {}, ...row.map((text, index) => cell(text, index, "td")))),
    ),
  );
}
