// What earlier summaries promised, each beside what the ledgers and the text say was done, and what
// the officer says of it. A row stays while it is typed in: it is painted anew, not made anew.

import { button, fill, h, uid } from "./dom";
import type { Host } from "./host";
import { link } from "./links";
import { showRows } from "./marks";
import { answerTo } from "./outbox";
import { pieces, type Piece } from "./pieces";
import { Saying } from "./saying";
import { jump } from "./way";

interface Promised {
  span: string;
  /** 去年, 半年时. */
  when: string;
  what: string;
  /** All that was said of it. */
  text: string;
  state: string;
  note: string;
  numbers: { key: string; shown: string }[];
  rows: { step: string; row: number; name: string; label: string }[];
  /** The section that speaks of it. */
  told: { step: string; label: string } | null;
  /** What could be written of it; empty until its state is said. */
  sentence: Piece[];
  /** Where that would stand best. */
  section: string;
}

interface Answer {
  state: string;
  note: string;
}

export interface Props {
  promises: Promised[];
  states: string[];
  sections: { id: string; title: string }[];
}

export class Promises<All extends Props> {
  readonly el: HTMLElement;
  private readonly about = h("p", { class: "zj-hint", role: "status" });
  private readonly body = h("tbody");
  private readonly rows = new Map<string, Row<All>>();

  constructor(private readonly host: Host<All>) {
    this.el = h("section", { class: "zj-promises", hidden: true },
      h("h3", {}, "以前的打算，做得怎样"),
      this.about,
      h("table", { class: "zj-table" },
        h("thead", {}, h("tr", {}, ...["打算", "今年的记录", "做得怎样"].map((text) =>
          h("th", { scope: "col" }, text)))),
        this.body));
  }

  paint({ promises, states, sections }: Props): void {
    const wanted = promises.map((one) => {
      const key = `${one.span} ${one.what}`;
      const row = this.rows.get(key) ?? new Row(this.host, one, states, sections);
      this.rows.set(key, row);
      row.paint(one);
      return row.el;
    });
    const there = [...this.body.children];
    const same = wanted.length === there.length && wanted.every((el, index) => el === there[index]);
    if (!same) fill(this.body, ...wanted);
    const open = promises.filter(({ state, told }) => !state && !told).length;
    this.about.textContent = open === 0
      ? `共 ${promises.length} 件，件件有交代。`
      : `共 ${promises.length} 件，还有 ${open} 件没有交代。逐件选一选做得怎样，也可以写进总结。`;
    this.el.hidden = promises.length === 0;
  }
}

class Row<All extends Props> {
  readonly el: HTMLElement;
  private readonly promise = h("td");
  private readonly found = h("td");
  private readonly choice: HTMLSelectElement;
  private readonly field: HTMLInputElement;
  private readonly place: HTMLSelectElement;
  private readonly said = h("div", { class: "zj-example" });
  private readonly tell: HTMLElement;
  private chosen = false; // the place for the sentence
  private readonly saying: Saying;

  constructor(
    private readonly host: Host<All>,
    private now: Promised,
    states: string[],
    sections: Props["sections"],
  ) {
    const { span, what } = now;
    this.saying = new Saying(host, answerTo(span, what), {
      now: () => answered(this.now),
      ask: (value) => host.ask("answer", { span, what, ...answerIn(value) }),
      told: () => {
        this.paint(this.now); // why it was refused is said above the view
      },
    });
    const answer = () => {
      this.field.hidden = this.state === "";
      void this.saying.say(this.value);
    };
    this.choice = h("select", { id: uid(), class: "zj-input", "aria-label": "做得怎样", on: { change: answer } },
      h("option", { value: "" }, "还没说"),
      ...states.map((state) => h("option", { value: state }, state)));
    this.field = h("input", {
      id: uid(), class: "zj-input", type: "text", autocomplete: "off", "aria-label": "说明",
      placeholder: "说明（可不填）", on: { change: answer, input: () => { this.saying.keep(this.value); } },
    });
    this.place = h("select", {
      id: uid(), class: "zj-input", "aria-label": "写进哪一节",
      on: { change: () => { this.chosen = true; } },
    }, ...sections.map(({ id, title }) => h("option", { value: id }, title)));
    const put: HTMLButtonElement = button("写进这一节", () => {
      void this.put(put);
    }, { kind: "quiet" });
    this.tell = h("div", { class: "zj-tell" }, this.said, this.place, put);
    const said = h("td", {}, h("div", { class: "zj-answer" }, this.choice, this.field), this.tell);
    this.el = h("tr", {}, this.promise, this.found, said);
  }

  paint(now: Promised): void {
    this.now = now;
    const rest = now.text.startsWith(now.what) ? now.text.slice(now.what.length).replace(/^[。；：，\s]+/, "") : now.text;
    fill(this.promise,
      h("strong", {}, now.what),
      rest !== "" && h("div", { class: "zj-hint" }, rest),
      h("div", { class: "zj-length" }, `${now.when}打算的`));
    fill(this.found, ...this.evidence(now));
    if (!this.saying.holds) { // else what is shown is what was said
      if (document.activeElement !== this.choice) this.choice.value = now.state;
      if (document.activeElement !== this.field) this.field.value = now.note;
      this.field.hidden = now.state === "";
    }
    if (!this.chosen) this.place.value = now.section;
    this.tell.hidden = now.sentence.length === 0 || now.told !== null;
    fill(this.said, ...pieces(now.sentence));
  }

  private evidence({ numbers, rows, told }: Promised): HTMLElement[] {
    const found = [
      ...(told ? [h("div", {}, "总结里写到：", link(told.step, jump, told.label))] : []),
      ...rows.map(({ step, row, name, label }) =>
        h("div", {}, `${label}台账：`, button(name, () => {
          showRows(step, [row], `“${name}”在第 ${row} 行`);
        }, { kind: "quiet", title: "看这一行" }))),
      ...numbers.map(({ key, shown }) =>
        h("div", {}, `${key.replaceAll(".", "")} `, h("span", { class: "zj-bound", title: `来自台账：${key}` }, shown))),
    ];
    return found.length > 0 ? found : [h("div", { class: "zj-hint" }, "没有找到")];
  }

  private get state(): string {
    return this.choice.value;
  }

  private get note(): string {
    return this.state ? this.field.value : "";
  }

  private get value(): string {
    const { state, note } = this;
    return answered({ state, note });
  }

  private async put(pressed: HTMLButtonElement): Promise<void> {
    const { span, what } = this.now;
    const asked = { span, what, section: this.place.value };
    const answer = await this.host.press<{ said: string }>(pressed, "tell", asked);
    if (answer) this.host.say(answer.result.said);
  }
}

/** What is said of a promise, as the browser keeps it: its state, and the note below it. */
export function answered({ state, note }: Answer): string {
  return `${state}\n${note}`;
}

/** The same, read again. */
export function answerIn(value: string): Answer {
  const [state = "", note = ""] = value.split("\n");
  return { state, note };
}
