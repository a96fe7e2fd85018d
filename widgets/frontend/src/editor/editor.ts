// The editor of one section, on CodeMirror 6: text as free as in any editor, numbers that stay
// bound to the ledger. Loaded as a chunk of its own when a page first shows a section.
//
// What is typed goes to Python a moment after the hands pause, never in the middle of an input
// method's composition, a little later while a figure is being chosen, and at the latest before the
// text is left.

import { history, historyKeymap, insertNewline, standardKeymap } from "@codemirror/commands";
import { nextDiagnostic } from "@codemirror/lint";
import { Compartment, EditorState, Prec, Text, Transaction, type StateEffect } from "@codemirror/state";
import { EditorView, keymap, placeholder, type ViewUpdate } from "@codemirror/view";
import { OWN_KEYS } from "../lab";
import { apart, isApart, ROW, wordsEnd } from "./apart";
import { firstBlank, nextBlank } from "./blanks";
import { cards } from "./card";
import { checking, current, keep, mend } from "./check";
import { chips } from "./chips";
import { clipboard } from "./clipboard";
import { completion, isChoosing, pickFigure } from "./complete";
import { written, type Figure, type Figures } from "./figures";
import { enter } from "./lists";
import { look } from "./look";
import { hintsOf, setHints, setKept, type Hint } from "./hints";
import { tableView } from "./tableview";
import { hooks, ledger, setLedger, settle } from "./state";

export { type Figure, type Figures, type Hint };

const PAUSE = 300; // ms without a key before the text is sent
const LIMIT = 2000; // ms of unbroken typing after which it is sent anyway
const CHOOSING = 3000; // ms after which it is sent although a figure is being chosen

/** A text that is only read: nothing but what Python sends changes it. */
const LOCKED = [
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorState.changeFilter.of((change) => change.annotation(Transaction.remote) === true),
];

/** What an editor tells the page around it. */
export interface Listener {
  /** The text is to be kept; it was typed over this one, which Python had or will have. */
  send: (text: string, over: string) => void;
  /** The text has changed, with every key. */
  typed: (text: string) => void;
  /** Show the ledger rows behind a figure. */
  openRows?: (key: string) => void;
  /** Ctrl+S; the text has been sent by then. */
  save?: () => void;
  /** The typed numbers that are, or contradict, figures. */
  hinted?: (hints: readonly Hint[]) => void;
  /** A contradiction is to stay as typed, or no more. */
  kept?: (id: string, kept: boolean) => void;
}

export class Editor {
  readonly el: HTMLElement;
  readonly view: EditorView;
  private readonly lockable = new Compartment();
  private readonly invitation = new Compartment();
  private invited = "";
  private sent: string;
  private lost = false;
  private entered = false; // somebody has put the cursor where it is
  private own = false; // what was sent did not get to the disk
  private timer = 0;
  private since = 0;
  private waiting: StateEffect<unknown>[] = [];
  private found: { text: string; hints: readonly Hint[] } = { text: "", hints: [] };

  constructor(
    label: string,
    text: string,
    private readonly listener: Listener,
  ) {
    const doc = Text.of(text.split(/\r\n?|\n/));
    const selection = { anchor: doc.length }; // one goes on where the text ends
    const extensions = this.extend(label);
    this.view = new EditorView({ state: EditorState.create({ doc, selection, extensions }) });
    this.sent = this.text;
    this.el = this.view.dom;
    this.view.contentDOM.addEventListener("focus", () => {
      this.entered = true;
    }, { once: true });
    this.el.dataset.lmSuppressShortcuts = "true"; // JupyterLab's own keys stay out of the text
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** The figures of the moment; `prefer` names those this section wants first. */
  figures(figures: Figures, prefer: readonly string[] = []): void {
    const effects = setLedger.of({ figures, prefer });
    if (this.view.compositionStarted) this.waiting = [effects];
    else this.view.dispatch({ effects });
  }

  /** Let the text only be read, or written again; what waited goes then. */
  lock(locked: boolean): void {
    this.view.dispatch({ effects: this.lockable.reconfigure(locked ? LOCKED : []) });
    if (!locked) this.flush();
  }

  /** What an empty text says. */
  invite(words: string): void {
    if (words === this.invited || this.view.compositionStarted) return;
    this.invited = words;
    this.view.dispatch({ effects: this.invitation.reconfigure(placeholder(words)) });
  }

  /** What Python found in a text; shown while that text stands here. */
  check(text: string, hints: readonly Hint[]): void {
    this.found = { text, hints };
    this.showFound();
  }

  /** Take a text from Python, unless newer typing is on its way there. */
  receive(text: string): void {
    const mine = this.text;
    if (this.timer || this.view.compositionStarted || text === mine || mine !== this.sent) return;
    const { view } = this;
    const atEnd = !view.hasFocus && view.state.selection.main.head === view.state.doc.length;
    const changes = view.state.changes(difference(mine, text));
    this.sent = text; // before anybody is told that it stands here
    view.dispatch({
      changes,
      ...(atEnd ? { selection: { anchor: changes.newLength } } : {}),
      annotations: [Transaction.addToHistory.of(this.own), Transaction.remote.of(true)],
    });
    this.own = false;
    this.sent = this.text;
  }

  /** What stands here was typed over this: Python has told it, or was sent it. */
  get base(): string {
    return this.sent;
  }

  /** The next text from Python is of the officer's own doing: Ctrl+Z takes it back. */
  expectOwn(): void {
    this.own = true;
  }

  /** Put words where the cursor is, in place of what is selected. Ctrl+Z takes them out again. */
  insert(words: string): void {
    const { state } = this.view;
    this.view.dispatch(state.replaceSelection(words), { userEvent: "input", scrollIntoView: true });
    this.view.focus();
  }

  /** Put other words in place of some of the text. Ctrl+Z brings them back. */
  replace(from: number, to: number, insert: string): void {
    this.view.dispatch({ changes: { from, to, insert }, userEvent: "input" });
    this.view.focus();
  }

  /**
   * Put a sentence at the end of the paragraph the cursor is in; headings and tables stay alone.
   * The first thing it leaves open is selected, to be written over.
   */
  land(sentence: string): void {
    const { doc, selection } = this.view.state;
    const line = doc.lineAt(selection.main.head);
    const filled = line.text.trim() !== "";
    const table = filled && [line.text, sentence].some((text) => ROW.test(text));
    const gap = table ? "\n\n" : isApart(line.text) ? "\n" : "";
    const insert = gap + sentence;
    const open = table || ROW.test(sentence) ? null : firstBlank(insert);
    this.view.dispatch({
      changes: { from: line.to, insert },
      selection: { anchor: line.to + (open?.from ?? insert.length), head: line.to + (open?.to ?? insert.length) },
      userEvent: "input",
      scrollIntoView: true,
    });
    this.view.focus();
  }

  /** Put a sentence or a block after the rest: a line of its own when `line` is set. */
  append(words: string, { line = false } = {}): void {
    const { length } = this.view.state.doc;
    const gap = length === 0 || !line ? "" : "\n\n";
    this.view.dispatch({ selection: { anchor: length } });
    this.insert(gap + words + (line ? "\n" : ""));
  }

  /** Put a figure, bound, where the cursor is; its unit is typed along unless it follows there. */
  insertFigure(key: string, figure: Figure): void {
    this.enter();
    const { token, unit } = written(key, figure);
    this.insert(this.ahead(unit.length) === unit ? token : token + unit);
  }

  /** Choose a figure at the cursor by name, pinyin initials or value: the command 插入数字. */
  pickFigure(): void {
    this.enter();
    pickFigure(this.view);
  }

  // A number belongs to a sentence: in a text nobody has been in, to its last one.
  private enter(): void {
    if (!this.entered) this.view.dispatch({ selection: { anchor: wordsEnd(this.view.state.doc) } });
  }

  /** The characters right after the cursor. */
  ahead(length: number): string {
    const { to } = this.view.state.selection.main;
    return this.view.state.sliceDoc(to, to + length);
  }

  /** 改为台账数: put the ledger's number, bound, in place of the typed one. */
  mend(hint: Hint): void {
    mend(this.view, hint);
    this.view.focus();
  }

  /** 保留: leave this number as typed, for good; 撤回: look at it again. */
  keep(hint: Hint, kept = true): void {
    keep(this.view, hint, kept);
  }

  /** Show the number that a hint speaks of. */
  find(hint: Hint): void {
    const { from, to } = current(this.view, hint) ?? hint;
    this.show(from, to);
  }

  /** Go on writing where the cursor is. */
  focus(): void {
    const { anchor, head } = this.view.state.selection.main;
    this.show(anchor, head);
  }

  /** Show a place of the text, selected. */
  show(from: number, to = from): void {
    this.view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
    this.view.focus();
  }

  flush(): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.since = 0;
    if (this.view.compositionStarted) return;
    this.showFound(); // typed and taken back: nothing is sent, nothing will be answered
    if (this.text === this.sent && !this.lost) return;
    const over = this.sent;
    this.sent = this.text;
    this.lost = false;
    this.listener.send(this.sent, over);
  }

  /**
   * What was sent was not kept: send it again with the next flush. `over` is what it was typed over
   * where Python has not taken it.
   */
  unsent(over?: string): void {
    this.lost = true;
    this.sent = over ?? this.sent;
  }

  close(): void {
    this.flush();
    this.view.destroy();
  }

  private extend(label: string) {
    const { openRows, hinted, save } = this.listener;
    return [
      this.lockable.of([]),
      ledger,
      hooks.of({ openRows: openRows ?? (() => undefined) }),
      chips,
      tableView,
      apart,
      cards,
      completion,
      checking((hints) => hinted?.(hints)),
      clipboard,
      history(),
      Prec.high(
        keymap.of([
          { key: "Tab", run: nextBlank },
          { key: "Enter", run: enter, shift: insertNewline },
          {
            key: "Mod-s",
            preventDefault: true,
            run: () => {
              this.flush();
              save?.();
              return true;
            },
          },
          { key: "F8", run: nextDiagnostic },
        ]),
      ),
      keymap.of([...historyKeymap, ...standardKeymap]),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        "aria-label": label,
        tabindex: "0",
        spellcheck: "false",
        autocorrect: "off",
        autocapitalize: "off",
        [OWN_KEYS]: "", // here from the start: an attribute put on later would be read as typing
      }),
      this.invitation.of([]),
      // The browser undoes what was typed last wherever the keyboard is by now: unseen, in a text of
      // another step.
      Prec.highest(EditorView.domEventHandlers({
        beforeinput: (event, view) => {
          const blind = event.inputType.startsWith("history") && !view.hasFocus;
          if (blind) event.preventDefault();
          return blind;
        },
      })),
      EditorView.domEventHandlers({
        compositionend: () => {
          window.setTimeout(() => {
            this.settle();
          });
        },
        blur: () => {
          this.flush();
        },
      }),
      EditorView.updateListener.of((update) => {
        this.updated(update);
      }),
      look,
    ];
  }

  private updated({ docChanged, transactions, startState, state }: ViewUpdate): void {
    for (const effect of transactions.flatMap(({ effects }) => effects)) {
      if (effect.is(setKept)) this.listener.kept?.(effect.value.id, effect.value.kept);
    }
    const chosen = isChoosing(startState) && !isChoosing(state);
    if (chosen && this.text !== this.sent) this.later();
    if (!docChanged) return;
    this.listener.typed(this.text);
    if (transactions.every((one) => !one.docChanged || one.annotation(Transaction.remote))) return;
    this.later();
  }

  // An input method has let go: draw what waited.
  private settle(): void {
    if (this.view.compositionStarted) return; // the next one will end as well
    const effects = [settle.of(null), ...this.waiting];
    this.waiting = [];
    this.view.dispatch({ effects });
    this.showFound();
    if (this.text !== this.sent) this.later();
  }

  private showFound(): void {
    const { text, hints } = this.found;
    if (this.view.compositionStarted || text !== this.text) return;
    if (JSON.stringify(hints) === JSON.stringify(hintsOf(this.view.state))) return;
    this.view.dispatch({ effects: setHints.of(hints) });
  }

  private later(): void {
    const now = Date.now();
    this.since ||= now;
    window.clearTimeout(this.timer);
    const wait = Math.max(0, Math.min(PAUSE, this.since + LIMIT - now));
    this.timer = window.setTimeout(() => {
      this.due();
    }, wait);
  }

  // A bracket that a figure will stand for is nothing left open, and goes once none was chosen; but
  // no text waits for long.
  private due(): void {
    const wait = isChoosing(this.view.state) ? this.since + CHOOSING - Date.now() : 0;
    if (wait <= 0) {
      this.flush();
      return;
    }
    this.timer = window.setTimeout(() => {
      this.due();
    }, wait);
  }
}

// What lies between the common beginning and the common end of two texts.
function difference(old: string, now: string): { from: number; to: number; insert: string } {
  const most = Math.min(old.length, now.length);
  let from = 0;
  while (from < most && old[from] === now[from]) from += 1;
  let tail = 0;
  while (tail < most - from && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  return { from, to: old.length - tail, insert: now.slice(from, now.length - tail) };
}
