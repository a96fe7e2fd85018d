// What earlier summaries promised, each beside what the ledgers and the text say was done, and what
// the officer says of it. A row stays while it is typed in: it is painted anew, not made anew.

import { button, fill, h, uid } from "./dom";
import { Refused, type Host } from "./host";
import { link } from "./links";
import { showRows } from "./marks";
import { answerTo, Outbox } from "./outbox";
import { pieces, type Piece } from "./pieces";
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
  private readonly outbox: Outbox<string>;
  private readonly onWay: string[] = []; // what Python has not answered for
  private held = ""; // what it has taken and could not save yet

  constructor(
    private readonly host: Host<All>,
    private now: Promised,
    states: string[],
    sections: Props["sections"],
  ) {
    this.outbox = new Outbox(() => host.draft, answerTo(now.span, now.what));
    host.whenSaved(() => {
      if (this.held !== "") this.outbox.settled(this.held);
      this.held = "";
    });
    const answer = () => {
      void this.answer();
    };
    this.choice = h("select", { id: uid(), class: "zj-input", "aria-label": "做得怎样", on: { change: answer } },
      h("option", { value: "" }, "还没说"),
      ...states.map((state) => h("option", { value: state }, state)));
    this.field = h("input", {
      id: uid(), class: "zj-input", type: "text", autocomplete: "off", "aria-label": "说明",
      placeholder: "说明（可不填）", on: { change: answer, input: () => { this.keep(); } },
    });
    this.place = h("select", {
      id: uid(), class: "zj-input", "aria-label": "写进哪一节",
      on: { change: () => { this.chosen = true; } },
    }, ...sections.map(({ id, title }) => h("option", { value: id }, title)));
    const put: HTMLButtonElement = button("写进这一节", () => {
      void this.put(put);
    }, { kind: "quiet" });
    this.tell = h("div", { class: "zj-tell" }, this.said, this.place, put);
    const answered = h("td", {}, h("div", { class: "zj-answer" }, this.choice, this.field), this.tell);
    this.el = h("tr", {}, this.promise, this.found, answered);
  }

  paint(now: Promised): void {
    this.now = now;
    const rest = now.text.startsWith(now.what) ? now.text.slice(now.what.length).replace(/^[。；：，\s]+/, "") : now.text;
    fill(this.promise,
      h("strong", {}, now.what),
      rest !== "" && h("div", { class: "zj-hint" }, rest),
      h("div", { class: "zj-length" }, `${now.when}打算的`));
    fill(this.found, ...this.evidence(now));
    if (document.activeElement !== this.choice) this.choice.value = now.state;
    if (document.activeElement !== this.field) this.field.value = now.note;
    this.field.hidden = now.state === "";
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

  private async answer(): Promise<void> {
    const { span, what } = this.now;
    const { state, note, value } = this;
    this.field.hidden = state === "";
    this.keep();
    this.onWay.push(value);
    this.held = "";
    try {
      await this.host.ask("answer", { span, what, state, note });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.unsaved || this.host.locked) this.held = value;
      else this.paint(this.now); // why is said above the view
    } finally {
      this.onWay.shift();
    }
    if (this.held === "") this.outbox.settled(value);
  }

  private keep(): void {
    this.outbox.keep([answered(this.now), ...this.onWay], this.value);
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
export function answered({ state, note }: { state: string; note: string }): string {
  return `${state}\n${note}`;
}
