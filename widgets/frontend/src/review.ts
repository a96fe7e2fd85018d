// What to look at before the summary goes out, each with a way there; and what may be personal data,
// each with something to put in its place.

import { button, fill, h } from "./dom";
import type { Host } from "./host";
import { showRows } from "./marks";
import { links, type Link } from "./links";
import { Redacting, type Finding as Personal } from "./redacting";
import { showSpan, type Span } from "./spans";
import { jump } from "./way";

interface Finding extends Personal {
  severity: string;
  /** The steps it is about, when they are several. */
  links: Link[];
}

interface Props {
  findings: Finding[];
  /** What looks like personal data and may stay. */
  public: string[];
  /** Said when there is nothing to look at. */
  clear: string;
}

export function review(host: Host<Props>): void {
  const list = h("ul", { class: "zj-review" });
  const more = h("ul", { class: "zj-review" });
  // Not in the number beside 检查: what is good to know, and sections to come.
  const beside = h("section", { class: "zj-beside" }, h("h3", {}, "另外"), more);
  const redacting = new Redacting(host, leadTo);
  host.el.append(list, beside, redacting.el);
  host.draw(({ findings, public: kept, clear }) => {
    const others = findings.filter(({ words }) => words === "");
    const counted = others.filter(({ severity, links: several }) => severity !== "note" && several.length === 0);
    const known = others.filter((finding) => !counted.includes(finding));
    const personal = findings.filter(({ words }) => words !== "");
    redacting.paint(personal, kept);
    const done = counted.length + personal.length === 0;
    fill(list, ...(done ? [h("li", { class: "zj-clear" }, clear)] : counted.map(line)));
    fill(more, ...known.map(line));
    beside.hidden = known.length === 0;
  });
}

function line(finding: Finding): HTMLElement {
  return h(
    "li",
    { class: `is-${finding.severity}` },
    h("strong", {}, finding.place),
    h("span", {}, finding.message, ...links(finding.links)),
    finding.links.length === 0 && button("去修改", () => {
      leadTo(finding);
    }, { kind: "quiet" }),
  );
}

function leadTo({ step, span, rows, message }: { step: string; span: Span | null; rows: number[]; message: string }): void {
  if (span) showSpan(step, span);
  else if (rows.length > 0) showRows(step, rows, message.replace(/。$/, ""));
  else jump(step);
}
