// The summary as it will be printed: the PDF's own pages as pictures, set anew after every change.
// Only pages that are looked at are fetched, and of those only what has changed. The web page is
// the other way to look at it.

import { button, fill, h } from "./dom";
import { Refused, type Host } from "./host";
import { isShown, onTurn } from "./page";

interface Props {
  /** Changes whenever the summary does. */
  version: number;
}

interface Layout {
  /** Names of the pages in order; a page that did not change keeps its name. */
  pages: string[];
  /** Width and height in points. */
  size: [number, number];
}

const NEAR = "600px"; // how far below the window a page is fetched already
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2];
const POINT = 96 / 72; // CSS pixels
// The printed pages are drawn letter by letter, as outlines: typst's pictures hold no text.
const WEB = "看网页（文字可选、可查找）";

export function preview(host: Host<Props>): void {
  const sheets = new Sheets(host);
  const web = new WebPage(host);
  let wide = false; // the web page instead of the printed ones
  let zoom = 0; // 0: as wide as the window
  const theme = h("select", { class: "zj-input", "aria-label": "版式", on: { change: () => {
    sheets.look(theme.value);
  } } }, h("option", { value: "gongwen" }, "公文版式"), h("option", { value: "plain" }, "普通版式"));
  const scale = h("span", { class: "zj-length", role: "status" });
  const zoomTo = (to: number) => {
    zoom = to;
    scale.textContent = to === 0 ? "" : `${Math.round(to * 100)}%`;
    sheets.zoom(to);
  };
  const step = (by: 1 | -1) => {
    const now = zoom || sheets.scale();
    const next = by > 0 ? ZOOMS.find((one) => one > now + 0.01) : ZOOMS.filter((one) => one < now - 0.01).at(-1);
    if (next !== undefined) zoomTo(next);
  };
  const turn = h("div", { class: "zj-actions" },
    sheets.before,
    sheets.where,
    sheets.after,
    button("缩小", () => {
      step(-1);
    }),
    button("放大", () => {
      step(1);
    }),
    button("适合宽度", () => {
      zoomTo(0);
    }),
    scale,
    theme);
  const other = button(WEB, () => {
    wide = !wide;
    other.textContent = wide ? "看打印页" : WEB;
    turn.hidden = wide;
    sheets.el.hidden = wide;
    web.el.hidden = !wide;
    draw();
  }, { kind: "quiet" });
  const draw = () => {
    const { version } = host.props;
    if (!isShown(host.el)) return;
    if (!wide) sheets.say();
    void (wide ? web : sheets).show(version).catch(refused);
  };
  host.el.append(h("div", { class: "zj-preview-bar" }, turn, other), sheets.el, web.el);
  host.draw(draw);
  host.onClose(onTurn(draw));
  host.onClose(() => {
    sheets.close();
  });
}

/** Something that is set anew for a version of the summary, one at a time. */
abstract class Shown {
  private busy = false;
  private drawn = -1;

  constructor(protected readonly host: Host<Props>) {}

  async show(version: number): Promise<void> {
    if (this.busy || version === this.drawn) return;
    this.busy = true;
    try {
      await this.draw();
    } finally {
      this.busy = false;
      this.drawn = version;
    }
    if (this.host.props.version !== version) await this.show(this.host.props.version);
  }

  /** Set it anew although the summary is the same. */
  protected again(): void {
    this.drawn = -1;
    void this.show(this.host.props.version).catch(refused);
  }

  protected abstract draw(): Promise<void>;
}

/** The printed pages one below the other. */
class Sheets extends Shown {
  readonly el = h("div", { class: "zj-sheets", role: "region", "aria-label": "打印页", tabindex: "0" });
  readonly where = h("span", { role: "status" }, "正在排版……");
  readonly before = button("上一页", () => {
    this.turn(-1);
  });
  readonly after = button("下一页", () => {
    this.turn(1);
  });
  private readonly watcher = new IntersectionObserver((seen) => {
    this.see(seen);
  }, { root: this.el, rootMargin: NEAR });
  private sheets: HTMLElement[] = [];
  private names: string[] = [];
  private theme = "gongwen";
  private width = 595;

  constructor(host: Host<Props>) {
    super(host);
    this.before.disabled = this.after.disabled = true;
    this.el.addEventListener("scroll", () => {
      this.say();
    }, { passive: true });
    this.el.addEventListener("keydown", (event) => {
      const by = { PageDown: 1, PageUp: -1 }[event.key];
      if (by === undefined) return;
      event.preventDefault();
      this.turn(by);
    });
  }

  look(theme: string): void {
    this.theme = theme;
    this.again();
  }

  /** 0 makes a page as wide as its place. */
  zoom(to: number): void {
    const { scrollTop, scrollHeight } = this.el;
    this.el.style.setProperty("--zj-printed-width", to === 0 ? "100%" : `${this.width * POINT * to}px`);
    this.el.scrollTop = (scrollTop / scrollHeight) * this.el.scrollHeight;
  }

  /** How large a page is shown now; 1 is as on paper. */
  scale(): number {
    return (this.sheets[0]?.clientWidth ?? this.width) / (this.width * POINT);
  }

  turn(by: number): void {
    const next = this.sheets[this.current() + by];
    if (next) this.el.scrollTop = next.offsetTop - this.el.offsetTop;
  }

  close(): void {
    this.watcher.disconnect();
    for (const sheet of this.sheets) forget(sheet);
  }

  protected async draw(): Promise<void> {
    this.el.setAttribute("aria-busy", "true");
    try {
      const { result } = await this.host.ask<Layout>("pages", { theme: this.theme });
      this.lay(result);
    } finally {
      this.el.removeAttribute("aria-busy");
    }
  }

  private lay({ pages, size: [width, height] }: Layout): void {
    this.width = width;
    while (this.sheets.length > pages.length) {
      const gone = this.sheets.pop();
      if (!gone) break;
      this.watcher.unobserve(gone);
      forget(gone);
      gone.remove();
    }
    pages.forEach((name, index) => {
      let sheet = this.sheets[index];
      if (!sheet) {
        sheet = h("div", { class: "zj-printed" }, h("img", { alt: "" }));
        this.sheets.push(sheet);
        this.el.append(sheet);
      }
      sheet.style.aspectRatio = `${width} / ${height}`;
      sheet.querySelector("img")?.setAttribute("alt", `第 ${index + 1} 页，共 ${pages.length} 页`);
      if (this.names[index] === name) return;
      // Looked at anew: the watcher tells at once whether the page is in sight.
      this.watcher.unobserve(sheet);
      this.watcher.observe(sheet);
    });
    this.names = pages;
    this.say();
  }

  private see(seen: IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of seen) {
      const name = this.names[this.sheets.indexOf(target as HTMLElement)];
      if (isIntersecting && name) void this.fetch(target as HTMLElement, name).catch(refused);
    }
  }

  private async fetch(sheet: HTMLElement, name: string): Promise<void> {
    if (sheet.dataset.page === name) return;
    sheet.dataset.page = name;
    const { buffers } = await this.host.ask("page", { page: name });
    const packed = buffers[0];
    if (!packed || sheet.dataset.page !== name) return;
    const bytes = new Uint8Array(packed.buffer as ArrayBuffer, packed.byteOffset, packed.byteLength);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    const svg = await new Response(stream).arrayBuffer();
    const image = sheet.querySelector("img");
    if (!image) return;
    // A picture runs no script and asks no host, whatever the text holds.
    const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
    const old = image.src;
    image.onload = () => {
      if (old) URL.revokeObjectURL(old);
    };
    image.src = address;
  }

  private current(): number {
    const middle = this.el.scrollTop + this.el.clientHeight / 3;
    const above = this.sheets.filter((sheet) => sheet.offsetTop - this.el.offsetTop <= middle);
    return Math.max(above.length - 1, 0);
  }

  /** Say which page is on screen. While the step is turned away none is: that is said on return. */
  say(): void {
    if (this.el.clientHeight === 0 || this.sheets.length === 0) return;
    const [now, all] = [this.current() + 1, this.sheets.length];
    this.where.textContent = `第 ${now} 页，共 ${all} 页`;
    this.before.disabled = now <= 1;
    this.after.disabled = now >= all;
  }
}

/** The same summary as the web page file shows it. */
class WebPage extends Shown {
  // No script of any kind runs in it, whatever the text holds.
  private readonly frame = h("iframe", { class: "zj-preview-page", title: "全文预览", sandbox: "" });
  private readonly wait = h("p", { class: "zj-empty", role: "status" }, "正在排版……");
  readonly el = h("div", { hidden: true }, this.wait, this.frame);

  protected async draw(): Promise<void> {
    try {
      const { result } = await this.host.ask<{ html: string }>("render");
      this.frame.srcdoc = result.html;
    } finally {
      fill(this.wait);
    }
  }
}

function forget(sheet: HTMLElement): void {
  const address = sheet.querySelector("img")?.src;
  if (address) URL.revokeObjectURL(address);
}

// The host has said why.
function refused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
