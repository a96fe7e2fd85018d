// A file that was edited in Word, WPS or JupyterLab: what it changes, section by section, each taken
// over by itself. Nothing changes before that.

import { marked, type Kind } from "./changes";
import { button, fill, h } from "./dom";
import type { Host } from "./host";
import { jump } from "./way";
import { dropArea } from "./upload";

type Piece = [kind: Kind, text: string];

interface Change {
  id: string;
  title: string;
  pieces: Piece[];
  /** Whether there is anything to take over, beside the notes. */
  differs: boolean;
  /** Where it can be looked at once it is taken over. */
  step: string;
  notes: string[];
  /** What taking it over does, where that is not plain; gone once it is done. */
  will: string;
}

interface Brought {
  name: string;
  changes: Change[];
  /** The titles in the order of the file, where that is another one. */
  order: Piece[];
  notes: string[];
}

const AROUND = 24; // characters beside a change that tell where it is

export function bringBack<Props extends { limit: number; endings: string[] }>(host: Host<Props>): HTMLElement {
  const { limit, endings } = host.props;
  const about = h("p", { class: "zj-hint", role: "status" });
  const notes = h("ul", { class: "zj-problems" });
  const list = h("ul", { class: "zj-brought" });
  const done = ({ name, changes, order, notes: found }: Brought) => {
    const { length } = changes.filter(({ differs }) => differs);
    const differs = [
      ...(length > 0 ? [`有 ${length} 节和这里不同`] : []),
      ...(order.length > 0 ? ["各节的顺序和这里不同"] : []),
    ];
    about.textContent = differs.length === 0
      ? `“${name}”和这里写的没有不同。`
      : `“${name}”${differs.join("，")}。看过再采用；没有改过的数字仍和台账连着。`;
    let left = length + (order.length > 0 ? 1 : 0);
    const taken = () => {
      left -= 1;
      about.textContent = left > 0 ? `“${name}”还有 ${left} 处没有采用。` : `“${name}”里的改动都采用了。`;
    };
    fill(notes, ...found.map((text) => h("li", {}, text)));
    fill(list,
      order.length > 0 && offered(host, "各节的顺序", order, ["arrange", {}, "preview"],
        [], "采用以后，目录、预览和导出都按这个顺序；在目录下面可以改回笔记本的顺序。", taken),
      ...changes.map(({ id, title, pieces, differs: any, step, notes: told, will }) =>
        offered(host, title, pieces, any && ["accept", { id }, step], told, will, taken)));
  };
  const { el } = dropArea<Props, Brought>(host, "bring", { label: "选择改过的文件", endings, limit, done });
  return h("details", { class: "zj-other" },
    h("summary", {}, "带回改过的文件"),
    h("p", { class: "zj-hint" }, "导出的 Word 文件或笔记本，在别处改过以后可以带回来。先看改了什么，一节一节采用。"),
    el, about, notes, list);
}

/** What takes it over, and where it can be looked at then. */
type Deed = [action: string, detail: Record<string, string>, step: string];

function offered<Props>(
  host: Host<Props>, title: string, pieces: Piece[], deed: Deed | false, notes: string[], will: string, taken: () => void,
): HTMLElement {
  const deeds = h("span");
  const ahead = h("p", { class: "zj-note" }, will);
  if (deed) {
    deeds.append(taking(host, deed, deeds, () => {
      ahead.remove();
      taken();
    }));
  }
  return h("li", {},
    h("div", { class: "zj-past-head" }, h("strong", {}, title), deeds),
    deed && h("div", { class: "zj-changes" }, ...pieces.map(([kind, text]) => marked(kind, text, AROUND))),
    ...notes.map((text) => h("p", { class: "zj-note" }, text)),
    will !== "" && ahead);
}

function taking<Props>(host: Host<Props>, [action, detail, step]: Deed, place: HTMLElement, taken: () => void): HTMLElement {
  const take: HTMLButtonElement = button("采用", () => {
    void host.press(take, action, detail).then((answer) => {
      if (!answer) return;
      const look = button("去看看", () => {
        jump(step);
      }, { kind: "quiet" });
      fill(place, h("span", { class: "zj-used" }, "采用了"), look);
      taken();
      look.focus();
    });
  });
  return take;
}
