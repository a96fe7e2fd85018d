// The whole summary as it will read, laid out by the same exporter as the HTML file.

import { h } from "./dom";
import { Refused, type Host } from "./host";
import { isShown, onTurn } from "./page";

interface Props {
  /** Changes whenever the summary does. */
  version: number;
}

export function preview(host: Host<Props>): void {
  const wait = h("p", { class: "zj-empty", role: "status" }, "正在排版……");
  // No script of any kind runs in it, whatever the text holds.
  const frame = h("iframe", { class: "zj-preview-page", title: "全文预览", sandbox: "", hidden: true });
  host.el.append(wait, frame);
  let drawn = -1;
  let busy = false;
  const draw = async () => {
    const { version } = host.props;
    if (busy || version === drawn || !isShown(host.el)) return;
    busy = true;
    try {
      const { result } = await host.ask<{ html: string }>("render");
      frame.srcdoc = result.html;
      frame.hidden = false;
      wait.hidden = true;
      drawn = version;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      wait.hidden = true;
      drawn = version;
    } finally {
      busy = false;
    }
    if (host.props.version !== drawn) await draw();
  };
  host.draw(() => void draw());
  host.onClose(onTurn(() => void draw()));
}
