// The last moments of a page in which something can still be sent or kept.

const PLACES: [EventTarget, string][] = [
  [window, "beforeunload"],
  [window, "pagehide"],
  [document, "visibilitychange"],
  [document, "zj-save"], // Ctrl+S
];

/** Call before the page is left, hidden or loaded anew, and at Ctrl+S. Returns how to stop. */
export function whenLeaving(send: () => void): () => void {
  for (const [place, event] of PLACES) place.addEventListener(event, send, { capture: true });
  return () => {
    for (const [place, event] of PLACES) place.removeEventListener(event, send, { capture: true });
  };
}

/** Let everything be sent or kept now. */
export function sendAll(): void {
  document.dispatchEvent(new CustomEvent("zj-save"));
}
