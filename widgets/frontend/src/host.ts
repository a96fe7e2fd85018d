// What a view may do with its side of the wire.
//
// Python is the one source: it sends `props`, a view draws them. A view never changes state by
// itself; it asks (`host.ask("edit", {...})`) and Python does what it is asked exactly once and in
// this order, also when the connection was lost meanwhile and it is asked again (`link`).

import { h } from "./dom";
import { asked, isHere, onBack, watch, type Kernel } from "./link";
import { inVoila } from "./page";

/** The part of an anywidget model that is used here. */
export interface Model {
  get(name: string): unknown;
  on(event: string, handler: (...values: never[]) => void): void;
  off(event: string, handler: (...values: never[]) => void): void;
  send(content: unknown, callbacks?: unknown, buffers?: ArrayBuffer[]): void;
  /** Finds the other models of the kernel, and the kernel. */
  widget_manager?: {
    get_model(id: string): Promise<Model>;
    create_view(model: Model): Promise<{ el: HTMLElement; remove(): void }>;
    kernel?: Kernel | null;
  };
}

export interface Answer<Result = object> {
  /** What the action returned. */
  result: Result;
  /** Files and other bytes that came with it. */
  buffers: DataView[];
}

interface Wire {
  /** Which host of the model is meant, and which of its questions is answered. */
  page?: string;
  re?: number;
  /** Which edition of the model's props it goes with. */
  edition?: number;
  result?: object;
  say?: string;
  /** It was taken nevertheless, and is not on disk yet. */
  unsaved?: boolean;
  /** What could not be saved when it was asked is saved now. */
  saved?: boolean;
  /** A question did not arrive, and those after it wait for it. */
  missed?: boolean;
}

/** The page's kernel did not do what was asked, and says why in plain words. */
export class Refused extends Error {
  constructor(
    why: string,
    /** It has taken what was asked nevertheless, and could not save it yet. */
    readonly unsaved = false,
  ) {
    super(why);
  }
}

interface Question {
  action: string;
  detail: object;
  buffers: ArrayBuffer[];
  resolve: (answer: Answer) => void;
  reject: (error: Refused) => void;
}

const PATIENCE = 8000; // ms after which a silent kernel is mentioned; the question stays open
const SLOW = "还在处理，请稍候……";

// What several views follow, and how to stop keeping it fresh.
const followed = new Map<Model, { views: number; stop: () => void }>();

export class Host<Props> {
  /** Resolves once what was left from the last time is put back (`recover`). */
  recovered: Promise<void> = Promise.resolve();
  /** Its name among the views of the same model, which hear each other's answers. */
  private readonly name = Math.random().toString(36).slice(2);
  private last = 0;
  private readonly waiting = new Map<number, Question>(); // in the order they were asked
  private readonly notice = h("p", { class: "zj-notice", role: "status", hidden: true });
  private readonly cleanups: (() => void)[] = [];
  private readonly saved: (() => void)[] = [];

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
    const kernel = model.widget_manager?.kernel;
    if (kernel) watch(kernel);
    this.onClose(
      onBack(() => {
        // First what Python shows by now: an answer heard before would bring an older text back.
        askAll(model);
        this.sendAll();
      }),
    );
  }

  /** The step of the page that the view is on. */
  get step(): string {
    return this.model.get("step") as string;
  }

  get props(): Props {
    return this.model.get("props") as Props;
  }

  /** Id of the draft that is shown; empty for a sample. */
  get draft(): string {
    return (this.model.get("draft") as string | undefined) ?? "";
  }

  /** Why the draft is only read, in one sentence; empty while it may be changed. */
  get locked(): string {
    const why = (this.model.get("locked") as string | undefined) ?? "";
    return why && `${why.split("。")[0]}。`;
  }

  /** Call now, and again whenever the draft comes to be only read, or to be changed again. */
  whenLocked(told: (locked: boolean) => void): void {
    this.when("change:locked", () => {
      told(this.locked !== "");
    });
  }

  /** Call whenever all that could not be saved at first is on disk. */
  whenSaved(told: () => void): void {
    this.saved.push(told);
  }

  /** Call now, and again whenever another draft is shown: a sample that is changed becomes one. */
  whenDraft(told: () => void): void {
    this.when("change:draft", told);
  }

  /** Resolves once the draft that the page's address names is the one that is shown. */
  async opened(): Promise<void> {
    const named = inVoila() ? new URLSearchParams(location.search).get("draft") : null;
    const wanted = named ?? this.draft;
    if (this.draft === wanted) return;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (this.draft !== wanted) return;
        this.model.off("change:draft", look);
        resolve();
      };
      this.model.on("change:draft", look);
      this.onClose(() => {
        this.model.off("change:draft", look);
      });
    });
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
    keepFresh(shared);
    this.onClose(() => {
      shared.off(`change:${trait}`, tell);
      letGo(shared);
    });
    tell();
  }

  /** Show the view of another model, by its id, in this element. */
  async display(id: string, el: HTMLElement): Promise<void> {
    const manager = this.model.widget_manager;
    if (!manager) throw new Error(`no manager to show ${id}`);
    const view = await manager.create_view(await manager.get_model(id));
    el.append(view.el);
    this.onClose(() => {
      view.remove();
    });
  }

  /** Ask Python to do something. A refusal is shown above the view and rejects with `Refused`. */
  ask<Result = object>(
    action: string,
    detail: object = {},
    buffers: ArrayBuffer[] = [],
  ): Promise<Answer<Result>> {
    this.last += 1;
    const number = this.last;
    const answered = asked();
    const slow = window.setTimeout(() => {
      if (isHere()) this.say(SLOW, "plain");
    }, PATIENCE);
    return new Promise<Answer<Result>>((resolve, reject) => {
      const question = { action, detail, buffers, reject };
      this.waiting.set(number, { ...question, resolve: resolve as (answer: Answer) => void });
      if (isHere()) this.send(number);
    }).finally(() => {
      answered();
      window.clearTimeout(slow);
      if (this.notice.textContent === SLOW) this.say("");
    });
  }

  /** Ask on behalf of a button: it is busy until the answer is there, and refusals end here. */
  async press<Result = object>(
    pressed: HTMLElement,
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

  /** What is said stands below this part of the view, which then stays where it is. */
  sayBelow(part: HTMLElement): void {
    part.after(this.notice);
  }

  /** Show one line above the view (or `sayBelow`); an empty one clears it. */
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

  private when(event: string, tell: () => void): void {
    this.model.on(event, tell);
    this.onClose(() => {
      this.model.off(event, tell);
    });
    tell();
  }

  private sendAll(): void {
    for (const number of this.waiting.keys()) this.send(number);
  }

  // What cannot be sent now stays waiting, and is sent when the program is back.
  private send(number: number): void {
    const question = this.waiting.get(number);
    if (!question) return;
    const { action, detail, buffers } = question;
    const [waits] = this.waiting.keys();
    try {
      this.model.send({ page: this.name, number, waits, action, detail }, undefined, buffers);
    } catch (error) {
      console.warn("not sent", error);
    }
  }

  private hear(message: Wire, buffers: DataView[]): void {
    if (message.saved) {
      this.say("");
      for (const tell of this.saved) tell();
    }
    if (message.page !== this.name) return;
    if (message.missed) {
      this.sendAll();
      return;
    }
    const question = this.waiting.get(message.re ?? 0);
    if (!question) return;
    this.waiting.delete(message.re ?? 0);
    this.onceThere(message.edition ?? 0, () => {
      if (message.say) {
        this.say(message.say, "block");
        question.reject(new Refused(message.say, message.unsaved));
      } else {
        question.resolve({ result: message.result ?? {}, buffers });
      }
    });
  }

  // A broken connection may lose what was changed and not the answer, which would then be taken to
  // belong to older props.
  private onceThere(wanted: number, go: () => void): void {
    const there = () => (this.model.get("edition") as number | undefined ?? 0) >= wanted;
    if (there()) {
      go();
      return;
    }
    const look = () => {
      if (!there()) return;
      this.model.off("change:edition", look);
      go();
    };
    this.model.on("change:edition", look);
    this.onClose(() => {
      this.model.off("change:edition", look);
    });
    askAll(this.model);
  }
}

/** Ask for everything a model holds: changes may have been lost. */
export function askAll(model: Model): void {
  try {
    model.send({ action: "resend" });
  } catch (error) {
    console.warn("not sent", error);
  }
}

// Asked once for all views that follow a model: changes may have been lost while we were away.
function keepFresh(model: Model): void {
  const known = followed.get(model);
  const stop = known?.stop ?? onBack(() => {
    askAll(model);
  });
  followed.set(model, { views: (known?.views ?? 0) + 1, stop });
}

function letGo(model: Model): void {
  const known = followed.get(model);
  if (!known) return;
  known.views -= 1;
  if (known.views > 0) return;
  known.stop();
  followed.delete(model);
}
