// What the grid and Python say to each other about one ledger.
//
// The grid asks `rows` once, then sends each action as one `change`: its steps in order, as rows
// were numbered when the step before it was done. Python parses, keeps, and answers with what
// rows read now. A change that no longer fits (`base` is not the ledger's version) is refused
// whole, and the grid asks for `rows` again.

export interface Column {
  id: string;
  label: string;
  dtype: "text" | "int" | "decimal" | "date" | "enum" | "bool";
  unit: string;
  required: boolean;
  /** Shown without asking for all columns. */
  common: boolean;
  choices: string[];
  /** The column whose value says which choices suit; "" where all do. */
  by: string;
  /** By choice, with which of its values it goes; those that are not here go with any. */
  goes_with: Record<string, string>;
  /** Other values than the choices may be written. */
  open: boolean;
  hint: string;
}

/** “（元）”, or nothing where the label already says it: 参加人次, 参加人数. */
export function unitOf({ label, unit }: Column): string {
  const said = label.endsWith(unit) || label.endsWith(`${unit}数`);
  return said ? "" : `（${unit}）`;
}

export interface GridProps {
  title: string;
  columns: Column[];
  /** The year of the summary: where a calendar opens. */
  year: number;
  /** Another with every change of the ledger, whoever makes it. */
  version: number;
  /** Two have changed the same rows, and one of both is to be chosen. */
  clash?: object | null;
}

export type Problem = [text: string, severity: "error" | "warning"];

/** What columns come to; the answer to `sums` of some rows. */
export interface Sums {
  version: number;
  /** By column id, as they are shown. */
  sums: Record<string, string>;
  /** Which rows are not in them, in words; "" when all are. */
  left_out: string;
}

/** What holds for the whole ledger after a change. */
export interface Standing extends Sums {
  /** By row number from 1, then column id. */
  problems: Record<string, Record<string, Problem>>;
  /** Cells that show what could not be read and kept their value: what, why, and what to do. */
  refused: [row: number, column: string, raw: string, message: string][];
}

/** Answer to `rows`: every row, its cells in the order of `columns`. */
export interface AllRows extends Standing {
  rows: string[][];
}

export type Step =
  | { op: "set"; row: number; column: string; raw: string }
  /** New rows so that the first of them gets number `at`; columns left out stay empty. */
  | { op: "insert"; at: number; rows: Record<string, string>[] }
  | { op: "delete"; at: number; count: number };

/** Detail of `change`. */
export interface Change {
  base: number;
  steps: Step[];
}

/** Answer to `change`; row numbers are those after it. */
export interface Changed extends Standing {
  /** How the rows read now that were set or inserted, companions included. */
  rows: Record<string, string[]>;
  /** Why it is not on disk yet; "" when it is. */
  unsaved: string;
}
