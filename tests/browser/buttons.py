"""Every button that a page shows, and how soon something happens when it is clicked."""

from __future__ import annotations

from collections.abc import Iterator

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


def labels(page: Page, within: str = "") -> list[str]:
    """What the buttons say, in their order; `within` is a selector, with a space behind it."""
    said = "all => all.map(b => b.innerText.trim() || b.getAttribute('aria-label') || '')"
    found: list[str] = page.locator(within + BUTTONS).evaluate_all(said)
    return found


def clicked(page: Page, within: str = "", *, patience: float) -> Iterator[tuple[str, float | None]]:
    """Click them one after another, and close what opened: what each says, and its answer.

    The answer is the milliseconds until something is seen to happen; None when nothing does in
    `patience` ms, and 0 for a button that cannot be clicked now, or is gone: the answer of another
    may take it away.
    """
    for number, label in enumerate(labels(page, within)):
        # Looked for and clicked as one, for the same reason.
        after: float | None = page.locator(within + BUTTONS).evaluate_all(CLICK, [number, patience])
        page.keyboard.press("Escape")
        yield label, after
