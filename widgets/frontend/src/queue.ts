// Files that were chosen together, one after the other.

/** Which of them one is, from 1, and how many there are. */
export interface Place {
  at: number;
  of: number;
}

/** "第 2 个，共 3 个" and what follows it; empty for a file by itself. */
export function placed({ at, of }: Place, then = ""): string {
  return of > 1 ? `第 ${at} 个，共 ${of} 个${then}` : "";
}

export class Queue {
  private readonly waiting: File[] = [];
  private at = 0;
  private of = 0;

  constructor(private readonly take: (file: File, place: Place) => Promise<void>) {}

  /** Whether there are more after the one that is looked at. */
  get waits(): boolean {
    return this.waiting.length > 0;
  }

  /** Take these after those that wait; where none does, at once. */
  add(files: readonly File[]): void {
    const { waits } = this;
    if (!waits) [this.at, this.of] = [0, 0];
    this.waiting.push(...files);
    this.of += files.length;
    if (!waits) this.next();
  }

  /** The one before is done with; false where it was the last. */
  next(): boolean {
    const file = this.waiting.shift();
    if (!file) return false;
    this.at += 1;
    void this.take(file, { at: this.at, of: this.of });
    return true;
  }
}
