// Changes go to Python one message at a time, in order; what is done meanwhile goes with the next.

import { Refused, type Host } from "../host";
import type { Sent, Sheet } from "./sheet";
import type { AllRows, Changed, GridProps } from "./wire";

export class Sync {
  private readonly queue: Sent[] = [];
  private version = -1;
  private busy = false;
  private loading = false;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly host: Host<GridProps>,
    private readonly sheet: () => Sheet,
    /** Called when rows are there; `all` when every row may be another. */
    private readonly arrived: (all: boolean) => void,
  ) {}

  push(change: Sent): void {
    this.queue.push(change);
    void this.flush();
  }

  /** The ledger may have changed elsewhere: an import, another page. */
  check(): void {
    if (!this.busy && this.host.props.version !== this.version) void this.load();
  }

  /** Run this as soon as the rows here are those that Python has. */
  whenLoaded(run: () => void): void {
    const stale = !this.busy && this.host.props.version !== this.version;
    if (stale || this.loading) this.waiting.push(run);
    else run();
  }

  private async load(): Promise<void> {
    this.busy = this.loading = true;
    try {
      const { result } = await this.host.ask<AllRows>("rows");
      this.queue.length = 0; // made on rows that are no more
      this.version = result.version;
      this.sheet().load(result, "换入新的内容");
      this.arrived(true);
      for (const run of this.waiting.splice(0)) run();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.version = this.host.props.version; // said above the grid; the next change asks again
    } finally {
      this.busy = this.loading = false;
    }
    void this.flush();
  }

  private async flush(): Promise<void> {
    if (this.busy || this.queue.length === 0) return;
    this.busy = true;
    const sent = this.queue.splice(0);
    const steps = sent.flatMap((change) => change.steps);
    let fits = true;
    try {
      const { result } = await this.host.ask<Changed>("change", { base: this.version, steps });
      this.version = result.version;
      this.sheet().settle(result, sent);
      this.arrived(false);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      fits = false;
    } finally {
      this.busy = false;
    }
    if (!fits) await this.load();
    else if (this.queue.length > 0) await this.flush();
    else this.check();
  }
}
