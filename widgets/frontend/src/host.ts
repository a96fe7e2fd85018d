// What a view may do with its side of the wire.
//
// Python is the one source: it sends `props`, a view draws them. A view never changes state by
// itself; it asks (`host.ask("edit", {...})`) and Python answers each question exactly once.

import { h } from "./dom";

/** The part of an anywidget model that is used here. */
export interface Model {
  get(name: string): unknown;
  on(event: string, handler: (...values: never[]) => void): void;
  off(event: string, handler: (...values: never[]) => void): void;
  send(content: unknown, callbacks?: unknown, buffers?: ArrayBuffer[]): void;
  /** Finds the other models of the kernel. */
  widget_manager?: { get_model(id: string): Promise<Model> };
}

export interface Answer<Result = object> {
  /** What the action returned. */
  result: Result;
  /** Files and other bytes that came with it. */
  buffers: DataView[];
}

interface Wire {
  re: number;
  result?: object;
  say?: string;
}

/** The page's kernel did not do what was asked, and says why in plain words. */
export class Refused extends Error {}

const PATIENCE = 8000; // ms after which a silent kernel is mentioned; the question stays open
const SLOW = "还在处理，请稍候……";

export class Host<Props> {
  private readonly waiting = new Map<
    number,
    { resolve: (answer: Answer) => void; reject: (error: Refused) => void }
  >();
  private readonly notice = h("p", { class: "zj-notice", role: "status", hidden: true });
  private readonly cleanups: (() => void)[] = [];
  private next = 0;

  constructor(
    private readonly model: Model,
    readonly el: HTMLElement,
  ) {
    el.append(this.notice);
    const hear = (message: Wire, buffers: DataView[]) => {
      this.hear(message, buffers);
    };
    model.on("msg:custom", hear);
    this.cleanups.push(() => {
      model.off("msg:custom", hear);
    });
  }

  /** The step of the page that the view is on. */
  get step(): string {
    return this.model.get("step") as string;
  }

  get props(): Props {
    return this.model.get("props") as Props;
  }

  /** Draw now, and again whenever Python sends other props. */
  draw(paint: (props: Props) => void): void {
    const repaint = () => {
      paint(this.props);
    };
    this.model.on("change:props", repaint);
    this.cleanups.push(() => {
      this.model.off("change:props", repaint);
    });
    repaint();
  }

  /** Follow a value of the model whose id stands in the trait `name`; views share it. */
  async follow<Value>(name: string, trait: string, told: (value: Value) => void): Promise<void> {
    const shared = await this.model.widget_manager?.get_model(this.model.get(name) as string);
    if (!shared) throw new Error(`no model for ${name}`);
    const tell = () => {
      told(shared.get(trait) as Value);
    };
    shared.on(`change:${trait}`, tell);
    this.onClose(() => {
      shared.off(`change:${trait}`, tell);
    });
    tell();
  }

  /** Ask Python to do something. A refusal is shown above the view and rejects with `Refused`. */
  ask<Result = object>(
    action: string,
    detail: object = {},
    buffers: ArrayBuffer[] = [],
  ): Promise<Answer<Result>> {
    const id = (this.next += 1);
    const slow = window.setTimeout(() => {
      this.say(SLOW, "plain");
    }, PATIENCE);
    return new Promise<Answer<Result>>((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (answer: Answer) => void, reject });
      this.model.send({ id, action, detail }, undefined, buffers);
    }).finally(() => {
      window.clearTimeout(slow);
      if (this.notice.textContent === SLOW) this.say("");
    });
  }

  /** Ask on behalf of a button: it is busy until the answer is there, and refusals end here. */
  async press<Result = object>(
    pressed: HTMLButtonElement,
    action: string,
    detail: object = {},
  ): Promise<Answer<Result> | null> {
    if (pressed.getAttribute("aria-busy") === "true") return null;
    pressed.setAttribute("aria-busy", "true");
    try {
      this.say("");
      return await this.ask<Result>(action, detail);
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    } finally {
      pressed.removeAttribute("aria-busy");
    }
  }

  /** Show one line above the view; an empty one clears it. */
  say(text: string, tone: "plain" | "look" | "block" = "plain"): void {
    this.notice.textContent = text;
    this.notice.hidden = text === "";
    this.notice.dataset.tone = tone;
    if (tone !== "plain") this.notice.scrollIntoView({ block: "nearest" });
  }

  /** Run this when the view goes away. */
  onClose(cleanup: () => void): void {
    this.cleanups.push(cleanup);
  }

  close(): void {
    for (const cleanup of this.cleanups.reverse()) cleanup();
  }

  private hear(message: Wire, buffers: DataView[]): void {
    const asked = this.waiting.get(message.re);
    if (!asked) return;
    this.waiting.delete(message.re);
    if (message.say) {
      this.say(message.say, "block");
      asked.reject(new Refused(message.say));
    } else {
      asked.resolve({ result: message.result ?? {}, buffers });
    }
  }
}
