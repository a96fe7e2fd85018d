// Under the text: the numbers that contradict the ledger, the sentences that stand as they did last
// year, and what an officer chose to keep of both.

import { button, fill, h } from "./dom";
import type { Editor, Hint } from "./editor/editor";

export class Differences {
  private readonly open = h("ul", { class: "zj-findings" });
  private readonly summary = h("summary");
  private readonly kept = h("ul");
  private readonly fold = h("details", { class: "zj-kept", hidden: true }, this.summary, this.kept);
  readonly el = h("div", {}, this.open, this.fold);

  constructor(private readonly editor: Editor) {}

  paint(hints: readonly Hint[]): void {
    const all = hints.filter(({ kind }) => kind !== "same");
    const kept = all.filter((hint) => hint.kept);
    fill(this.open, ...all.filter((hint) => !hint.kept).map((hint) => this.difference(hint)));
    fill(this.kept, ...kept.map((hint) => this.left(hint)));
    this.summary.textContent = summary(kept);
    this.fold.hidden = kept.length === 0;
  }

  private difference(hint: Hint): HTMLElement {
    const show = () => {
      this.editor.find(hint);
    };
    const mend = () => {
      this.editor.mend(hint);
    };
    const keep = () => {
      this.editor.keep(hint);
    };
    const copied = hint.kind === "copied";
    return h("li", { class: copied ? "zj-difference is-copied" : "zj-difference" },
      h("button", { type: "button", class: "zj-place", title: "看这一处", on: { click: show } },
        hint.message),
      !copied && button("改为台账数", mend, { kind: "quiet" }),
      button(copied ? "就这样写" : "保留", keep, { kind: "quiet", title: "照我写的留着，不再提醒" }));
  }

  private left(hint: Hint): HTMLElement {
    const show = () => {
      this.editor.find(hint);
    };
    const again = () => {
      this.editor.keep(hint, false);
    };
    return h("li", {},
      hint.message,
      button("查看", show, { kind: "quiet", title: "看这一处" }),
      button("撤回", again, { kind: "quiet", title: "不再保留，恢复提醒" }));
  }
}

function summary(kept: readonly Hint[]): string {
  const copied = kept.filter(({ kind }) => kind === "copied").length;
  const differ = kept.length - copied;
  return [
    differ > 0 && `保留了 ${differ} 处与台账不同的数`,
    copied > 0 && `${copied} 句和去年一样，就这样写`,
  ].filter(Boolean).join("，");
}
