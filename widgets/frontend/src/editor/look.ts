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
  // Twice a class, since the style sheet of JupyterLab and voila dresses every .cm-editor as code.
  "&.cm-editor": {
    maxHeight: "50vh",
    border: "1px solid var(--zj-field)",
    borderRadius: "var(--zj-radius)",
    background: "var(--zj-paper)",
    color: "var(--zj-ink)",
    font: "16px/1.7 var(--zj-sans)",
  },
  "&.cm-focused": {
    outline: "2px solid var(--zj-accent)",
    outlineOffset: "0",
  },
  ".cm-scroller": { font: "inherit", lineHeight: "inherit", overflow: "auto" },
  ".cm-content": {
    boxSizing: "border-box",
    minHeight: "178px", // all of it takes a click
    padding: "12px 0",
    caretColor: "var(--zj-ink)",
  },
  ".cm-line": { padding: "0 16px" },
  ".cm-placeholder": { color: "var(--zj-muted)" },

  ".cm-zj-chip": {
    padding: "1px 2px",
    borderRadius: "3px",
    background: "var(--zj-accent-soft)",
    cursor: "pointer",
    fontVariantNumeric: "tabular-nums",
    whiteSpace: "nowrap",
  },
  ".cm-zj-together": { whiteSpace: "nowrap" },
  ".cm-zj-chip:hover": { color: "var(--zj-accent-dark)", textDecoration: "underline" },
  ".cm-zj-chip.is-missing": {
    background: "var(--zj-look-soft)",
    color: "var(--zj-look)",
    cursor: "text",
    textDecoration: "none",
    whiteSpace: "break-spaces",
  },
  ".cm-zj-picture": {
    display: "inline-block",
    maxWidth: "100%",
    padding: "4px 12px",
    border: "1px solid var(--zj-line)",
    borderRadius: "var(--zj-radius)",
    background: "var(--zj-soft)",
    color: "var(--zj-muted)",
    cursor: "default",
  },
  ".cm-zj-head": { fontWeight: "600" },
  ".cm-zj-bold": { fontWeight: "600" },
  ".cm-zj-mark": { color: "var(--zj-muted)", fontWeight: "400" },
  ".cm-zj-item": { paddingInlineStart: "32px", textIndent: "-16px" },
  ".cm-zj-row": {
    background: "var(--zj-soft)",
    fontSize: "15px",
    fontVariantNumeric: "tabular-nums",
  },

  ".cm-zj-table": { padding: "4px 16px", overflowX: "auto", cursor: "text" },
  ".cm-zj-table table": { borderCollapse: "collapse", fontSize: "15px", lineHeight: "1.6" },
  ".cm-zj-table th, .cm-zj-table td": {
    minWidth: "3em",
    padding: "4px 8px",
    border: "1px solid var(--zj-line)",
    fontWeight: "400",
    textAlign: "start",
  },
  ".cm-zj-table th": { background: "var(--zj-soft)" },
  ".cm-zj-table .is-number": { textAlign: "end", fontVariantNumeric: "tabular-nums" },

  ".cm-lintRange-hint": dotted("var(--zj-accent)", "dotted"),
  ".cm-lintRange-info": dotted("var(--zj-muted)", "dashed"),
  ".cm-lintRange-warning": dotted("var(--zj-look)", "solid"),

  ".cm-tooltip": {
    zIndex: "3",
    maxWidth: "min(440px, 90vw)",
    border: "1px solid var(--zj-field)",
    borderRadius: "var(--zj-radius)",
    background: "var(--zj-paper)",
    color: "var(--zj-ink)",
    boxShadow: "0 8px 24px rgb(29 39 51 / 16%)",
    font: "15px/1.6 var(--zj-sans)",
  },
  ".cm-zj-card": { padding: "8px 12px", color: "var(--zj-muted)" },
  ".cm-zj-card strong": { color: "var(--zj-ink)", fontVariantNumeric: "tabular-nums" },
  ".cm-tooltip-lint": { margin: "0", padding: "0" },
  ".cm-diagnostic": { marginInlineStart: "0", padding: "8px 12px", border: "0" },
  ".cm-diagnostic button": {
    minHeight: "32px",
    margin: "4px 8px 0 0",
    padding: "1px 8px",
    border: "1px solid var(--zj-field)",
    borderRadius: "var(--zj-radius)",
    background: "var(--zj-paper)",
    color: "var(--zj-accent)",
    font: "inherit",
    cursor: "pointer",
  },
  ".cm-diagnostic button:hover": { background: "var(--zj-accent-soft)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { maxHeight: "320px", fontFamily: "inherit" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    gap: "16px",
    justifyContent: "space-between",
    padding: "3px 12px",
    lineHeight: "1.7",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li.cm-zj-none": {
    background: "none",
    color: "var(--zj-muted)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]:not(.cm-zj-none)": {
    background: "var(--zj-accent-soft)",
    color: "var(--zj-ink)",
  },
  ".cm-completionDetail": {
    color: "var(--zj-muted)",
    fontStyle: "normal",
    fontVariantNumeric: "tabular-nums",
    whiteSpace: "nowrap",
  },
});

export const look: Extension = [theme, phrases];
