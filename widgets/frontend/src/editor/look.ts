// The editor's look, in the page's own colours, and its few words in Chinese.

import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const phrases = EditorState.phrases.of({
  "Control character": "看不见的字符",
  "Selection deleted": "已删去选中的文字",
  Completions: "可选的数字",
  Diagnostics: "要看一看的地方",
  "No diagnostics": "没有要看的地方",
  close: "关闭",
});

const dotted = (colour: string, line: string) => ({
  backgroundImage: "none",
  paddingBottom: "0",
  textDecoration: `underline ${line} ${colour}`,
  textUnderlineOffset: "4px",
  textDecorationThickness: line === "dotted" ? "1px" : "2px",
});

const theme = EditorView.theme({
  "&": {
    maxHeight: "60vh",
    border: "1px solid var(--zj-field, #8a97a6)",
    borderRadius: "var(--zj-radius, 6px)",
    background: "var(--zj-paper, #fff)",
    color: "var(--zj-ink, #1d2733)",
    font: "16px/1.7 var(--zj-sans, sans-serif)",
  },
  "&.cm-focused": {
    outline: "2px solid var(--zj-accent, #14598c)",
    outlineOffset: "0",
  },
  ".cm-scroller": { font: "inherit", lineHeight: "inherit", overflow: "auto" },
  ".cm-content": {
    boxSizing: "border-box",
    minHeight: "178px", // all of it takes a click
    padding: "12px 0",
    caretColor: "var(--zj-ink, #1d2733)",
  },
  ".cm-line": { padding: "0 16px" },
  ".cm-placeholder": { color: "var(--zj-muted, #566372)" },

  ".cm-zj-chip": {
    padding: "1px 2px",
    borderRadius: "3px",
    background: "var(--zj-accent-soft, #e6f0f7)",
    cursor: "pointer",
    fontVariantNumeric: "tabular-nums",
    whiteSpace: "nowrap",
  },
  ".cm-zj-chip:hover": { color: "var(--zj-accent-dark, #0e436b)", textDecoration: "underline" },
  ".cm-zj-chip.is-missing": {
    background: "var(--zj-look-soft, #fff3d9)",
    color: "var(--zj-look, #7a4b00)",
    cursor: "text",
    textDecoration: "none",
    whiteSpace: "inherit",
  },
  ".cm-zj-picture": {
    display: "inline-block",
    maxWidth: "100%",
    padding: "4px 12px",
    border: "1px solid var(--zj-line, #d5dbe2)",
    borderRadius: "var(--zj-radius, 6px)",
    background: "var(--zj-soft, #f4f6f8)",
    color: "var(--zj-muted, #566372)",
    cursor: "default",
  },
  ".cm-zj-head": { fontWeight: "600" },
  ".cm-zj-bold": { fontWeight: "600" },
  ".cm-zj-mark": { color: "var(--zj-muted, #566372)", fontWeight: "400" },
  ".cm-zj-item": { paddingInlineStart: "32px", textIndent: "-16px" },
  ".cm-zj-row": {
    background: "var(--zj-soft, #f4f6f8)",
    fontSize: "15px",
    fontVariantNumeric: "tabular-nums",
  },

  ".cm-lintRange-hint": dotted("var(--zj-accent, #14598c)", "dotted"),
  ".cm-lintRange-warning": dotted("var(--zj-look, #7a4b00)", "solid"),

  ".cm-tooltip": {
    zIndex: "3",
    maxWidth: "min(440px, 90vw)",
    border: "1px solid var(--zj-field, #8a97a6)",
    borderRadius: "var(--zj-radius, 6px)",
    background: "var(--zj-paper, #fff)",
    color: "var(--zj-ink, #1d2733)",
    boxShadow: "0 8px 24px rgb(29 39 51 / 16%)",
    font: "15px/1.6 var(--zj-sans, sans-serif)",
  },
  ".cm-zj-card": { padding: "8px 12px", color: "var(--zj-muted, #566372)" },
  ".cm-zj-card strong": { color: "var(--zj-ink, #1d2733)", fontVariantNumeric: "tabular-nums" },
  ".cm-tooltip-lint": { margin: "0", padding: "0" },
  ".cm-diagnostic": { marginInlineStart: "0", padding: "8px 12px", border: "0" },
  ".cm-diagnostic button": {
    minHeight: "32px",
    margin: "4px 8px 0 0",
    padding: "1px 8px",
    border: "1px solid var(--zj-field, #8a97a6)",
    borderRadius: "var(--zj-radius, 6px)",
    background: "var(--zj-paper, #fff)",
    color: "var(--zj-accent, #14598c)",
    font: "inherit",
    cursor: "pointer",
  },
  ".cm-diagnostic button:hover": { background: "var(--zj-accent-soft, #e6f0f7)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { maxHeight: "320px", fontFamily: "inherit" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    gap: "16px",
    justifyContent: "space-between",
    padding: "3px 12px",
    lineHeight: "1.7",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--zj-accent-soft, #e6f0f7)",
    color: "var(--zj-ink, #1d2733)",
  },
  ".cm-completionDetail": {
    color: "var(--zj-muted, #566372)",
    fontStyle: "normal",
    fontVariantNumeric: "tabular-nums",
    whiteSpace: "nowrap",
  },
});

export const look: Extension = [theme, phrases];
