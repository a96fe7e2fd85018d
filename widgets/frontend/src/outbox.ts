// What is typed and not yet known to be on disk, kept in the browser (IndexedDB) until it is. It
// outlives a reload, a crash of the tab, and a server that is gone for a day.
//
// An entry belongs to a part of a draft ("text:welfare") and says what it was typed over: only
// where that still stands may it be put back without asking (`recover`).

import { createStore, del, entries, keys, set, update, type UseStore } from "idb-keyval";

export interface Typed<Value, Base = Value> {
  /**
   * What it was typed over, one upon the other, the oldest first: each may be what is on disk, for
   * Python tells a text before it saves it, and may not get to.
   */
  over: Base[];
  value: Value;
  /** When it was last typed at, in ms since 1970. */
  at: number;
}

export interface Kept<Value, Base = Value> extends Typed<Value, Base> {
  /** It is on disk now, or not wanted. */
  drop: () => void;
  /** It could not be put back yet: this page keeps it as its own, until more is typed over it. */
  adopt: () => void;
}

/** The part that is the text of a section. */
export function textOf(section: string): string {
  return `text:${section}`;
}

/** The part that is a field of the profile. */
export function fieldOf(name: string): string {
  return `field:${name}`;
}

/** The part that is what is said of a promise of an earlier summary: its state, and a note below it. */
export function answerTo(span: string, what: string): string {
  return `answer:${span} ${what}`;
}

/** The part that is what was decided about something that was found in a section, by its id. */
export function decisionOn(section: string, id: string): string {
  return `kept:${section} ${id}`;
}

/** The part that is the title of a section, where it is the draft's own. */
export function titleOf(section: string): string {
  return `title:${section}`;
}

/** The part that is the order of the sections, where it is the draft's own. */
export const ORDER = "order:";

/** The part that is the rows of a ledger, by its step. */
export function rowsOf(step: string): string {
  return `rows:${step}`;
}

/** The part that is what stands over cells of a ledger and could not be read, by its step. */
export function refusedOf(step: string): string {
  return `refused:${step}`;
}

/** The unsaved typing of one part in this page; `draft` says of which draft, at this moment. */
export class Outbox<Value, Base = Value> {
  private key = "";
  private last: Value | undefined;
  private over: Base[] = [];

  constructor(
    private readonly draft: () => string,
    private readonly part: string,
  ) {}

  keep(over: Base[], value: Value): void {
    const key = keyOf(this.draft(), this.part) + LIFE_MARK + LIFE;
    if (this.key && this.key !== key) remove(this.key); // the sample became a draft meanwhile
    this.key = key;
    this.last = value;
    this.over = [...new Set([...this.over, ...over])];
    quietly(set(key, { over: this.over, value, at: Date.now() } satisfies Typed<Value, Base>, store()));
  }

  /** This much is on disk: nothing is left to keep unless more was typed over it since. */
  settled(value: Value & Base): void {
    if (this.last === value) this.clear();
    else this.over = [value];
  }

  clear(): void {
    if (this.key) remove(this.key);
    this.key = "";
    this.last = undefined;
    this.over = [];
  }
}

/** What was left of a part, by any page, the oldest first. */
export async function left<Value, Base = Value>(draft: string, part: string): Promise<Kept<Value, Base>[]> {
  const prefix = keyOf(draft, part) + LIFE_MARK;
  const all = await entries<string, Typed<Value, Base>>(store()).catch(() => []); // it keeps nothing
  return all
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, typed]) => ({
      ...typed,
      drop: () => {
        remove(key);
      },
      adopt: () => {
        quietly(adopt(key, prefix + LIFE, typed));
      },
    }))
    .sort((one, other) => one.at - other.at);
}

/** The ids of what was found in a section and has a decision left. */
export async function decided(draft: string, section: string): Promise<string[]> {
  const prefix = keyOf(draft, decisionOn(section, ""));
  const all = await keys<string>(store()).catch(() => []);
  const ids = all
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length, key.lastIndexOf(LIFE_MARK)));
  return [...new Set(ids)];
}

/** Everything that was given to the outbox has reached the browser's disk. */
export async function written(): Promise<void> {
  await Promise.all(writing);
}

const LIFE_MARK = " @";
// Of this page until it is loaded anew: what an earlier one left is never written over.
const LIFE = Math.random().toString(36).slice(2);
const writing = new Set<Promise<unknown>>();
let opened: UseStore | undefined;

function store(): UseStore {
  opened ??= createStore("zongjie", "typed");
  return opened;
}

// A sample has no id: what is typed into it belongs to its page.
function keyOf(draft: string, part: string): string {
  return `${draft || location.pathname} ${part}`;
}

// What this page has kept itself meanwhile is newer, and stays beside it.
async function adopt<Value, Base>(key: string, own: string, typed: Typed<Value, Base>): Promise<void> {
  let free = false as boolean; // set in a callback
  await update<Typed<Value, Base>>(own, (there) => {
    free = there === undefined;
    return there ?? typed;
  }, store());
  if (free) await del(key, store());
}

function remove(key: string): void {
  quietly(del(key, store()));
}

// Where the browser keeps nothing (a full disk), the page itself still has what was typed.
function quietly(doing: Promise<void>): void {
  const done = doing.catch((error: unknown) => {
    console.warn("outbox", error);
  });
  writing.add(done);
  void done.finally(() => writing.delete(done));
}
