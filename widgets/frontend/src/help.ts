// The column on the right of a section: what to write, sentences and numbers to use, an example.

import { button, fill, h } from "./dom";
import { fold } from "./fold";
import type { Editor } from "./editor/editor";
import { full, own, spoken, tokens, type Figures } from "./editor/figures";
import { pieces, type Piece } from "./pieces";

interface Offer {
  text: string;
  shown: Piece[];
}

export interface Advice {
  prompts: string[];
  checks: string[];
  example: Piece[];
  /** Of those that stand together one is enough. */
  suggestions: Offer[][];
  /** Keys of the figures this section is most likely to want. */
  figures: string[];
  /** What earlier summaries say in this section: 去年, 半年时. */
  earlier: { when: string; text: string }[];
}

export class Help {
  readonly el: HTMLElement;
  private readonly prompts = h("ul");
  private readonly checks = h("ul");
  private readonly sentences = h("ul", { class: "zj-offers" });
  private readonly numbers = h("ul", { class: "zj-offers" });
  private readonly example = h("div", { class: "zj-example" });
  private readonly before = h("div", { class: "zj-before" });
  private readonly folds: Record<keyof Advice, HTMLDetailsElement>;

  constructor(private readonly editor: Editor) {
    this.folds = {
      prompts: fold("prompts", "这一节写什么", this.prompts, true),
      suggestions: fold("suggestions", "可用的句子", this.sentences, true),
      figures: fold("figures", "可用的数字", this.numbers, true),
      checks: fold("checks", "写完看一看", this.checks, false),
      earlier: fold("earlier", "以前写的", this.before, true),
      example: fold("example", "例文", this.example, false),
    };
    this.el = h("aside", { class: "zj-help", "aria-label": "本节帮助" }, ...Object.values(this.folds));
  }

  paint(advice: Advice, figures: Figures): void {
    fill(this.prompts, ...advice.prompts.map((text) => h("li", {}, text)));
    fill(this.checks, ...advice.checks.map((text) => h("li", {}, text)));
    fill(this.sentences, ...advice.suggestions.map((group) => this.either(group)));
    fill(this.numbers, ...advice.figures.map((key) => this.number(key, figures)));
    fill(this.before, ...advice.earlier.flatMap((one) => this.written(one)));
    fill(this.example, ...pieces(advice.example));
    for (const [name, found] of Object.entries(this.folds)) {
      found.hidden = advice[name as keyof Advice].length === 0;
    }
  }

  private either(group: Offer[]): HTMLElement {
    const taken = group.some(({ text }) => isUsed(text, this.editor.text));
    const sentences = group.map((offer) => this.sentence(offer, taken));
    const [only] = sentences;
    if (sentences.length === 1 && only) return only;
    const say = `这 ${group.length} 句说的是一件事，选一句就够`;
    return h("li", { class: "zj-either" }, h("p", { class: "zj-hint" }, say), h("ul", { "aria-label": say }, ...sentences));
  }

  // `taken` where it, or another that tells the same, stands in the text.
  private sentence({ text, shown }: Offer, taken: boolean): HTMLElement {
    const put = button("放入正文", () => {
      this.editor.land(text);
    }, { kind: "quiet", title: "放在光标所在的这一段后面" });
    const used = isUsed(text, this.editor.text);
    const why = used ? "这些数字正文里已经有了" : "已经选了别的一句";
    return h("li", { class: taken ? "zj-offer is-used" : "zj-offer" },
      h("div", {}, ...pieces(shown)),
      put,
      taken && h("span", { class: used ? "zj-used" : "zj-hint" }, why));
  }

  // The numbers in it are those of then: the year's own are looked over once it stands in the text.
  private written({ when, text }: Advice["earlier"][number]): HTMLElement[] {
    // A paragraph each; the rows of a table stay together.
    const paragraphs = text.match(/(?:^[ \t]*\|.*\n?)+|^.*\S.*$/gm) ?? [];
    return [
      h("h4", {}, `${when}写的`),
      ...paragraphs.map((line) => h("div", { class: "zj-then" },
        ...pieces([[line]]),
        button("放入正文", () => {
          this.editor.land(line.trimEnd());
        }, { kind: "quiet", title: "放在光标所在的这一段后面" }))),
    ];
  }

  private number(key: string, figures: Figures): HTMLElement | null {
    const figure = own(figures, key);
    if (!figure) return null;
    const put = () => {
      this.editor.insertFigure(key, figure);
    };
    return h("li", { class: "zj-figure" },
      h("button", { type: "button", class: "zj-pick", title: "插入到光标处", on: { click: put } },
        h("span", { class: "zj-pick-label" }, spoken(key)),
        h("span", { class: "zj-pick-value" }, full(figure))));
  }
}

/** Whether every number of a sentence stands in the text, or the sentence itself. */
export function isUsed(sentence: string, text: string): boolean {
  const there = new Set(tokens(text).map(({ key }) => key));
  const wanted = tokens(sentence);
  return wanted.length > 0 ? wanted.every(({ key }) => there.has(key)) : text.includes(sentence);
}
