// anywidget listens no more to Python for a model whose few lines took over 2 s to arrive, as they
// may on a slow computer that is opening a page. Such a model is made to listen all the same.

import { askAll, type Model } from "./host";

type Hear = (message: unknown) => Promise<unknown>;

/** The part of the model itself that is used here; a view gets only a stand-in for it. */
interface Whole extends Model {
  comm?: { on_msg(hear: Hear): void };
  _handle_comm_msg: Hear;
}

// No message at all: anywidget refuses even that for a model it has given up.
const NOTHING = { content: { data: {} } };

/** Call when a model is first shown. */
export async function listen(model: Model): Promise<void> {
  const whole = (await model.widget_manager?.get_model(model.get("id") as string)) as Whole | undefined;
  if (!whole) return;
  try {
    await whole._handle_comm_msg(NOTHING);
  } catch {
    whole.comm?.on_msg(plainly(whole).bind(whole));
    askAll(model);
  }
}

// How models hear that are not anywidget's: the last in its line of ancestors knows.
function plainly(whole: Whole): Hear {
  let hear = whole._handle_comm_msg;
  for (let at: unknown = whole; at !== null; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at as object, "_handle_comm_msg")) hear = (at as Whole)._handle_comm_msg;
  }
  return hear;
}
