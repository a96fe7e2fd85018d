// A block copied in Excel (tab-separated, cells with line breaks in quotes) as a Markdown table, and
// the cells of one.

import { parseBlock } from "../tsv";

const NUMBER = /^-?[\d,]+(?:\.\d+)?%?$/;

/** Null when the clipboard holds no block: fewer than two rows, or one column. */
export function table(clipboard: string): string | null {
  if (!clipboard.includes("\t")) return null;
  const rows = parseBlock(clipboard).filter((row) => row.some((cell) => cell.trim() !== ""));
  const width = Math.max(...rows.map((row) => row.length));
  if (rows.length < 2 || width < 2) return null;
  const lines = rows.map((row) => {
    const all = Array.from({ length: width }, (_, column) => plain(row[column] ?? ""));
    return `| ${all.join(" | ")} |`;
  });
  const rule = Array.from({ length: width }, (_, column) => {
    const values = rows.slice(1).map((row) => (row[column] ?? "").trim()).filter(Boolean);
    return values.length > 0 && values.every((value) => NUMBER.test(value)) ? "---:" : "---";
  });
  lines.splice(1, 0, `| ${rule.join(" | ")} |`);
  return lines.join("\n");
}

/** The line between the header and the rows. */
export const RULE = /^\s*\|[\s|:-]*-[\s|:-]*$/;

/** What stands between the bars of a row; `**` around it and `\\` before a bar are no words. */
export function cells(line: string): string[] {
  const parts = line.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "").split(/(?<!\\)\|/);
  return parts.map((part) => part.trim().replaceAll("\\|", "|").replaceAll("**", ""));
}

function plain(cell: string): string {
  return cell.trim().replace(/\s*[\r\n]+\s*/g, " ").replaceAll("|", "\\|");
}
