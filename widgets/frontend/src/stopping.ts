// Long work in the kernel that says how far it is, and that can be stopped.

import { button, h } from "./dom";
import { Refused, type Answer, type Host } from "./host";

const LOOK = 400; // ms between two looks at how far the work is

class Stopped extends Error {}

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
      if (this.signal.aborted || error instanceof Stopped) this.host.say(stopped);
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
        reject(new Stopped());
      });
    });
    return Promise.race([this.followed(asked), stopped]);
  }

  /**
   * What was asked for something that changes a draft: also when it is stopped it is waited for,
   * since it may have been done by then. Null when it was refused.
   */
  async toTheEnd<Result extends { stopped?: boolean }>(
    asked: Promise<Answer<Result> | null>,
  ): Promise<Result | null> {
    const answer = await this.followed(asked);
    if (answer?.result.stopped) throw new Stopped();
    return answer?.result ?? null;
  }

  // Looks how far it is until it is answered, and passes on that it is to stop.
  private async followed<Result>(asked: Promise<Result>): Promise<Result> {
    const { signal } = this;
    signal.addEventListener("abort", () => {
      this.host.ask("stop").catch(() => undefined);
    });
    let open = true; // an answer about progress may come after the one that was waited for
    const look = window.setInterval(() => {
      this.host.ask<{ said: string }>("progress").then(
        ({ result }) => {
          if (open && result.said && !signal.aborted) this.said.textContent = `${result.said}……`;
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
}
