// Sending a file to the kernel: its size is looked at first, then it goes in parts small enough
// for any server's limit on one message, each acknowledged before the next. Until it is read the
// page says how far it is, and it can be stopped. Files chosen together go one after the other.

import { fill, h, uid } from "./dom";
import { Refused, type Host } from "./host";
import { placed, Queue, type Place } from "./queue";
import { Work } from "./stopping";

const PART = 1024 * 1024;
const READ = "read";

interface Options<Result> {
  label: string;
  /** File endings that are taken, with the dot. */
  endings: string[];
  /** Largest file in MB. */
  limit: number;
  /** Whether several may be chosen together: each is looked over before the next is read. */
  several?: boolean;
  /** What else the action is told. */
  detail?: (place: Place) => object;
  /** Called with what the action returned for the whole file. */
  done: (result: Result, place: Place) => void;
  /** Called when the last of the files could not be read. */
  ended?: () => void;
}

interface DropArea {
  el: HTMLElement;
  /** Go on with the next of the files chosen together; false where there is none. */
  next: () => boolean;
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
): DropArea {
  const { endings, limit, several = false } = options;
  const id = uid();
  const field = h("input", { type: "file", id, class: "zj-unseen", accept: endings.join(","), multiple: several });
  const work = new Work(host);
  const unread = h("div", { class: "zj-unread", role: "status" });
  const how = several ? "，可以一次几个" : "";
  const el = h(
    "div",
    { class: "zj-drop" },
    field,
    h("label", { for: id, class: "zj-button" }, options.label),
    h("span", { class: "zj-hint" }, `或把文件拖到这里${how}（${endings.join("、")}，不超过 ${limit} MB）`),
    work.el,
    unread,
  );
  // Returns why it was not read, or "".
  const read = async (file: File, place: Place): Promise<string> => {
    const why = refusal(file, endings, limit);
    host.say(why, why ? "block" : "plain");
    if (why) return why;
    let refused = "取消了，没有导入。";
    el.setAttribute("aria-busy", "true");
    const done = await work.run("取消了，什么也没有导入。", async () => {
      try {
        const key = await send(host, file, work.signal, (share) => {
          work.say(`${placed(place, "：")}正在上传 ${Math.round(share * 100)}%`);
        });
        work.say(`${placed(place, "：")}正在读取……`, { stoppable: action === READ });
        const detail = { ...options.detail?.(place), key, name: file.name };
        const asked = host.ask<Result>(action, detail).then(({ result }) => result);
        options.done(action === READ ? await work.unlessStopped(asked) : await asked, place);
      } catch (error) {
        if (error instanceof Refused) refused = error.message;
        throw error;
      }
    });
    el.removeAttribute("aria-busy");
    return done ? "" : refused;
  };
  // What was wrong with one of several is still to be read when the next one is there.
  const files = new Queue(async (file, place) => {
    const why = await read(file, place);
    if (why === "") return;
    if (place.of > 1) {
      host.say("");
      unread.append(h("p", {}, why.includes(file.name) ? why : `“${file.name}”：${why}`));
    }
    if (!files.next()) options.ended?.();
  });
  listen(el, field, (chosen) => {
    if (work.busy) {
      host.say("上一个文件还没有读完。请等一等，或者先取消。", "block");
      return;
    }
    const used = chosen[0]?.name ?? "";
    if (files.waits) host.say("新选的文件排在后面。");
    else fill(unread, !several && chosen.length > 1 && `这里一次用一个文件，用的是“${used}”。`);
    files.add(several ? chosen : chosen.slice(0, 1));
  });
  return {
    el,
    next: () => files.next(),
  };
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

function listen(area: HTMLElement, field: HTMLInputElement, take: (files: File[]) => void): void {
  field.addEventListener("change", () => {
    const files = [...(field.files ?? [])];
    field.value = "";
    if (files.length > 0) take(files);
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
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) take(files);
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
