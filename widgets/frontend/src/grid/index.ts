// A ledger as a grid that works like Excel.
//
// Why Tabulator. Four grids were tried with 5,000 rows of 17 columns (Chromium, gzip of a build
// with what each needs): none types an input method's first letter into a merely selected cell
// and undoes a paste, so selection, keys, clipboard and history had to be ours with each of
// them; what was left to choose by is what is drawn. Tabulator's core alone is 40 KB, MIT, no
// dependencies, released every few months, with grid roles and rows of any height. RevoGrid is as
// quick but 108 KB and a treegrid; glide-data-grid is 154 KB with React and paints on a canvas,
// where a problem cannot stand in its row; jspreadsheet is 132 KB and has no roles.
//
// How it is built. `sheet` holds the rows and does every action as patches, so that one history
// takes all of them back; `sync` sends them to Python, which parses and answers (`wire`); `board`
// is what is shown and selected; `surface` draws it, and `stage` says when; `editor` is the one
// field that is typed into, and `typing` what helps there; `changes` is what is done to rows.

import { h } from "../dom";
import type { Host } from "../host";
import { loaded } from "../link";
import type { Options } from "./grid";
import type { GridProps } from "./wire";

export type { Options } from "./grid";
export type { GridProps } from "./wire";

/** Draw the host's ledger into `el`, once it is seen: until then neither code nor rows are loaded. */
export function showGrid(host: Host<GridProps>, el: HTMLElement, options: Options = {}): void {
  const waiting = h("p", { class: "zj-said" }, "正在打开表格……");
  el.append(waiting);
  let closed = false;
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    seen.disconnect();
    void loaded(() => import("./grid")).then(({ Grid }) => {
      waiting.remove();
      if (!closed) new Grid(host, el, options);
    });
  });
  seen.observe(el);
  host.onClose(() => {
    closed = true;
    seen.disconnect();
  });
}
