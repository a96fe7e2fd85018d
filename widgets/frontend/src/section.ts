// One section: its text, how it will read with its numbers in, and help for this section only.

import { button, fill, h } from "./dom";
import { Editor } from "./editor";
import { Refused, type Host } from "./host";
import { Picker, type Choice } from "./picker";
import { pieces, type Piece } from "./pieces";
import { count } from "./words";

interface Offer {
  text: string;
  shown: Piece[];
}

interface FigureOffer {
  key: string;
  token: string;
  unit: string;
  shown: string;
}

interface ChartOffer {
  ref: string;
  title: string;
}

interface Props {
  title: string;
  text: string;
  shown: Piece[];
  state: "done" | "open" | "look" | "block";
  status: string;
  findings: { message: string; severity: string }[];
  words: [number, number] | null;
  prompts: string[];
  checks: string[];
  example: Piece[];
  suggestions: Offer[];
  figures: FigureOffer[];
}

export function section(host: Host<Props>): void {
  const first = host.props;
  const status = h("span", { class: "zj-badge" });
  const length = h("span", { class: "zj-length" });
  const shown = h("div", { class: "zj-paper" });
  const findings = h("ul", { class: "zj-findings" });
  const measure = (text: string) => {
    length.textContent = advice(text, host.props.words);
  };
  const editor = new Editor(
    `${first.title}的正文`,
    first.text,
    (text) => void save(text),
    measure,
  );
  const save = async (text: string) => {
    try {
      await host.ask("write", { text });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      editor.unsent();
    }
  };
  const help = new Help(editor);
  host.el.append(
    h(
      "div",
      { class: "zj-work" },
      h("div", { class: "zj-head" }, status, length),
      editor.el,
      h("div", { class: "zj-toolbar" }, figurePicker(host, editor).el, chartPicker(host, editor).el),
      findings,
      h("p", { class: "zj-label" }, "成文"),
      shown,
    ),
    help.el,
  );
  host.draw((props) => {
    editor.receive(props.text);
    measure(editor.text);
    status.textContent = props.status;
    status.dataset.state = props.state;
    fill(shown, ...pieces(props.shown, "这里显示填好数字的文字。"));
    fill(
      findings,
      ...props.findings.map(({ message, severity }) => h("li", { class: `is-${severity}` }, message)),
    );
    help.paint(props);
  });
  const flush = () => {
    editor.flush();
  };
  for (const event of ["beforeunload", "pagehide"]) {
    window.addEventListener(event, flush, { capture: true });
    host.onClose(() => {
      window.removeEventListener(event, flush, { capture: true });
    });
  }
  document.addEventListener("zj-save", flush);
  document.addEventListener("visibilitychange", flush);
  host.onClose(() => {
    document.removeEventListener("zj-save", flush);
    document.removeEventListener("visibilitychange", flush);
  });
}

function advice(text: string, words: [number, number] | null): string {
  const written = `${count(text)} 字`;
  return words === null ? written : `${written} · 建议 ${words[0]}–${words[1]} 字`;
}

function figurePicker(host: Host<Props>, editor: Editor): Picker {
  const load = async (): Promise<Choice[]> => {
    const { result } = await host.ask<{ figures: FigureOffer[] }>("figures");
    return result.figures.map((figure) => ({
      label: figure.key,
      value: figure.shown,
      actions: [
        {
          label: "插入",
          run: () => {
            putFigure(editor, figure);
          },
        },
      ],
    }));
  };
  return new Picker("插入数字", load, "台账里还没有数字。请先导入台账，或在台账里加几行。");
}

function chartPicker(host: Host<Props>, editor: Editor): Picker {
  const load = async (): Promise<Choice[]> => {
    const { result } = await host.ask<{ charts: ChartOffer[] }>("charts");
    return result.charts.map(({ ref, title }) => {
      const put = (kind: string) => () => {
        editor.append(`![${title}](${kind}:${ref})`, { line: true });
      };
      return {
        label: title,
        value: "",
        actions: [
          { label: "图", run: put("chart") },
          { label: "表", run: put("table") },
        ],
      };
    });
  };
  return new Picker("插入图表", load, "台账里还没有可以画图的数字。请先导入台账。");
}

// The unit is typed along, unless it stands there already.
function putFigure(editor: Editor, { token, unit }: FigureOffer): void {
  editor.insert(editor.ahead(unit.length) === unit ? token : token + unit);
}

/** The column on the right: what to write, sentences and numbers to use, an example. */
class Help {
  readonly el: HTMLElement;
  private readonly prompts = h("ul");
  private readonly checks = h("ul");
  private readonly sentences = h("ul", { class: "zj-offers" });
  private readonly numbers = h("ul", { class: "zj-offers" });
  private readonly example = h("div", { class: "zj-example" });
  private readonly folds: Record<string, HTMLDetailsElement>;

  constructor(private readonly editor: Editor) {
    this.folds = {
      prompts: fold("这一节写什么", this.prompts, true),
      sentences: fold("可用的句子", this.sentences, true),
      numbers: fold("可用的数字", this.numbers, true),
      checks: fold("写完看一看", this.checks, false),
      example: fold("例文", this.example, false),
    };
    this.el = h("aside", { class: "zj-help", "aria-label": "本节帮助" }, ...Object.values(this.folds));
  }

  paint(props: Props): void {
    fill(this.prompts, ...props.prompts.map((text) => h("li", {}, text)));
    fill(this.checks, ...props.checks.map((text) => h("li", {}, text)));
    fill(this.sentences, ...props.suggestions.map((offer) => this.sentence(offer)));
    fill(this.numbers, ...props.figures.map((figure) => this.number(figure)));
    fill(this.example, ...pieces(props.example, ""));
    const held = {
      prompts: props.prompts,
      sentences: props.suggestions,
      numbers: props.figures,
      checks: props.checks,
      example: props.example,
    };
    for (const [name, items] of Object.entries(held)) {
      const found = this.folds[name];
      if (found) found.hidden = items.length === 0;
    }
  }

  private sentence({ text, shown }: Offer): HTMLElement {
    const put = button("放入正文", () => {
      this.editor.append(text);
    }, { kind: "quiet" });
    return h("li", {}, h("div", {}, ...pieces(shown, "")), put);
  }

  private number(figure: FigureOffer): HTMLElement {
    return h("li", { class: "zj-figure" }, h("button", {
      type: "button",
      class: "zj-pick",
      title: "插入到光标处",
      on: {
        click: () => {
          putFigure(this.editor, figure);
        },
      },
    },
    h("span", { class: "zj-pick-label" }, figure.key),
    h("span", { class: "zj-pick-value" }, figure.shown)));
  }
}

function fold(title: string, content: HTMLElement, open: boolean): HTMLDetailsElement {
  return h("details", { open }, h("summary", {}, title), content);
}
