// Sending a file to the kernel: its size is looked at first, then it goes in parts small enough
// for any server's limit on one message, each acknowledged before the next. Until it is read the
// page says how far it is, and it can be stopped.

import { h, uid } from "./dom";
import type { Host } from "./host";
import { Work } from "./stopping";

const PART = 1024 * 1024;
const READ = "read";

interface Options<Result> {
  label: string;
  /** File endings that are taken, with the dot. */
  endings: string[];
  /** Largest file in MB. */
  limit: number;
  /** What else the action is told. */
  detail?: () => object;
  /** Called with what the action returned for the whole file. */
  done: (result: Result) => void;
}

let serial = 0;

/**
 * A button and a place to drop a file on; `action` is asked once the file is there. What `read`
 * does can be stopped: the view then answers `progress` and `stop` as well.
 */
export function dropArea<Props, Result>(
  host: Host<Props>,
  action: string,
  options: Options<Result>,
): HTMLElement {
  const id = uid();
  const field = h("input", { type: "file", id, class: "zj-unseen", accept: options.endings.join(",") });
  const work = new Work(host);
  const area = h(
    "div",
    { class: "zj-drop" },
    field,
    h("label", { for: id, class: "zj-button" }, options.label),
    h("span", { class: "zj-hint" }, `或把文件拖到这里（${options.endings.join("、")}，不超过 ${options.limit} MB）`),
    work.el,
  );
  const take = async (file: File): Promise<void> => {
    const why = work.busy ? "上一个文件还没有读完。请等一等，或者先取消。" : refusal(file, options.endings, options.limit);
    host.say(why, why ? "block" : "plain");
    if (why) return;
    area.setAttribute("aria-busy", "true");
    await work.run("取消了，什么也没有导入。", async () => {
      const key = await send(host, file, work.signal, (share) => {
        work.say(`正在上传 ${Math.round(share * 100)}%`);
      });
      work.say("正在读取……", { stoppable: action === READ });
      const detail = { ...options.detail?.(), key, name: file.name };
      const asked = host.ask<Result>(action, detail).then(({ result }) => result);
      options.done(action === READ ? await work.unlessStopped(asked) : await asked);
    });
    area.removeAttribute("aria-busy");
  };
  listen(area, field, (file) => void take(file));
  return area;
}

/** Why a file is not sent at all, or "" when it may go. */
export function refusal(
  file: { name: string; size: number },
  endings: string[],
  limit: number,
): string {
  if (!endings.some((ending) => file.name.toLowerCase().endsWith(ending))) {
    return `“${file.name}”不是 ${endings.join("、")} 文件。请在 Excel 里另存为 .xlsx 再导入。`;
  }
  if (file.size === 0) return `“${file.name}”是空的。请核对后重新选择。`;
  if (file.size > limit * 1024 * 1024) {
    const size = (file.size / 1024 / 1024).toFixed(1);
    return `“${file.name}”有 ${size} MB，超过 ${limit} MB。请删去图片和用不到的工作表后再导入。`;
  }
  return "";
}

function listen(area: HTMLElement, field: HTMLInputElement, take: (file: File) => void): void {
  field.addEventListener("change", () => {
    const file = field.files?.[0];
    field.value = "";
    if (file) take(file);
  });
  area.addEventListener("dragover", (event) => {
    event.preventDefault();
    area.classList.add("is-over");
  });
  area.addEventListener("dragleave", () => {
    area.classList.remove("is-over");
  });
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    area.classList.remove("is-over");
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
}

// Returns the key under which the kernel holds the file.
async function send<Props>(
  host: Host<Props>,
  file: File,
  signal: AbortSignal,
  tell: (share: number) => void,
): Promise<number> {
  const key = (serial += 1);
  for (let start = 0; start < file.size; start += PART) {
    tell(start / file.size);
    const part = await file.slice(start, start + PART).arrayBuffer();
    signal.throwIfAborted();
    await host.ask("part", { key, start }, [part]);
  }
  signal.throwIfAborted();
  return key;
}
