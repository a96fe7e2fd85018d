// The text as it is shown: tokens as chips, pictures as captions, headings and bold in their look.
//
// Nothing is drawn anew while an input method composes; what is there only moves along.

import { RangeSetBuilder, type EditorState } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  ViewPlugin,
  WidgetType,
  type DecorationSet,
  type ViewUpdate,
} from "@codemirror/view";
import { h } from "../dom";
import { gap, origin, own, pictures, reading, spoken, tokens, type Picture, type Token } from "./figures";
import { isHeading } from "./headings";
import { RULE } from "./tables";
import { figuresOf, hooks, setLedger, settle } from "./state";

class Chip extends WidgetType {
  constructor(
    private readonly key: string,
    private readonly words: string,
    private readonly missing: boolean,
    private readonly label: string,
  ) {
    super();
  }

  override eq(other: Chip): boolean {
    return this.words === other.words && this.key === other.key && this.label === other.label;
  }

  override toDOM(view: EditorView): HTMLElement {
    const chip = h(
      "span",
      {
        class: this.missing ? "cm-zj-chip is-missing" : "cm-zj-chip",
        role: "img",
        "aria-label": `${this.words}（${this.label}）`,
      },
      this.words,
    );
    chip.addEventListener("click", () => {
      if (!this.missing && view.state.selection.main.empty) {
        view.state.facet(hooks).openRows(this.key);
      }
    });
    return chip;
  }

  override ignoreEvent(): boolean {
    return false; // the cursor can be put beside a chip by clicking it
  }
}

class Caption extends WidgetType {
  constructor(private readonly words: string) {
    super();
  }

  override eq(other: Caption): boolean {
    return this.words === other.words;
  }

  override toDOM(): HTMLElement {
    return h("span", { class: "cm-zj-picture" }, this.words);
  }

  override ignoreEvent(): boolean {
    return false;
  }
}

const LINES: [(line: string) => boolean, string][] = [
  [isHeading, "cm-zj-head"],
  [(line) => /^\s*(?:[-*+]|\d+[.)])\s+\S/.test(line), "cm-zj-item"],
  [(line) => /^\s*\|.*\|\s*$/.test(line), "cm-zj-row"],
];
const looks = new Map(LINES.map(([, name]) => [name, Decoration.line({ class: name })]));
const bold = Decoration.mark({ class: "cm-zj-bold" });
const faint = Decoration.mark({ class: "cm-zj-mark" });
// A line does not begin with what closes a clause: after a widget a browser would break it so. Only
// a mark that takes in what is at its start goes around the widget.
const together = Decoration.mark({ class: "cm-zj-together", inclusiveStart: true });
const CLOSING = /^[。，、；：？！）》”’】%％]+/;
const MARKS = /\*\*(?=\S)([^*\n]*[^*\s])\*\*/g;
const HASHES = /^#{1,6}\s+/;

interface Drawn {
  all: DecorationSet;
  atoms: DecorationSet;
}

function draw(state: EditorState): Drawn {
  const text = state.doc.toString();
  const atoms = drawAtoms(text, state);
  const ranges = [];
  atoms.between(0, text.length, (from, to) => {
    const closing = CLOSING.exec(text.slice(to, to + 4))?.[0].length;
    if (closing) ranges.push(together.range(from, to + closing));
  });
  for (let number = 1; number <= state.doc.lines; number += 1) {
    const line = state.doc.line(number);
    const [, name = ""] = LINES.find(([shape]) => shape(line.text)) ?? [];
    const look = looks.get(name);
    if (look) ranges.push(look.range(line.from));
    if (RULE.test(line.text)) ranges.push(faint.range(line.from, line.to));
    const hashes = HASHES.exec(line.text)?.[0].length;
    if (name !== "" && hashes) ranges.push(faint.range(line.from, line.from + hashes));
    for (const match of line.text.matchAll(MARKS)) {
      const from = line.from + match.index;
      const to = from + match[0].length;
      ranges.push(faint.range(from, from + 2), bold.range(from + 2, to - 2), faint.range(to - 2, to));
    }
  }
  return { all: atoms.update({ add: ranges, sort: true }), atoms };
}

function drawAtoms(text: string, state: EditorState): DecorationSet {
  const found: (Token | Picture)[] = [...tokens(text), ...pictures(text)];
  const builder = new RangeSetBuilder<Decoration>();
  for (const atom of found.sort((a, b) => a.from - b.from)) {
    const [widget, to] = "key" in atom ? chip(atom, text, state) : [caption(atom), atom.to];
    builder.add(atom.from, to, Decoration.replace({ widget }));
  }
  return builder.finish();
}

function chip(token: Token, text: string, state: EditorState): [Chip, number] {
  const figures = figuresOf(state);
  const { words, to } = reading(token, text, figures);
  const known = own(figures, token.key) !== undefined;
  const label =
    words === null && known
      ? `“${spoken(token.key)}”不能写成“${token.format}”。请删去，再用“插入数字”放一次。`
      : origin(token.key, figures);
  return [new Chip(token.key, words ?? gap(token.key), words === null, label), to];
}

function caption({ kind, caption: words }: Picture): Caption {
  return new Caption(`${kind === "chart" ? "图" : "表"}：${words}`);
}

class Dress {
  drawn: Drawn;

  constructor(view: EditorView) {
    this.drawn = draw(view.state);
  }

  update(update: ViewUpdate): void {
    const { view, state, changes, docChanged } = update;
    const asked = update.transactions.some(({ effects }) =>
      effects.some((effect) => effect.is(setLedger) || effect.is(settle)),
    );
    if (view.compositionStarted && docChanged) {
      const { all, atoms } = this.drawn;
      this.drawn = { all: all.map(changes), atoms: atoms.map(changes) };
    } else if (docChanged || asked) {
      this.drawn = draw(state);
    }
  }
}

export const chips = ViewPlugin.fromClass(Dress, {
  decorations: ({ drawn }) => drawn.all,
  provide: (plugin) =>
    EditorView.atomicRanges.of((view) => view.plugin(plugin)?.drawn.atoms ?? Decoration.none),
});

/** The token that begins, ends or lies around a place. */
export function tokenAt(state: EditorState, at: number, side: -1 | 0 | 1 = 0): Token | null {
  const line = state.doc.lineAt(at);
  const all = tokens(line.text).map((token) => ({
    ...token,
    from: token.from + line.from,
    to: token.to + line.from,
  }));
  const touching = all.filter(({ from, to }) => from <= at && at <= to);
  const sided = touching.find(({ from, to }) => (side < 0 ? to === at : side > 0 ? from === at : true));
  return sided ?? touching[0] ?? null;
}
