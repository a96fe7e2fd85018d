// A table of the text as a table: drawn while the cursor is elsewhere, as its rows while it is there.
//
// While an input method composes what is drawn only moves along.

import { StateEffect, StateField, type EditorState, type Extension } from "@codemirror/state";
import { Decoration, EditorView, keymap, WidgetType, type DecorationSet } from "@codemirror/view";
import { h } from "../dom";
import { ROW } from "./apart";
import { spelled } from "./figures";
import { figuresOf, setLedger, settle } from "./state";
import { cells, RULE } from "./tables";

interface Block {
  from: number;
  to: number;
  /** A header, a rule, rows. */
  lines: string[];
}

class Drawn extends WidgetType {
  /** `lines` are in words: figures as they read now. */
  constructor(private readonly lines: readonly string[]) {
    super();
  }

  override eq(other: Drawn): boolean {
    return this.lines.join("\n") === other.lines.join("\n");
  }

  override get estimatedHeight(): number {
    return (this.lines.length - 1) * 33;
  }

  override toDOM(view: EditorView): HTMLElement {
    const [head = "", rule = "", ...rows] = this.lines;
    const right = cells(rule).map((cell) => cell.endsWith(":"));
    const row = (line: string, tag: "th" | "td") =>
      h("tr", {}, ...cells(line).map((cell, at) => h(tag, { class: right[at] ? "is-number" : null }, cell)));
    const el = h("div", { class: "cm-zj-table", title: "点一下就可以改" },
      h("table", {}, h("thead", {}, row(head, "th")), h("tbody", {}, ...rows.map((line) => row(line, "td")))));
    el.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const at = [...el.querySelectorAll("tr")].findIndex((one) => one.contains(event.target as Node));
      this.enter(view, view.posAtDOM(el), at);
    });
    return el;
  }

  // The cursor goes to the end of the row that was pressed; the rule is no row.
  private enter(view: EditorView, from: number, row: number): void {
    const { doc } = view.state;
    const line = doc.line(doc.lineAt(from).number + (row > 0 ? row + 1 : 0));
    view.dispatch({ selection: { anchor: line.to }, scrollIntoView: true, userEvent: "select.pointer" });
    view.focus();
  }
}

/** Somebody has put the cursor where it is. */
const entered = StateEffect.define();

interface Shown {
  entered: boolean;
  drawn: DecorationSet;
}

const field = StateField.define<Shown>({
  create: (state) => ({ entered: false, drawn: draw(state, false) }),
  update(now, transaction) {
    const { state, effects, docChanged, changes, selection } = transaction;
    const asked = effects.some((one) => one.is(setLedger) || one.is(settle) || one.is(entered));
    const inside = now.entered || effects.some((one) => one.is(entered));
    if (docChanged && transaction.isUserEvent("input.type.compose")) {
      return { entered: inside, drawn: now.drawn.map(changes) };
    }
    if (!docChanged && !selection && !asked) return now;
    return { entered: inside, drawn: draw(state, inside) };
  },
  provide: (shown) => EditorView.decorations.from(shown, ({ drawn }) => drawn),
});

function draw(state: EditorState, inside: boolean): DecorationSet {
  const { ranges } = state.selection;
  const away = ({ from, to }: Block) => !inside || ranges.every((one) => one.to < from || one.from > to);
  const figures = figuresOf(state);
  return Decoration.set(blocks(state).filter(away).map(({ from, to, lines }) =>
    Decoration.replace({ widget: new Drawn(lines.map((line) => spelled(line, figures))), block: true }).range(from, to)));
}

function blocks({ doc }: EditorState): Block[] {
  const found: Block[] = [];
  let open: Block | null = null;
  for (let number = 1; number <= doc.lines; number += 1) {
    const { from, to, text } = doc.line(number);
    if (!ROW.test(text)) {
      open = null;
    } else if (open) {
      open.to = to;
      open.lines.push(text);
    } else {
      open = { from, to, lines: [text] };
      found.push(open);
    }
  }
  return found.filter(({ lines }) => RULE.test(lines[1] ?? ""));
}

// The arrows go into a table where they would step over it: to its nearer end.
function walk(view: EditorView, down: boolean): boolean {
  const { main } = view.state.selection;
  if (!main.empty) return false;
  const next = view.moveVertically(main, down).head;
  const ends: number[] = [];
  view.state.field(field).drawn.between(Math.min(main.head, next), Math.max(main.head, next), (from, to) => {
    if (down ? from > main.head : to < main.head) ends.push(down ? from : to);
  });
  const into = down ? ends[0] : ends.at(-1);
  if (into === undefined) return false;
  view.dispatch({ selection: { anchor: into }, scrollIntoView: true, userEvent: "select" });
  return true;
}

export const tableView: Extension = [
  field,
  keymap.of([
    { key: "ArrowDown", run: (view) => walk(view, true) },
    { key: "ArrowUp", run: (view) => walk(view, false) },
  ]),
  EditorView.focusChangeEffect.of((_state, focusing) => (focusing ? entered.of(null) : null)),
];
