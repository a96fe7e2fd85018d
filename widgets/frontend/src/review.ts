// What to look at before the summary goes out, each with a way there.

import { button, fill, h } from "./dom";
import type { Host } from "./host";
import { showRows } from "./marks";
import { links, type Link } from "./links";
import { showSpan, type Span } from "./spans";
import { jump } from "./way";

interface Finding {
  step: string;
  place: string;
  message: string;
  severity: string;
  /** Where in the section's text, or in which rows of the ledger; else the whole step. */
  span: Span | null;
  rows: number[];
  /** The steps it is about, when they are several. */
  links: Link[];
}

interface Props {
  findings: Finding[];
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
      ...findings.map((finding) =>
        h(
          "li",
          { class: `is-${finding.severity}` },
          h("strong", {}, finding.place),
          h("span", {}, finding.message, ...links(finding.links)),
          finding.links.length === 0 && button("去修改", () => {
            leadTo(finding);
          }, { kind: "quiet" }),
        ),
      ),
    );
  });
}

function leadTo({ step, span, rows, message }: Finding): void {
  if (span) showSpan(step, span);
  else if (rows.length > 0) showRows(step, rows, message.replace(/。$/, ""));
  else jump(step);
}
