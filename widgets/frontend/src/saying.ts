// What is said to Python as a whole and may be said again: a field, an answer, a decision. The
// browser keeps it until it is on disk: while Python does not answer, has taken it and could not save
// it, or may not take it now.

import { Refused, type Host } from "./host";
import { Outbox } from "./outbox";

export interface Means {
  /** What stands there, as Python has told it. */
  now: () => string;
  /** Say it to Python, over one of these. */
  ask: (value: string, over: string[]) => Promise<unknown>;
  /** It is on disk (null), or Python has said why it is not. */
  told: (refused: Refused | null) => void;
}

export class Saying {
  private readonly outbox: Outbox<string>;
  private readonly onWay: string[] = []; // what Python has not answered for
  private held: string | undefined; // what is not on disk after an answer

  constructor(
    private readonly host: Host<unknown>,
    part: string,
    private readonly means: Means,
  ) {
    this.outbox = new Outbox(() => host.draft, part);
    host.whenSaved(() => {
      if (this.held === undefined) return;
      this.settle(this.held);
      means.told(null);
    });
    host.whenLocked((locked) => {
      if (!locked && this.held !== undefined) void this.say(this.held); // it waited
    });
  }

  /** What Python has or will have. */
  get known(): string[] {
    return [this.means.now(), ...this.onWay];
  }

  /** What was said last and is not known to be on disk. */
  get said(): string | undefined {
    return this.onWay.at(-1) ?? this.held;
  }

  /** Whether Python has answered, and what was said is not on disk nevertheless. */
  get holds(): boolean {
    return this.held !== undefined;
  }

  /** It stands there, and is not said yet. */
  keep(value: string): void {
    this.outbox.keep(this.known, value);
  }

  async say(value: string): Promise<void> {
    const over = this.known;
    this.keep(value);
    this.onWay.push(value);
    this.held = undefined;
    let refused: Refused | null = null;
    try {
      await this.means.ask(value, over);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused = error;
    } finally {
      this.onWay.shift();
    }
    if (refused && (refused.unsaved || this.host.locked !== "")) this.held = value;
    else this.settle(value);
    this.means.told(refused);
  }

  private settle(value: string): void {
    this.held = undefined;
    this.outbox.settled(value);
  }
}
