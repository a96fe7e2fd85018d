// Two contents of the same part: what stands here, and what somebody else has saved meanwhile.
// Nothing is overwritten before one of them is chosen; what is given up is kept in the history.

import { button, h } from "./dom";
import { Refused, type Host } from "./host";
import { left } from "./outbox";
import { goTo, onScreen } from "./page";
import { tell } from "./strip";

export interface Clash {
  who: string;
  /** When it was saved, as 10:42:07. */
  at: string;
  /** The text that stands here and theirs; null for a ledger. */
  texts: [mine: Piece[], theirs: Piece[]] | null;
  /** What was done to the ledger. */
  did: string;
}

/** "own" is what the other text has not. */
type Piece = [kind: "same" | "own", text: string];

type Choice = "mine" | "theirs" | "both";

export class Two {
  readonly el = h("section", { class: "zj-two", "aria-label": "两份不同的内容", hidden: true });
  private readonly line: string;
  private drawn = "";
  private seen = false;
  private typed = "";

  constructor(
    private readonly host: Host<unknown>,
    private readonly title: string,
    /** Under which name the browser keeps what is typed here, until it is on disk. */
    private readonly part: string,
  ) {
    this.line = `two:${host.step}`;
    host.onClose(onScreen(this.el, (seen) => {
      this.seen = seen;
      this.point();
    }));
    host.onClose(() => {
      tell(this.line, null);
    });
  }

  /** Show both, or nothing when there is nothing to choose; `typed` is the text as typed here. */
  paint(clash: Clash | null, typed = ""): void {
    this.typed = typed;
    const now = clash ? JSON.stringify(clash) : "";
    if (now === this.drawn) return;
    this.drawn = now;
    this.el.hidden = clash === null;
    this.el.replaceChildren(...(clash ? this.content(clash) : []));
    if (clash === null) this.point(); // else once it is known whether it can be seen
  }

  // Wherever it is not in sight a line leads here.
  private point(): void {
    tell(this.line, this.drawn === "" || this.seen ? null : {
      text: `“${this.title}”有两份不同的内容，请选一份。`,
      tone: "look",
      actions: [{
        label: "去选",
        run: () => {
          goTo(this.host.step);
        },
      }],
    });
  }

  private content({ who, at, texts, did }: Clash): HTMLElement[] {
    if (texts === null) {
      const rows = did && `（${did}）`;
      return [
        h("p", {}, `${who}在 ${at} 也改了这张台账${rows}，有一行两边都改了，您的还没有存。请选一份；没选的一份，在“以前的版本”里还找得到。`),
        h("div", { class: "zj-actions" }, this.act("用我的", "mine"), this.act(`用${who}的`, "theirs")),
      ];
    }
    const [mine, theirs] = texts;
    const version = (head: string, text: Piece[], choice: Choice) =>
      h("div", {}, h("h3", {}, head), written(text), this.act("用这一份", choice));
    return [
      h("p", {}, `${who}在 ${at} 也改了这里，和您写的是同一处，您的还没有存。请选一份；没选的一份，在“以前的版本”里还找得到。`),
      h("div", { class: "zj-versions" },
        version("您写的", mine, "mine"), version(`${who}写的`, theirs, "theirs")),
      h("div", { class: "zj-actions" }, this.act("两份都要", "both")),
    ];
  }

  private act(label: string, choice: Choice): HTMLButtonElement {
    const pressed = button(label, () => void this.take(pressed, choice));
    return pressed;
  }

  private async take(pressed: HTMLButtonElement, choice: Choice): Promise<void> {
    pressed.setAttribute("aria-busy", "true");
    const { typed } = this;
    try {
      await this.host.ask("settle", { choice });
      for (const kept of await left(this.host.draft, this.part)) if (kept.value === typed) kept.drop();
      this.host.say("");
    } catch (error) {
      if (!(error instanceof Refused)) throw error; // said above the view
    } finally {
      pressed.removeAttribute("aria-busy");
    }
  }
}

// What is different is marked, and in sight.
function written(text: Piece[]): HTMLElement {
  const pieces = text.map(([kind, words]) => h(kind === "own" ? "mark" : "span", {}, words));
  const made = h("pre", { class: "zj-version", tabindex: 0 }, ...pieces);
  if (text.length === 0) made.textContent = "（空的）";
  requestAnimationFrame(() => {
    const mark = made.querySelector("mark");
    if (mark) made.scrollTop = mark.offsetTop - made.offsetTop - made.clientHeight / 3;
  });
  return made;
}
