// Sending a file to the kernel: its size is looked at first, then it goes in parts small enough
// for any server's limit on one message, each acknowledged before the next.

import { h, uid } from "./dom";
import { Refused, type Host } from "./host";

const PART = 1024 * 1024;

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

/** A button and a place to drop a file on; `action` is asked once the file is there. */
export function dropArea<Props, Result>(
  host: Host<Props>,
  action: string,
  options: Options<Result>,
): HTMLElement {
  const id = uid();
  const progress = h("span", { class: "zj-hint", role: "status" });
  const field = h("input", {
    type: "file",
    id,
    class: "zj-unseen",
    accept: options.endings.join(","),
    on: {
      change: () => {
        const file = field.files?.[0];
        field.value = "";
        if (file) void take(file);
      },
    },
  });
  const area = h(
    "div",
    {
      class: "zj-drop",
      on: {
        dragover: (event) => {
          event.preventDefault();
          area.classList.add("is-over");
        },
        dragleave: () => {
          area.classList.remove("is-over");
        },
        drop: (event) => {
          event.preventDefault();
          area.classList.remove("is-over");
          const file = event.dataTransfer?.files[0];
          if (file) void take(file);
        },
      },
    },
    field,
    h("label", { for: id, class: "zj-button" }, options.label),
    h("span", { class: "zj-hint" }, `或把文件拖到这里（${options.endings.join("、")}，不超过 ${options.limit} MB）`),
    progress,
  );
  const take = async (file: File) => {
    const why = refusal(file, options.endings, options.limit);
    if (why) {
      host.say(why, "block");
      return;
    }
    host.say("");
    area.setAttribute("aria-busy", "true");
    try {
      const key = await send(host, file, (share) => {
        progress.textContent = share < 1 ? `正在上传 ${Math.round(share * 100)}%` : "正在读取……";
      });
      const detail = { ...options.detail?.(), key, name: file.name };
      const { result } = await host.ask<Result>(action, detail);
      options.done(result);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    } finally {
      progress.textContent = "";
      area.removeAttribute("aria-busy");
    }
  };
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

// Returns the key under which the kernel holds the file.
async function send<Props>(
  host: Host<Props>,
  file: File,
  tell: (share: number) => void,
): Promise<number> {
  const key = (serial += 1);
  for (let start = 0; start < file.size; start += PART) {
    tell(start / file.size);
    const part = await file.slice(start, start + PART).arrayBuffer();
    await host.ask("part", { key, start }, [part]);
  }
  tell(1);
  return key;
}
