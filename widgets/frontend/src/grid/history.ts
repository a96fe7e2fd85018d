// What was done, so that it can be undone: entries of patches, newest last.

const DEPTH = 500;

export interface Entry<Patch> {
  /** What the officer did, in a few words: “粘贴 3 行”. */
  label: string;
  patches: Patch[];
}

export class History<Patch> {
  private done: Entry<Patch>[] = [];
  private undone: Entry<Patch>[] = [];

  push(entry: Entry<Patch>): void {
    this.done.push(entry);
    if (this.done.length > DEPTH) this.done.shift();
    this.undone = [];
  }

  /** Move the newest entry over to what can be redone. */
  undo(): Entry<Patch> | undefined {
    return shift(this.done, this.undone);
  }

  redo(): Entry<Patch> | undefined {
    return shift(this.undone, this.done);
  }

  get canUndo(): boolean {
    return this.done.length > 0;
  }

  get canRedo(): boolean {
    return this.undone.length > 0;
  }
}

function shift<Item>(from: Item[], to: Item[]): Item | undefined {
  const item = from.pop();
  if (item !== undefined) to.push(item);
  return item;
}
