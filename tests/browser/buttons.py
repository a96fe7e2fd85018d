"""Every button that a page shows, and how soon something happens when it is clicked."""

from __future__ import annotations

from playwright.sync_api import Page

BUTTONS = "button:visible"
# From the click to whatever is first seen of an answer.
CLICK = """(buttons, [number, patience]) => new Promise(resolve => {
    const button = buttons[number];
    if (!button || button.matches(":disabled")) {
        resolve(0);
        return;
    }
    const begin = performance.now();
    const done = after => {
        watcher.disconnect();
        for (const event of ["focusin", "hashchange", "scroll"]) {
            window.removeEventListener(event, seen, true);
        }
        resolve(after);
    };
    const seen = () => done(performance.now() - begin);
    const watcher = new MutationObserver(seen);
    watcher.observe(document.documentElement, {
        subtree: true, childList: true, attributes: true, characterData: true,
    });
    for (const event of ["focusin", "hashchange", "scroll"]) {
        window.addEventListener(event, seen, true);
    }
    HTMLInputElement.prototype.showPicker = seen;
    button.click();
    setTimeout(() => done(null), patience);
})"""


def labels(page: Page) -> list[str]:
    """What the buttons say, in their order."""
    said = "all => all.map(b => b.innerText.trim() || b.getAttribute('aria-label') || '')"
    found: list[str] = page.locator(BUTTONS).evaluate_all(said)
    return found


def click(page: Page, number: int, *, patience: float) -> float | None:
    """Milliseconds until something is seen to happen; None when nothing does in `patience` ms.

    0 for a button that cannot be clicked now, or is gone: the answer of another may take it away.
    """
    # Looked for and clicked as one, for the same reason.
    after: float | None = page.locator(BUTTONS).evaluate_all(CLICK, [number, patience])
    return after
