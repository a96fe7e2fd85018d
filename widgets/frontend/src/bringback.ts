// A file that was edited in Word, WPS or JupyterLab: what it changes, section by section, each taken
// over by itself. Nothing changes before that.

import { button, fill, h } from "./dom";
import type { Host } from "./host";
import { jump } from "./way";
import { dropArea } from "./upload";

type Piece = [kind: "same" | "removed" | "added", text: string];

interface Change {
  id: string;
  title: string;
  pieces: Piece[];
  /** Whether there is anything to take over, beside the notes. */
  differs: boolean;
  notes: string[];
}

interface Brought {
  name: string;
  changes: Change[];
  notes: string[];
}

const AROUND = 24; // characters beside a change that tell where it is

export function bringBack<Props extends { limit: number; endings: string[] }>(host: Host<Props>): HTMLElement {
  const { limit, endings } = host.props;
  const about = h("p", { class: "zj-hint", role: "status" });
  const notes = h("ul", { class: "zj-problems" });
  const list = h("ul", { class: "zj-brought" });
  const done = ({ name, changes, notes: found }: Brought) => {
    const { length } = changes.filter(({ differs }) => differs);
    about.textContent = length === 0
      ? `“${name}”和这里写的没有不同。`
      : `“${name}”有 ${length} 节和这里不同。看过再采用；没有改过的数字仍和台账连着。`;
    fill(notes, ...found.map((text) => h("li", {}, text)));
    fill(list, ...changes.map((one) => change(host, one)));
  };
  const area = dropArea<Props, Brought>(host, "bring", { label: "选择改过的文件", endings, limit, done });
  return h("details", { class: "zj-other" },
    h("summary", {}, "带回改过的文件"),
    h("p", { class: "zj-hint" }, "导出的 Word 文件或笔记本，在别处改过以后可以带回来。先看改了什么，一节一节采用。"),
    area, about, notes, list);
}

function change<Props>(host: Host<Props>, { id, title, pieces, differs, notes }: Change): HTMLElement {
  const take: HTMLButtonElement = button("采用", () => {
    void host.press(take, "accept", { id }).then((answer) => {
      if (!answer) return;
      const look = button("去看看", () => {
        jump(id);
      }, { kind: "quiet" });
      fill(deeds, h("span", { class: "zj-used" }, "采用了"), look);
      look.focus();
    });
  });
  const deeds = h("span", {}, differs && take);
  return h("li", {},
    h("div", { class: "zj-past-head" }, h("strong", {}, title), deeds),
    differs && h("div", { class: "zj-changes" }, ...pieces.map(drawn)),
    ...notes.map((text) => h("p", { class: "zj-note" }, text)));
}

function drawn([kind, text]: Piece): HTMLElement {
  if (kind === "added") return h("ins", {}, text);
  if (kind === "removed") return h("del", {}, text);
  return h("span", {}, shortened(text));
}

/** A long stretch that stayed, without its middle. */
export function shortened(text: string): string {
  if (text.length <= 3 * AROUND) return text;
  return `${text.slice(0, AROUND)}……${text.slice(-AROUND)}`;
}
