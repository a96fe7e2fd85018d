// Long work in the kernel that says how far it is, and that can be stopped.

import { button, h } from "./dom";
import { Refused, type Host } from "./host";

const LOOK = 400; // ms between two looks at how far the work is

/** One piece of work at a time: how far it is, and the button that stops it. */
export class Work<Props> {
  private readonly said = h("span", { class: "zj-hint", role: "status" });
  private readonly cancel = button("取消", () => {
    this.stop();
  }, { kind: "quiet" });
  readonly el = h("span", { class: "zj-under-way" }, this.said, this.cancel);
  private control = new AbortController();
  private running = false;

  constructor(private readonly host: Host<Props>) {
    this.cancel.hidden = true;
  }

  get busy(): boolean {
    return this.running;
  }

  get signal(): AbortSignal {
    return this.control.signal;
  }

  /** Do it; `stopped` is said when it was stopped. False then, and when the kernel refused. */
  async run(stopped: string, work: () => Promise<void>): Promise<boolean> {
    this.control = new AbortController();
    this.running = true;
    this.cancel.hidden = false;
    try {
      await work();
      return true;
    } catch (error) {
      if (this.signal.aborted) this.host.say(stopped);
      else if (!(error instanceof Refused)) throw error;
      return false;
    } finally {
      this.running = false;
      this.cancel.hidden = true;
      this.say("");
    }
  }

  /** Say how far it is; what can be stopped no more has no button. */
  say(text: string, { stoppable = true } = {}): void {
    this.said.textContent = text;
    if (!stoppable) this.cancel.hidden = true;
  }

  stop(): void {
    this.control.abort();
  }

  /**
   * What was asked, unless it is stopped: then the page goes on at once, and the kernel ends its
   * work at the next step. The view answers `progress` and `stop`.
   */
  unlessStopped<Result>(asked: Promise<Result>): Promise<Result> {
    const { signal } = this;
    const stopped = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => {
        reject(new Error("stopped"));
      });
    });
    return Promise.race([untilStopped(this.host, asked, signal, this.said), stopped]);
  }
}

/** What was asked, also when it is stopped: what came of it may have been done by then. */
export async function untilStopped<Props, Result>(
  host: Host<Props>,
  asked: Promise<Result>,
  signal: AbortSignal,
  progress: HTMLElement,
): Promise<Result> {
  signal.addEventListener("abort", () => {
    host.ask("stop").catch(() => undefined);
  });
  let open = true; // an answer about progress may come after the one that was waited for
  const look = window.setInterval(() => {
    host.ask<{ said: string }>("progress").then(
      ({ result }) => {
        if (open && result.said && !signal.aborted) progress.textContent = `${result.said}……`;
      },
      () => undefined,
    );
  }, LOOK);
  try {
    return await asked;
  } finally {
    open = false;
    window.clearInterval(look);
  }
}
