// One section: its text with the numbers in it, what to look at, and help for this section only.

import { chartPicker } from "./chartpicker";
import { Decisions, type Found } from "./decisions";
import { Differences } from "./differences";
import { button, h } from "./dom";
import type { Editor, Figures } from "./editor/editor";
import { Findings } from "./findings";
import { folder } from "./fold";
import { Help, type Advice } from "./help";
import { Refused, type Host } from "./host";
import { whenLeaving } from "./leaving";
import { isHere, loaded } from "./link";
import { showRows } from "./marks";
import { Outbox, textOf, titleOf } from "./outbox";
import { whenShown } from "./page";
import { past } from "./past";
import { remember, restore } from "./place";
import { Saying } from "./saying";
import { followChanges, followSpans } from "./spans";
import { Two, type Clash } from "./two";
import { onReturn } from "./way";
import { count } from "./words";

const TYPES = /^(?:.|Enter|Backspace|Delete|Process)$/u; // keys that would change the text

interface Behind {
  step: string;
  rows: number[];
  say: string;
}

export interface Titled {
  title: string;
  /** Whether that is the draft's own, and not what the notebook calls it. */
  named: boolean;
}

interface Props extends Advice, Found, Titled {
  text: string;
  /** What stands here while nobody writes it: the signature; else empty. */
  automatic: string;
  state: "done" | "open" | "short" | "look" | "block";
  status: string;
  words: [number, number] | null;
  clash: Clash | null;
}

/** A text, and the one it was typed over. */
interface Written {
  text: string;
  over: string;
}

export function section(host: Host<Props>): void {
  const waiting = h("p", { class: "zj-empty" }, "正在打开……");
  host.el.append(waiting);
  open(host).then(
    () => {
      waiting.remove();
    },
    (error: unknown) => {
      console.error(error);
      waiting.textContent = "这一节没有打开，写过的内容都在。请刷新页面。";
    },
  );
}

// Without the figures an editor would show gaps where there are none: it waits for them.
async function open(host: Host<Props>): Promise<void> {
  const stay = { closed: false };
  host.onClose(() => {
    stay.closed = true;
  });
  const module = await loaded(() => import("./editor/editor"));
  let desk: Desk | undefined;
  await host.follow<Figures>("numbers", "figures", (figures) => {
    if (stay.closed) return;
    desk ??= new Desk(host, module);
    desk.take(figures);
  });
  if (stay.closed) return;
  host.draw(() => {
    desk?.paint();
  });
  await host.recovered;
  desk?.takeUp();
}

class Desk {
  private readonly status = h("span", { class: "zj-badge" });
  private readonly length = h("span", { class: "zj-length" });
  private readonly kept = h("span", { class: "zj-length", role: "status" });
  private readonly findings: Findings;
  private readonly lacking = h("span");
  private readonly suffice = button("", () => {
    const { suffices, enough } = this.decisions.with(this.host.props);
    this.decisions.decide(suffices, !enough);
  }, { kind: "quiet" });
  private readonly advice = h("p", { class: "zj-lacking" }, this.lacking, this.suffice);
  private readonly automatic = h("p", { class: "zj-automatic" });
  private readonly titled = h("span");
  private readonly unname = button("用笔记本的标题", () => {
    this.host.say(this.host.locked);
    if (!this.host.locked) void this.title.say("");
    this.paint();
  }, { kind: "quiet" });
  private readonly named = h("p", { class: "zj-hint zj-named" }, this.titled, this.unname);
  private readonly editor: Editor;
  private readonly differences: Differences;
  private readonly two: Two;
  private readonly help: Help;
  private figures: Figures = {};
  private readonly decisions: Decisions;
  private readonly title: Saying;
  private readonly outbox: Outbox<string>;
  private readonly onWay: string[] = []; // texts that Python has not answered for
  private next: Written | undefined;
  private unsaved = false; // Python could not save it, or is not to take it
  private over: string | undefined; // what a text was typed over that Python is not to take
  private asked = false;

  constructor(
    private readonly host: Host<Props>,
    module: typeof import("./editor/editor"),
  ) {
    const { title, text } = host.props;
    const decide = (id: string, kept: boolean) => {
      this.decisions.decide(id, kept);
    };
    const paint = () => {
      this.paint();
    };
    this.decisions = new Decisions(host, paint);
    this.title = new Saying(host, titleOf(host.step), {
      now: () => ownTitle(host.props),
      ask: () => host.ask("unname"),
      told: paint,
    });
    const editor = new module.Editor(`${title}的正文`, text, {
      send: (text, over) => void this.write({ text, over }),
      typed: (now) => {
        this.keep(now);
        this.measure(now);
        this.kept.textContent = "";
      },
      openRows: (key) => void this.openRows(key),
      save: () => {
        this.asked = true;
        this.confirm();
      },
      hinted: (hints) => {
        this.differences.paint(hints);
      },
      kept: decide,
    });
    this.editor = editor;
    this.findings = new Findings(editor, decide);
    this.outbox = new Outbox(() => host.draft, textOf(host.step));
    this.differences = new Differences(editor);
    this.two = new Two(host, title, textOf(host.step));
    this.help = new Help(editor);
    const pick = button("插入数字", () => {
      editor.pickFigure();
    });
    const fold = folder("help", this.help.el, "帮助");
    host.el.append(
      this.two.el,
      h(
        "div",
        { class: "zj-work" },
        h("div", { class: "zj-head" }, this.status, this.kept, this.length, fold),
        this.named,
        editor.el,
        this.automatic,
        h("div", { class: "zj-toolbar" }, pick, chartPicker(host, editor).el),
        this.differences.el,
        this.findings.el,
        this.advice,
        past(host),
      ),
      this.help.el,
    );
    host.whenLocked((locked) => {
      editor.lock(locked);
    });
    editor.el.addEventListener("keydown", ({ key, ctrlKey, altKey, metaKey }) => {
      if (host.locked && TYPES.test(key) && !(ctrlKey || altKey || metaKey)) host.say(host.locked);
    });
    host.onClose(followSpans(host.step, ([from, to]) => {
      const end = editor.text.length;
      host.onClose(whenShown(host.el, () => {
        editor.show(Math.min(from, end), Math.min(to, end));
      }));
    }));
    host.onClose(followChanges(host.step, () => {
      editor.expectOwn();
    }));
    host.onClose(whenLeaving(() => {
      editor.flush();
    }));
    host.onClose(remember(host.step, editor));
    host.onClose(onReturn(host.step, () => {
      editor.focus();
    }));
    host.onClose(() => {
      editor.close();
    });
  }

  /** Go on where the page was left, if it was left here. */
  takeUp(): void {
    restore(this.host.step, this.editor);
  }

  /** The ledgers have changed, or are there at last. */
  take(figures: Figures): void {
    this.figures = figures;
    this.editor.figures(figures, this.host.props.figures);
    this.help.paint(this.host.props, figures);
  }

  paint(): void {
    const props = this.decisions.with(this.host.props);
    // What is on its way to Python comes back as well, and may be older than what stands here.
    if (this.onWay.length === 0) this.editor.receive(props.text);
    this.measure(this.editor.text);
    this.status.textContent = props.status;
    this.status.dataset.state = props.state;
    this.editor.invite(invitation(props));
    this.automatic.textContent = props.automatic && `空着就自动写成：\n${props.automatic}`;
    this.automatic.hidden = props.automatic === "";
    this.titled.textContent = `这一节的标题是这份总结自己的：“${props.title}”。目录、预览和导出都用它。`;
    this.named.hidden = (this.title.said ?? ownTitle(props)) === "";
    this.findings.paint(props.findings, props.kept, props.text);
    this.advise(props);
    this.editor.check(props.text, props.hints);
    this.two.paint(props.clash, props.text);
    this.help.paint(props, this.figures);
  }

  // Advice only: a short section counts as written once the officer says so.
  private advise({ lacking, enough }: Props): void {
    this.advice.hidden = lacking === "";
    this.lacking.textContent = enough ? "您说这一节就这样，算写好了。" : lacking;
    this.suffice.textContent = enough ? "还要再写" : "这一节就这样";
  }

  // While the program is away one text waits, and then the latest goes; none overtakes another.
  private async write({ text, over }: Written): Promise<void> {
    const behind = this.next !== undefined || (!isHere() && this.onWay.length > 0);
    if (behind) {
      this.next = { text, over: this.over ?? this.next?.over ?? over };
      return;
    }
    this.onWay.push(text);
    try {
      await this.host.ask("write", { text, over });
      this.unsaved = false;
      this.over = undefined;
      this.outbox.settled(text);
    } catch (error) {
      refused(error);
      this.unsaved = true;
      if (this.host.props.clash) this.host.say(""); // both texts are shown, and say why
      this.asked = false;
      if (this.host.locked) this.over ??= over;
      this.editor.unsent(this.over);
    } finally {
      this.onWay.shift();
    }
    if (this.onWay.length > 0) return;
    const { next } = this;
    this.next = undefined;
    if (next !== undefined) {
      await this.write({ text: next.text, over: this.over ?? next.over });
      return;
    }
    this.editor.receive(this.host.props.text);
    this.confirm();
  }

  // What the browser keeps until it is on disk. What Python has told meanwhile it was not typed over.
  private keep(now: string): void {
    const { base } = this.editor;
    if (now !== base || this.unsaved || this.onWay.length > 0) this.outbox.keep([base, ...this.onWay], now);
    else this.outbox.clear();
  }

  // Ctrl+S is answered once everything has arrived.
  private confirm(): void {
    if (!this.asked || this.onWay.length > 0) return;
    this.asked = false;
    this.kept.textContent = "已保存";
  }

  private async openRows(key: string): Promise<void> {
    try {
      const { result } = await this.host.ask<Behind>("rows", { key });
      const { step, rows, say } = result;
      if (!showRows(step, rows, say)) this.host.say(`${say}。`);
    } catch (error) {
      refused(error);
    }
  }

  private measure(text: string): void {
    const { words } = this.host.props;
    const written = `${count(text)} 字`;
    const [least, most] = words ?? [0, 0];
    // As in zongjie/enough.py: somewhat shorter than advised is no matter.
    const fewer = count(text) < least && 4 * count(text) >= 3 * least ? "，略少些也可以" : "";
    this.length.textContent = words ? `${written} · 建议 ${least}–${most} 字${fewer}` : written;
  }
}

/** The title that a section has in this draft only, or empty. */
export function ownTitle({ title, named }: Titled): string {
  return named ? title : "";
}

// What an empty text says: only what is really there beside it.
function invitation({ automatic, suggestions, figures }: Props): string {
  if (automatic !== "") return "不用写。要联合署名的，在这里一行写一个。";
  const offers = [suggestions.length > 0 && "句子", figures.length > 0 && "数字"].filter(Boolean);
  return offers.length > 0 ? `在这里写。右边有可用的${offers.join("和")}，点一下就放进来。` : "在这里写。";
}

// Why is said above the view.
function refused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
