// The one field that is typed into. It always has the focus while the grid has it, lies unseen
// over the active cell and holds its text, all selected: a key or the first letter of an input
// method's composition replaces the text as in any field, and only then the field shows itself.
// Nothing is handed over between elements, so no composition is ever torn.

import { h } from "../dom";

const SPREAD = 240; // px

/** `typing` began with a letter, so arrows leave the cell; `editing` (F2) keeps them in the text. */
export type Mode = "idle" | "typing" | "editing";

export interface Watcher {
  /** The field has begun to be edited, or its text has changed. */
  changed: (text: string) => void;
  key: (event: KeyboardEvent) => void;
  blurred: () => void;
}

export class Editor {
  readonly field = h("textarea", {
    class: "zj-cell-field",
    "aria-label": "单元格", // until there is one, which it then names
    rows: "1",
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "off",
  });
  /** Inside what scrolls, as the cell that it lies over: a reader hears row and column. */
  readonly cell = h("div", { role: "gridcell" }, this.field);
  readonly el = h("div", { class: "zj-cell-layer", role: "row" }, this.cell);
  mode: Mode = "idle";
  composing = false;
  private box = new DOMRect();
  private room = new DOMRect();

  constructor(watcher: Watcher) {
    const { field } = this;
    field.addEventListener("compositionstart", () => {
      this.composing = true;
      if (this.mode === "idle") this.begin("typing");
    });
    field.addEventListener("compositionend", () => {
      this.composing = false;
      this.grow();
      watcher.changed(field.value);
    });
    field.addEventListener("input", () => {
      if (this.mode === "idle") this.begin("typing");
      this.grow();
      watcher.changed(field.value);
    });
    field.addEventListener("keydown", (event) => {
      // 229, and nothing else, marks a key of the input method that comes before or after its
      // composition.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      if (!event.isComposing && event.keyCode !== 229) watcher.key(event);
    });
    field.addEventListener("blur", () => {
      watcher.blurred();
    });
  }

  /** Wait over a cell that holds this text. */
  rest(text: string): void {
    this.mode = "idle";
    this.el.classList.remove("is-open");
    this.field.style.height = "";
    this.field.style.overflowY = "";
    this.field.style.width = `${this.box.width}px`;
    this.field.value = text;
    if (document.activeElement === this.field) this.field.select();
  }

  begin(mode: "typing" | "editing"): void {
    this.mode = mode;
    this.el.classList.add("is-open");
    if (mode === "editing") this.field.setSelectionRange(this.field.value.length, this.field.value.length);
    this.grow();
  }

  /** Put a line break or another text at the caret, as if typed. */
  insert(text: string): void {
    const { selectionStart, selectionEnd } = this.field;
    this.field.setRangeText(text, selectionStart, selectionEnd, "end");
    this.field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  focus(): void {
    this.field.focus({ preventScroll: true });
    if (this.mode === "idle") this.field.select();
  }

  /** Lie over this box of what scrolls, of which this room is seen. */
  place(box: DOMRect, room: DOMRect): void {
    this.box = box;
    this.room = room;
    if (this.mode === "idle") this.field.style.width = `${box.width}px`;
    this.lie();
  }

  // Over its cell; once open, nothing of it is out of sight.
  private lie(): void {
    const { box, room, field } = this;
    const open = this.mode !== "idle";
    const x = open ? Math.max(room.left, Math.min(box.x, room.right - field.offsetWidth)) : box.x;
    const y = open ? Math.max(room.top, Math.min(box.y, room.bottom - field.offsetHeight)) : box.y;
    field.style.transform = `translate(${x}px, ${y}px)`;
  }

  // Wider with the text, within reason, then higher; what is longer still scrolls.
  private grow(): void {
    const { field, room, box: { width: wide } } = this;
    field.style.width = `${wide}px`;
    field.style.height = "";
    field.style.whiteSpace = "pre";
    const wished = Math.max(wide, Math.min(wide + SPREAD, field.scrollWidth + 4));
    field.style.width = `${Math.min(wished, room.width)}px`;
    field.style.whiteSpace = "";
    const height = field.scrollHeight + 2;
    field.style.height = `${Math.min(height, room.height)}px`;
    field.style.overflowY = height > room.height ? "auto" : "";
    this.lie();
  }
}
