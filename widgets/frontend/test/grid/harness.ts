// A page with one grid and a stand-in for Python, which reads cells as simply as the tests need:
// `3.8` is a date, `abc` no number. What it has been sent is on `window.zj`.

import "../../src/style/base.css";
import "../../src/grid/grid.css";
import { showGrid, type GridProps } from "../../src/grid/index";
import type { AllRows, Change, Changed, Column, Standing, Sums } from "../../src/grid/wire";
import { Host, type Model } from "../../src/host";
import { showRows } from "../../src/marks";

const KINDS = ["困难帮扶", "节日慰问", "生病住院慰问", "金秋助学", "女职工关爱"];

const column = (id: string, label: string, more: Partial<Column> = {}): Column => ({
  id,
  label,
  dtype: "text",
  unit: "",
  required: false,
  common: true,
  choices: [],
  by: "",
  goes_with: {},
  open: false,
  hint: "",
  ...more,
});

let columns: Column[] = [
  column("date", "日期", { dtype: "date", required: true, hint: "如 3.8、3月8日；只知道月份写 3月" }),
  column("category", "类别", { dtype: "enum", choices: KINDS, required: true }),
  column("name", "内容"),
  column("persons", "人次", { dtype: "int", unit: "人次" }),
  column("amount", "金额", { dtype: "decimal", unit: "元" }),
  column("paid", "已发", { dtype: "bool" }),
  ...Array.from({ length: 11 }, (_, index) => column(`more${index}`, `其他${index + 1}`, { common: index < 2 })),
];

const asked = new URLSearchParams(location.search);
const count = Number(asked.get("rows") ?? "8");
const STEP = "ledger-welfare";
let rows = Array.from({ length: count }, (_, index) =>
  columns.map(({ id }) => {
    if (id === "date") return `2026-${String((index % 12) + 1).padStart(2, "0")}-08`;
    if (id === "category") return KINDS[index % KINDS.length] ?? "";
    if (id === "name") return `第${index + 1}次走访`;
    if (id === "persons") return String(10 + index);
    return id === "amount" ? (1000 * (index + 1)).toLocaleString("en") : "";
  }),
);
let version = 1;
const refused = new Map<string[], Map<string, { raw: string; why: string }>>();

function parse({ dtype, choices }: Column, raw: string): { text: string; problem: string } {
  const refuse = (problem: string) => ({ text: "", problem });
  if (raw.trim() === "") return { text: "", problem: "" };
  if (dtype === "int" || dtype === "decimal") {
    const plain = raw.replaceAll(",", "");
    if (!/^-?\d+(\.\d+)?$/.test(plain)) return refuse(`“${raw}”不是数字。请改为数字。`);
    return { text: Number(plain).toLocaleString("en"), problem: "" };
  }
  if (dtype === "date") {
    const found = /^(?:2026[-年])?(\d+)[.月-](\d+)日?$/.exec(raw);
    if (!found) return refuse(`看不懂日期“${raw}”。请写成 3月8日 这样。`);
    return { text: `2026-${found[1]?.padStart(2, "0")}-${found[2]?.padStart(2, "0")}`, problem: "" };
  }
  if (dtype === "enum" && !choices.includes(raw)) return refuse(`没有“${raw}”这一类。请从列表里选。`);
  return { text: raw, problem: "" };
}

function sumsOf(some: string[][]): Sums {
  const total = (place: number): string =>
    some.reduce((sum, cells) => sum + Number(cells[place]?.replaceAll(",", "")), 0).toLocaleString("en");
  return { version, sums: { persons: total(3), amount: total(4) }, left_out: "" };
}

function standing(): Standing {
  const problems: Standing["problems"] = {};
  rows.forEach(([, , , , amount = ""], place) => {
    if (amount.startsWith("-")) problems[place + 1] = { amount: ["金额是负数。请核对。", "warning"] };
  });
  const { sums } = sumsOf(rows);
  if (asked.has("carried")) sums.amount = `上年结余 83,400.50\n收入 ${sums.amount}（另有 1 个概数）`;
  const written = rows.flatMap((cells, place) =>
    [...(refused.get(cells) ?? [])].map(([id, { raw, why }]): Standing["refused"][number] => [place + 1, id, raw, why]),
  );
  return { version, problems, refused: written, sums, left_out: "" };
}

function change({ steps }: Change): Changed {
  const touched = new Set<string[]>();
  const set = (cells: string[], id: string, raw: string): void => {
    const place = columns.findIndex((one) => one.id === id);
    const { text, problem } = parse(columns[place] ?? column("", ""), raw);
    const why = refused.get(cells) ?? new Map<string, { raw: string; why: string }>();
    refused.set(cells, why);
    if (problem) why.set(id, { raw, why: problem });
    else {
      cells[place] = text;
      why.delete(id);
    }
    touched.add(cells);
  };
  for (const step of steps) {
    if (step.op === "delete") rows.splice(step.at - 1, step.count);
    else if (step.op === "set") set(rows[step.row - 1] ?? [], step.column, step.raw);
    else {
      const made = step.rows.map((texts) => {
        const cells = columns.map(() => "");
        touched.add(cells);
        for (const [id, raw] of Object.entries(texts)) set(cells, id, raw);
        return cells;
      });
      rows.splice(step.at - 1, 0, ...made);
    }
  }
  version += 1;
  const changed: Changed["rows"] = {};
  rows.forEach((cells, place) => {
    if (touched.has(cells)) changed[place + 1] = [...cells];
  });
  return { ...standing(), unsaved: "", rows: changed };
}

const handlers = new Map<string, ((...values: never[]) => void)[]>();
const props = (): GridProps => ({ title: "慰问台账", columns, year: 2026, version });
const tell = (event: string, ...values: unknown[]): void => {
  for (const handler of handlers.get(event) ?? []) handler(...(values as never[]));
};

const page = {
  sent: [] as Change[],
  tables: [] as string[],
  rows: () => rows,
  /** Answers that wait while Python is busy; null while it is not. */
  waiting: null as (() => void)[] | null,
  release: () => {
    const answers = page.waiting ?? [];
    page.waiting = null;
    for (const answer of answers) answer();
  },
  /** A column is used for the first time. */
  use: (id: string) => {
    columns = columns.map((one) => (one.id === id ? { ...one, common: true } : one));
    tell("change:props");
  },
  /** Another view points at rows. */
  mark: (numbers: number[]) => showRows(STEP, numbers, `这 ${numbers.length} 行合成了“慰问.人次” 21`),
  /** Another hand changes the ledger: an import, say. */
  replace: (next: string[][]) => {
    rows = next.map((cells) => columns.map((_, index) => cells[index] ?? ""));
    version += 1;
    tell("change:props");
  },
};

const model: Model = {
  get: (name) => ({ step: STEP, locked: "", edition: 0 })[name] ?? props(),
  on: (event, handler) => {
    handlers.set(event, [...(handlers.get(event) ?? []), handler]);
  },
  off: () => undefined,
  send: (content) => {
    const { page: to, number, action, detail } = content as {
      page: string; number: number; action: string; detail: Change;
    };
    if (action === "change") page.sent.push(detail);
    const answer = () => {
      const all = (): AllRows => ({ ...standing(), rows: rows.map((cells) => [...cells]) });
      const some = () => sumsOf((detail as unknown as { rows: number[] }).rows.flatMap((row) => [rows[row - 1] ?? []]));
      const result = action === "rows" ? all() : action === "sums" ? some() : change(detail);
      tell("change:props");
      tell("msg:custom", { page: to, re: number, result }, []);
    };
    if (page.waiting) page.waiting.push(answer);
    else window.setTimeout(answer);
  },
};

const root = document.createElement("div");
root.className = "zj zj-ledger";
document.body.append(root);
Object.assign(window, { zj: page });
root.dataset.zjStep = STEP;
if (asked.has("marked")) page.mark(asked.getAll("marked").map(Number)); // before the grid is there
showGrid(new Host<GridProps>(model, root), root, {
  table: (text) => {
    page.tables.push(text);
  },
});
