// Under the text: what to look at in a section. What may stay is left with 就这样, and can be taken
// back; what one click puts right has a button for it.

import { button, fill, h } from "./dom";
import type { Editor } from "./editor/editor";

export interface Finding {
  message: string;
  severity: string;
  /** Names what may be left as it is; empty where it may not. */
  id: string;
  /** Where in the text that Python looked at; empty where it is about all of it. */
  span: [number, number];
  /** What puts it right, in the text that Python looked at. */
  mend: { from: number; to: number; insert: string } | null;
}

export class Findings {
  private readonly open = h("ul", { class: "zj-findings" });
  private readonly summary = h("summary");
  private readonly kept = h("ul");
  private readonly fold = h("details", { class: "zj-kept" }, this.summary, this.kept);
  readonly el = h("div");

  constructor(
    private readonly editor: Editor,
    private readonly keep: (id: string, kept: boolean) => void,
  ) {}

  /** `text` is the one they were found in. */
  paint(findings: readonly Finding[], kept: readonly Finding[], text: string): void {
    fill(this.open, ...findings.map((finding) => this.finding(finding, text)));
    fill(this.kept, ...kept.map((finding) => this.left(finding)));
    this.summary.textContent = `${kept.length} 处就这样，不再提醒`;
    fill(this.el, this.open, kept.length > 0 && this.fold);
  }

  private finding({ message, severity, id, span, mend }: Finding, text: string): HTMLElement {
    const [from, to] = span;
    return h("li", { class: `is-${severity}` },
      h("span", {}, message),
      from < to && h("span", { class: "zj-look" }, button("去看", () => {
        if (this.editor.text === text) this.editor.show(from, to);
      }, { kind: "quiet", title: "在正文里选中这一处" })),
      mend !== null && button("改好", () => {
        if (this.editor.text === text) this.editor.replace(mend.from, mend.to, mend.insert);
      }, { kind: "quiet", title: "按这里说的改，按 Ctrl+Z 可以改回来" }),
      id !== "" && button("就这样", () => {
        this.keep(id, true);
      }, { kind: "quiet", title: "照我写的留着，不再提醒" }));
  }

  private left({ message, id }: Finding): HTMLElement {
    return h("li", {}, message, button("撤回", () => {
      this.keep(id, false);
    }, { kind: "quiet", title: "恢复提醒" }));
  }
}
