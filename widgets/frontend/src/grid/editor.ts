// The one field that is typed into. It always has the focus while the grid has it, lies unseen
// over the active cell and holds its text, all selected: a key or the first letter of an input
// method's composition replaces the text as in any field, and only then the field shows itself.
// Nothing is handed over between elements, so no composition is ever torn.

import { h } from "../dom";

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
    rows: "1",
    autocomplete: "off",
    spellcheck: "false",
    autocapitalize: "off",
  });
  /** Lies over the part of the grid that scrolls, and cuts the field off where that ends. */
  readonly el = h("div", { class: "zj-cell-layer" }, this.field);
  mode: Mode = "idle";
  composing = false;
  private wide = 0;

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
      // 229: the key belongs to the input method.
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
    this.field.style.width = `${this.wide}px`;
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

  /** Lie over this box; null while the cell is out of sight. */
  place(box: DOMRect | null, layer: DOMRect): void {
    const { style } = this.el;
    style.left = `${layer.x}px`;
    style.top = `${layer.y}px`;
    style.width = `${layer.width}px`;
    style.height = `${layer.height}px`;
    this.wide = box?.width ?? 0;
    this.field.style.transform = box ? `translate(${box.x - layer.x}px, ${box.y - layer.y}px)` : "translate(0, 0)";
    if (this.mode === "idle") this.field.style.width = `${this.wide}px`;
  }

  // As wide as the text up to the edge of the grid, then higher.
  private grow(): void {
    const { field } = this;
    field.style.width = `${this.wide}px`;
    field.style.height = "";
    const left = field.getBoundingClientRect().left - this.el.getBoundingClientRect().left;
    const room = Math.max(this.wide, Math.min(420, this.el.clientWidth - left));
    field.style.whiteSpace = "pre";
    const wanted = Math.min(room, Math.max(this.wide, field.scrollWidth + 4));
    field.style.whiteSpace = "";
    field.style.width = `${wanted}px`;
    field.style.height = `${field.scrollHeight + 2}px`;
  }
}
