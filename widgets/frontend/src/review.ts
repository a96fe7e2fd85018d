// What to look at before the summary goes out, each with a way there.

import { button, fill, h } from "./dom";
import type { Host } from "./host";
import { goTo } from "./page";

interface Props {
  findings: { step: string; place: string; message: string; severity: string }[];
  /** Said when there is nothing to look at. */
  clear: string;
}

export function review(host: Host<Props>): void {
  const list = h("ul", { class: "zj-review" });
  host.el.append(list);
  host.draw(({ findings, clear }) => {
    if (findings.length === 0) {
      fill(list, h("li", { class: "zj-clear" }, clear));
      return;
    }
    fill(
      list,
      ...findings.map(({ step, place, message, severity }) =>
        h(
          "li",
          { class: `is-${severity}` },
          h("strong", {}, place),
          h("span", {}, message),
          button("去修改", () => {
            goTo(step);
          }, { kind: "quiet" }),
        ),
      ),
    );
  });
}
