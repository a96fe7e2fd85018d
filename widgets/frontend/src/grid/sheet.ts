// The rows as the officer sees them now: shown at once, put right by Python's answers, and with a
// history in which every action, paste and deletion included, is a list of patches.

import { History, type Entry } from "./history";
import type { Refusal } from "./refusals";
import type { AllRows, Changed, Column, Problem, Standing, Step } from "./wire";

/** What was typed into a cell and could not be read; `message` is "" until Python has said why. */
export interface Refused {
  raw: string;
  message: string;
}

export interface Row {
  readonly key: number;
  cells: string[];
  refused: (Refused | undefined)[];
  problems: readonly (Problem | undefined)[];
  /** The last change that touched each cell: an older answer does not speak for it. */
  touched: number[];
}

const FINE: Row["problems"] = [];

export interface Content {
  text: string;
  refused: Refused | undefined;
}

export type Patch =
  | { kind: "set"; row: Row; column: number; before: Content; after: Content }
  | { kind: "insert"; at: number; rows: Row[] }
  | { kind: "delete"; at: number; rows: Row[] };

/** A change on its way to Python: what it is, and what the rows were when it was made. */
export interface Sent {
  steps: Step[];
  serial: number;
  rows: readonly Row[];
  /** The action, when it is done or done again; null when it is taken back. */
  entry: Entry<Patch> | null;
}

export class Sheet {
  rows: Row[] = [];
  sums: Record<string, string> = {};
  leftOut = "";
  /** Which of Python's versions the rows are, but for what is still on its way there. */
  version = -1;
  readonly history = new History<Patch>();
  private keys = 0;
  private serial = 0;
  private numbers = new Map<Row, number>();
  private loaded = false;

  constructor(
    public columns: readonly Column[],
    private readonly send: (change: Sent) => void,
  ) {}

  /** The row's number from 1, as the ledger counts it. */
  number(row: Row): number {
    return this.numbers.get(row) ?? 0;
  }

  blank(cells: readonly string[] = []): Row {
    this.keys += 1;
    const filled = this.columns.map((_, index) => cells[index] ?? "");
    return { key: this.keys, cells: filled, refused: [], problems: [], touched: [] };
  }

  /** What a cell becomes when this is typed into it. */
  set(row: Row, column: number, raw: string): Patch {
    const before = contentOf(row, column);
    return { kind: "set", row, column, before, after: { text: raw, refused: undefined } };
  }

  /** Do this as one action: at once here, then in Python, and undone as one. */
  act(label: string, patches: Patch[]): void {
    if (patches.length === 0) return;
    const entry = { label, patches };
    this.history.push(entry);
    this.run(patches, entry);
  }

  undo(): Entry<Patch> | undefined {
    const entry = this.history.undo();
    if (entry) this.run(inverse(entry.patches), null);
    return entry;
  }

  redo(): Entry<Patch> | undefined {
    const entry = this.history.redo();
    if (entry) this.run(entry.patches, entry);
    return entry;
  }

  /**
   * Take every row from Python. Those before the first and after the last that differs stay what
   * they are; what was between can be brought back.
   */
  load(all: AllRows, label: string): void {
    const before = this.rows;
    const most = Math.min(before.length, all.rows.length);
    const same = (here: number, there: number): boolean =>
      all.rows[there]?.every((text, column) => before[here]?.cells[column] === text) ?? false;
    let at = 0;
    while (at < most && same(at, at)) at += 1;
    let end = 0;
    while (end < most - at && same(before.length - 1 - end, all.rows.length - 1 - end)) end += 1;
    const gone = before.slice(at, before.length - end);
    const rows = all.rows.slice(at, all.rows.length - end).map((cells) => this.blank(cells));
    const patches: Patch[] = [];
    if (gone.length > 0) patches.push({ kind: "delete", at, rows: gone });
    if (rows.length > 0) patches.push({ kind: "insert", at, rows });
    if (this.loaded && patches.length > 0) this.history.push({ label, patches });
    this.loaded = true;
    this.rows = [...before.slice(0, at), ...rows, ...before.slice(before.length - end)];
    this.count();
    for (const row of this.rows) row.refused = [];
    for (const [number, id, raw, message] of all.refused) {
      const row = this.rows[number - 1];
      if (row) row.refused[this.columns.findIndex((column) => column.id === id)] = { raw, message };
    }
    this.stand(all, this.rows);
  }

  /** What is written over cells that kept their value. */
  get refusals(): Refusal[] {
    return this.rows.flatMap((row, place) =>
      row.refused.flatMap((one, column) =>
        one ? [{ row: place + 1, cells: [...row.cells], column: this.columns[column]?.id ?? "", raw: one.raw }] : [],
      ),
    );
  }

  /** Take Python's answer to these changes; a cell changed again since then stays as it is. */
  settle(answer: Changed, sent: readonly Sent[]): void {
    const { serial, rows } = sent.at(-1) ?? { serial: 0, rows: this.rows };
    const why = new Map(
      answer.refused.map(([row, column, raw, message]) => [`${row} ${column}`, { raw, message }]),
    );
    for (const [number, cells] of Object.entries(answer.rows)) {
      const row = rows[Number(number) - 1];
      if (!row) continue;
      this.columns.forEach(({ id }, column) => {
        if ((row.touched[column] ?? 0) > serial) return;
        const before = contentOf(row, column);
        const after = { text: cells[column] ?? "", refused: why.get(`${number} ${id}`) };
        if (after.text !== before.text) credit(sent, { kind: "set", row, column, before, after });
        row.cells[column] = after.text;
        row.refused[column] = after.refused;
      });
    }
    this.stand(answer, rows);
  }

  private stand({ version, problems, sums, left_out }: Standing, rows: readonly Row[]): void {
    this.version = version;
    this.sums = sums;
    this.leftOut = left_out;
    for (const row of rows) row.problems = FINE;
    for (const [number, byColumn] of Object.entries(problems)) {
      const row = rows[Number(number) - 1];
      if (row) row.problems = this.columns.map(({ id }) => byColumn[id]);
    }
    for (const row of this.rows) this.markLacking(row);
  }

  // Python tells once of a column that is empty in every row, or in many: each of them shows it.
  private markLacking(row: Row): void {
    if (!row.cells.some(Boolean)) return;
    const lacking = this.columns.map(({ required }, index) => required && !row.cells[index] && !row.problems[index]);
    if (!lacking.includes(true)) return;
    row.problems = this.columns.map(({ label }, index) =>
      lacking[index] ? [`没有填，整行没有计入。请补上${label}。`, "error"] : row.problems[index],
    );
  }

  private run(patches: readonly Patch[], entry: Entry<Patch> | null): void {
    this.serial += 1;
    const steps = patches.flatMap((patch) => this.apply(patch));
    this.send({ steps, serial: this.serial, rows: [...this.rows], entry });
  }

  // Do one patch, and say it as steps for Python.
  private apply(patch: Patch): Step[] {
    if (patch.kind === "set") {
      const { row, column, before, after } = patch;
      if (before.text === "") row.problems = row.problems.map((one, at) => (at === column ? undefined : one));
      row.cells[column] = after.text;
      row.refused[column] = after.refused;
      row.touched[column] = this.serial;
      return this.steps(row, column);
    }
    const { at, rows } = patch;
    if (patch.kind === "delete") {
      this.rows = this.rows.filter((_, place) => place < at || place >= at + rows.length);
      this.count();
      return [{ op: "delete", at: at + 1, count: rows.length }];
    }
    this.rows = [...this.rows.slice(0, at), ...rows, ...this.rows.slice(at)];
    this.count();
    const again = rows.flatMap((row) =>
      row.refused.flatMap((one, column) => (one ? this.steps(row, column) : [])),
    );
    return [{ op: "insert", at: at + 1, rows: rows.map((row) => this.texts(row)) }, ...again];
  }

  // The value first, then what was typed over it and refused.
  private steps(row: Row, column: number): Step[] {
    const { text, refused } = contentOf(row, column);
    return [text, ...(refused ? [refused.raw] : [])].map((raw) => ({
      op: "set",
      row: this.number(row),
      column: this.columns[column]?.id ?? "",
      raw,
    }));
  }

  private texts(row: Row): Record<string, string> {
    const filled = this.columns.map(({ id }, index) => [id, row.cells[index] ?? ""] as const);
    return Object.fromEntries(filled.filter(([, text]) => text !== ""));
  }

  private count(): void {
    this.numbers = new Map(this.rows.map((row, index) => [row, index + 1]));
  }
}

export function contentOf(row: Row, column: number): Content {
  return { text: row.cells[column] ?? "", refused: row.refused[column] };
}

/** What a cell holds for the officer: what was typed, or else what the ledger has. */
export function shown(row: Row, column: number): string {
  return row.refused[column]?.raw ?? row.cells[column] ?? "";
}

/** The patches that take these back, in order. */
export function inverse(patches: readonly Patch[]): Patch[] {
  return [...patches].reverse().map((patch) => {
    if (patch.kind === "set") return { ...patch, before: patch.after, after: patch.before };
    return { ...patch, kind: patch.kind === "insert" ? "delete" : "insert" };
  });
}

// What Python changed besides (the end of a range of dates, say) is part of the same action.
function credit(sent: readonly Sent[], patch: Patch & { kind: "set" }): void {
  const { row, column } = patch;
  const entries = sent.flatMap(({ entry }) => (entry ? [entry] : []));
  const touching = entries.filter(({ patches }) =>
    patches.some((one) => (one.kind === "set" ? one.row === row : one.rows.includes(row))),
  );
  const asked = touching.some(({ patches }) =>
    patches.some((one) =>
      one.kind === "set" ? one.row === row && one.column === column : one.rows.includes(row),
    ),
  );
  if (!asked) touching.at(-1)?.patches.push(patch);
}
