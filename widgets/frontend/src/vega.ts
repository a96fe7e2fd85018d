// The chart engine, in a chunk of its own: loaded when a page first shows a chart.
//
// Expressions run in vega's interpreter (`ast`), so no policy against eval stops them, and the
// loader is switched off: a spec can name no file and no host.

import embed, { type Result, type VisualizationSpec } from "vega-embed";
import { changeset, Error as ERRORS } from "vega";
import { expressionInterpreter } from "vega-interpreter";

export interface Spec {
  data: { values: Record<string, unknown>[] };
  [key: string]: unknown;
}

/** One bar, as the spec's data has it; `year` only where two years stand side by side. */
export interface Datum {
  label: string;
  year?: string;
}

const DATA = "台账";
const BARS = '[aria-roledescription="数据条"]';
const NOWHERE = {
  load: () => Promise.reject(new Error("charts carry their own data")),
  sanitize: () => Promise.reject(new Error("charts carry their own data")),
  http: () => Promise.reject(new Error("charts carry their own data")),
  file: () => Promise.reject(new Error("charts carry their own data")),
  fileAccess: false,
};

const LOCALE = {
  numberFormatLocale: {
    decimal: ".",
    thousands: ",",
    grouping: [3],
    currency: ["", "元"] as [string, string],
  },
  timeFormatLocale: {
    dateTime: "%Y年%-m月%-d日 %H:%M:%S",
    date: "%Y年%-m月%-d日",
    time: "%H:%M:%S",
    periods: ["上午", "下午"] as [string, string],
    days: days("星期"),
    shortDays: days("周"),
    months: months(),
    shortMonths: months(),
  },
};

export class Plot {
  private made: Result | null = null;
  private form = "";

  /** `pick` is told of a bar that is clicked, or entered by keyboard. */
  constructor(
    private readonly el: HTMLElement,
    private readonly pick: (bar: Datum) => void,
  ) {
    el.addEventListener("click", (event) => {
      this.choose(event.target);
    });
    el.addEventListener("keydown", (event) => {
      this.press(event);
    });
  }

  /** Draw the spec; when only its data has changed, move the bars that are there. */
  async show(spec: Spec): Promise<void> {
    const form = JSON.stringify({ ...spec, data: null, description: null });
    if (this.made && form === this.form) {
      const all = changeset()
        .remove(() => true)
        .insert(spec.data.values);
      await this.made.view.change(DATA, all).runAsync();
      this.reach();
      return;
    }
    this.close();
    this.form = form;
    this.made = await embed(this.el, sized(spec), {
      mode: "vega-lite",
      renderer: "svg",
      actions: false,
      // Vega-Lite warns whenever a chart is as wide as its place and as high as its bars.
      logLevel: ERRORS,
      ast: true,
      expr: expressionInterpreter,
      loader: NOWHERE as never,
      tooltip: { theme: "custom" },
      ...(LOCALE as object),
    });
    this.reach();
  }

  close(): void {
    this.made?.finalize();
    this.made = null;
  }

  // One stop for the Tab key; arrows go from bar to bar.
  private reach(): void {
    const bars = this.bars();
    const last = bars.findIndex((bar) => bar === document.activeElement);
    bars.forEach((bar, index) => {
      bar.setAttribute("tabindex", index === Math.max(last, 0) ? "0" : "-1");
      bar.setAttribute("role", "button");
      bar.style.cursor = "pointer";
    });
  }

  private press(event: KeyboardEvent): void {
    const bars = this.bars();
    const at = bars.findIndex((bar) => bar === event.target);
    if (at < 0) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.choose(event.target);
      return;
    }
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = bars[at + (by ?? 0)];
    if (event.altKey || by === undefined || !next) return;
    event.preventDefault();
    bars[at]?.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  }

  private choose(target: EventTarget | null): void {
    if (!(target instanceof SVGElement) || !target.matches(BARS)) return;
    const item = (target as SVGElement & { __data__?: { datum?: Datum } }).__data__;
    if (item?.datum) this.pick(item.datum);
  }

  private bars(): SVGElement[] {
    return [...this.el.querySelectorAll<SVGElement>(BARS)];
  }
}

// On paper a chart has a size; on the page it is as wide as its place.
function sized(spec: Spec): VisualizationSpec {
  return {
    ...spec,
    width: "container",
    data: { name: DATA, values: spec.data.values },
  } as unknown as VisualizationSpec;
}

function days(prefix: string): [string, string, string, string, string, string, string] {
  return ["日", "一", "二", "三", "四", "五", "六"].map((day) => prefix + day) as ReturnType<typeof days>;
}

function months() {
  return Array.from({ length: 12 }, (_, month) => `${month + 1}月`) as never;
}
