// Lets every view wait until the kernel has told its models.
//
// The widget manager waits two seconds for a model and then says "model not found" for good, even
// when the models arrive in that very moment; it happens when ten officers open their pages at
// once. Here it first waits for the models to be there at all. Where they do not come, or one is
// missing even then, the page is opened once more; at once where the kernel has died meanwhile.

import { ask } from "./alive";
import { config } from "./server";

interface Manager {
  readonly restoredStatus: boolean;
  readonly restored: { connect: (slot: () => void) => void };
  get_model: (id: string) => Promise<object>;
}

interface Voila {
  readonly widgetManager: Manager | null;
}

const OUTPUT = 'script[type="application/vnd.voila.cell-output+json"]';
const VIEW = "application/vnd.jupyter.widget-view+json";
const AGAIN = "zj-opened-again";
const PATIENCE = 45_000; // ms; ten officers on two cores need half of it
const EVERY = 2000; // ms between two looks whether the kernel lives

/** The models whose views stand in the page. */
function shownModels(): Set<string> {
  const found = new Set<string>();
  for (const script of document.querySelectorAll(OUTPUT)) {
    const { data } = JSON.parse(script.textContent) as { data?: Record<string, { model_id?: string }> };
    const id = data?.[VIEW]?.model_id;
    if (id) found.add(id);
  }
  return found;
}

function openAgain(): void {
  const last = Number(sessionStorage.getItem(AGAIN) ?? 0);
  if (Date.now() - last < PATIENCE) return;
  sessionStorage.setItem(AGAIN, String(Date.now()));
  location.reload();
}

async function openAgainIfGone(): Promise<void> {
  const { kernelId } = config();
  if (kernelId && (await ask(kernelId, { voila: true })) === "gone") openAgain();
}

function makePatient(manager: Manager, shown: Set<string>): void {
  const told = new Promise<void>((resolve) => {
    if (manager.restoredStatus) {
      resolve();
      return;
    }
    const late = setTimeout(openAgain, PATIENCE);
    const looking = setInterval(() => void openAgainIfGone(), EVERY);
    manager.restored.connect(() => {
      clearTimeout(late);
      clearInterval(looking);
      resolve();
    });
  });
  const getModel = manager.get_model.bind(manager);
  manager.get_model = async (id) => {
    if (!shown.has(id)) return getModel(id); // a part of another model, asked for while these come
    await told;
    try {
      return await getModel(id);
    } catch (error) {
      openAgain();
      throw error;
    }
  };
}

/** Watch over this page; call before voila starts and takes its outputs. */
export function rescue(): void {
  const shown = shownModels();
  let app: Voila | undefined;
  Object.defineProperty(window, "jupyterapp", {
    configurable: true,
    get: () => app,
    set: (value: Voila) => {
      app = value;
      if (value.widgetManager) makePatient(value.widgetManager, shown);
    },
  });
}
