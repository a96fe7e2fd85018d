// The text of one section while it is being written.
//
// What is typed goes to Python a moment after the hands pause, never in the middle of an input
// method's composition, and at the latest before the page is left.

import { h } from "./dom";

const PAUSE = 300; // ms without a key before the text is sent
const LIMIT = 2000; // ms of unbroken typing after which it is sent anyway

export class Editor {
  readonly el: HTMLTextAreaElement;
  private sent: string;
  private timer = 0;
  private since = 0;
  private composing = false;

  constructor(
    label: string,
    text: string,
    private readonly send: (text: string) => void,
    private readonly typed: (text: string) => void,
  ) {
    this.sent = text;
    this.el = h("textarea", {
      class: "zj-text",
      "aria-label": label,
      spellcheck: "false",
      placeholder: "在这里写。右边有可用的句子和数字，点一下就放进来。",
      rows: 8,
      on: {
        compositionstart: () => {
          this.composing = true;
        },
        compositionend: () => {
          this.composing = false;
          this.changed();
        },
        input: () => {
          this.changed();
        },
        blur: () => {
          this.flush();
        },
      },
    });
    this.el.value = text;
  }

  get text(): string {
    return this.el.value;
  }

  /** Take a text from Python, unless newer typing is on its way there. */
  receive(text: string): void {
    if (this.timer || this.composing || text === this.el.value) return;
    if (this.el.value !== this.sent) return;
    const { selectionStart, selectionEnd } = this.el;
    this.el.value = text;
    this.sent = text;
    this.el.setSelectionRange(selectionStart, selectionEnd);
    this.grow();
  }

  /** Put words where the cursor is, in place of what is selected. Ctrl+Z takes them out again. */
  insert(words: string): void {
    this.el.focus();
    // Deprecated, and still the one way that keeps the browser's undo; setting `value` empties it.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (!document.execCommand("insertText", false, words)) {
      this.el.setRangeText(words, this.el.selectionStart, this.el.selectionEnd, "end");
      this.changed();
    }
  }

  /** Put a sentence or a block after the rest: a line of its own when `line` is set. */
  append(words: string, { line = false } = {}): void {
    const end = this.el.value.length;
    this.el.setSelectionRange(end, end);
    const gap = this.el.value === "" ? "" : line ? "\n\n" : "";
    this.insert(gap + words + (line ? "\n" : ""));
    this.el.scrollTop = this.el.scrollHeight;
  }

  /** The characters right after the cursor. */
  ahead(length: number): string {
    return this.el.value.slice(this.el.selectionEnd, this.el.selectionEnd + length);
  }

  flush(): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.since = 0;
    if (this.composing || this.el.value === this.sent) return;
    this.sent = this.el.value;
    this.send(this.sent);
  }

  /** What was sent did not arrive: send it again with the next flush. */
  unsent(): void {
    this.sent = "\0";
  }

  /** As tall as its text, within reason. */
  grow(): void {
    this.el.style.height = "auto";
    const height = Math.min(this.el.scrollHeight + 2, Math.round(window.innerHeight * 0.6));
    if (height > 40) this.el.style.height = `${height}px`;
  }

  private changed(): void {
    this.grow();
    this.typed(this.el.value);
    if (this.composing) return;
    const now = Date.now();
    this.since ||= now;
    window.clearTimeout(this.timer);
    const wait = Math.max(0, Math.min(PAUSE, this.since + LIMIT - now));
    this.timer = window.setTimeout(() => {
      this.flush();
    }, wait);
  }
}
