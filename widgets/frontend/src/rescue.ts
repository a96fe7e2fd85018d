// Draws the views that voila gave up too early.
//
// The widget manager waits two seconds for a model and then says "model not found" for good, even
// when the models arrive in that very moment; it happens when ten officers open their pages at
// once. What was given up is drawn here as soon as the models are there. Where they never come
// (the kernel has died meanwhile) the page is opened once more.

interface Manager {
  readonly restoredStatus: boolean;
  readonly restored: { connect: (slot: () => void) => void };
  get_model: (id: string) => Promise<object>;
  create_view: (model: object) => Promise<{ luminoWidget: { node: HTMLElement } }>;
}

interface Voila {
  readonly widgetManager: Manager | null;
}

const OUTPUT = 'script[type="application/vnd.voila.cell-output+json"]';
const VIEW = "application/vnd.jupyter.widget-view+json";
const GIVEN_UP = "Error displaying widget: model not found";
const AGAIN = "zj-opened-again";

/** Which model is shown in which part of the page. */
function modelsByPlace(): Map<Element, string> {
  const found = new Map<Element, string>();
  for (const script of document.querySelectorAll(OUTPUT)) {
    const { data } = JSON.parse(script.textContent) as { data?: Record<string, { model_id?: string }> };
    const id = data?.[VIEW]?.model_id;
    if (id && script.parentElement) found.set(script.parentElement, id);
  }
  return found;
}

/** Whatever voila has given up in this part of the page. */
function givenUp(place: Element): HTMLElement | undefined {
  const shown = [...place.children].filter((el) => el instanceof HTMLElement);
  return shown.find(({ textContent }) => textContent === GIVEN_UP);
}

async function draw(manager: Manager, id: string, el: HTMLElement): Promise<void> {
  el.textContent = "";
  el.classList.remove("jupyter-widgets");
  const view = await manager.create_view(await manager.get_model(id));
  el.append(view.luminoWidget.node);
}

function openAgain(): void {
  if (sessionStorage.getItem(AGAIN) === location.href) return;
  sessionStorage.setItem(AGAIN, location.href);
  location.reload();
}

function watchOver(manager: Manager, models: Map<Element, string>): void {
  const look = () => {
    if (!manager.restoredStatus) return;
    for (const [place, id] of models) {
      const el = givenUp(place);
      if (el) draw(manager, id, el).catch(openAgain);
    }
  };
  for (const place of models.keys()) {
    new MutationObserver(look).observe(place, { childList: true, subtree: true });
  }
  manager.restored.connect(look);
  look();
}

/** Watch over this page; call before voila's own script has taken its outputs. */
export function rescue(): void {
  const models = modelsByPlace();
  let app: Voila | undefined;
  Object.defineProperty(window, "jupyterapp", {
    configurable: true,
    get: () => app,
    set: (value: Voila) => {
      app = value;
      if (value.widgetManager) watchOver(value.widgetManager, models);
    },
  });
}
