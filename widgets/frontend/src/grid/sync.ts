// Changes go to Python one message at a time, in order; what is done meanwhile goes with the next.

import { Refused, type Host } from "../host";
import { Outbox, refusedOf, rowsOf } from "../outbox";
import { print } from "./print";
import type { Refusal } from "./refusals";
import type { Sent, Sheet } from "./sheet";
import type { AllRows, Changed, GridProps, Step } from "./wire";

export class Sync {
  private readonly queue: Sent[] = [];
  private version = -1;
  private busy = false;
  private loading = false;
  private readonly waiting: (() => void)[] = [];
  private readonly outbox: Outbox<Step[], string>;
  private readonly refusals: Outbox<Refusal[]>;
  private sent: Step[] = [];
  private held: Step[] = []; // what Python has taken and could not save yet
  private mark = ""; // of the rows as Python last had them; "" when that is not known

  constructor(
    private readonly host: Host<GridProps>,
    private readonly sheet: () => Sheet,
    /** Called when rows are there; `all` when every row may be another. */
    private readonly arrived: (all: boolean) => void,
    /** What is being typed into a cell and is not done yet. */
    private readonly typed: () => Step[],
  ) {
    this.outbox = new Outbox(() => host.draft, rowsOf(host.step));
    this.refusals = new Outbox(() => host.draft, refusedOf(host.step));
    host.whenSaved(() => {
      this.held = [];
      if (!this.busy) this.settled();
    });
    host.whenLocked((locked) => {
      if (!locked) void this.flush();
    });
  }

  push(change: Sent): void {
    this.queue.push(change);
    this.keep();
    this.keepRefused(); // one that was taken back stays so when the page is left now
    void this.flush();
  }

  /** Let the browser keep what is not on disk, what is being typed included. */
  keep(): void {
    const done = this.queue.flatMap(({ steps }) => steps);
    const open = [...this.held, ...this.sent, ...done, ...this.typed()];
    if (open.length > 0) this.outbox.keep([this.mark], open);
    else this.outbox.clear();
  }

  /** The ledger may have changed elsewhere: an import, another page. */
  check(): void {
    if (!this.busy && this.host.props.version !== this.version) void this.load();
  }

  /** Whether something was done that is not yet on its way. */
  get ahead(): boolean {
    return this.queue.length > 0;
  }

  /** Run this as soon as the rows here are those that Python has. */
  whenLoaded(run: () => void): void {
    const stale = !this.busy && this.host.props.version !== this.version;
    if (stale || this.loading) this.waiting.push(run);
    else run();
  }

  // What is done while they are on their way is done on the rows before them. It goes first, and
  // Python puts the two together; unless it follows on something that Python has refused.
  private async load({ refused = false } = {}): Promise<void> {
    this.busy = this.loading = true;
    try {
      const { result } = await this.host.ask<AllRows>("rows");
      if (refused || this.queue.length === 0) this.take(result);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.version = this.host.props.version; // said above the grid; the next change asks again
    } finally {
      this.busy = this.loading = false;
    }
    void this.flush();
  }

  private take(all: AllRows): void {
    this.queue.length = 0;
    this.version = all.version;
    this.sheet().load(all, "换入新的内容");
    this.arrived(true);
    this.settled();
    for (const run of this.waiting.splice(0)) run();
  }

  private async flush(): Promise<void> {
    if (this.busy || this.queue.length === 0 || this.host.locked) return;
    this.busy = true;
    const sent = this.queue.splice(0);
    const steps = sent.flatMap((change) => change.steps);
    this.sent = steps;
    let fits = true;
    try {
      const { result } = await this.host.ask<Changed>("change", { base: this.version, steps });
      this.version = result.version;
      this.sheet().settle(result, sent);
      this.arrived(false);
      this.held = result.unsaved ? [...this.held, ...steps] : [];
      // Where two have to be chosen from, both are shown and say why.
      if (result.unsaved && !this.host.props.clash) this.host.say(result.unsaved, "block");
      this.sent = [];
      this.settled();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (this.host.locked) this.queue.unshift(...sent); // it waits until it may be changed again
      else fits = false;
      this.sent = [];
    } finally {
      this.busy = false;
    }
    if (!fits) await this.load({ refused: true });
    else if (this.queue.length > 0) await this.flush();
    else this.check();
  }

  private keepRefused(): void {
    const refused = this.sheet().refusals;
    if (refused.length > 0) this.refusals.keep([], refused);
    else this.refusals.clear();
  }

  // Everything that was done is on disk, or what is not begins with what is on its way next.
  private settled(): void {
    this.mark = "";
    if (this.queue.length > 0 || this.held.length > 0) return;
    this.outbox.clear();
    this.keepRefused();
    window.setTimeout(() => {
      if (this.busy || this.queue.length > 0) return;
      this.mark = print(this.sheet().rows.map(({ cells }) => cells));
      this.keep();
    });
  }
}
