"""The system's Chromium, as tests, benchmarks and screenshots start it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Playwright

from tools import system

# Each window would keep two pages ready for the address field, which nobody here has: a fifth of
# what opening a page costs. The others are those of Playwright's own list, which this one
# replaces, that matter to a page of this machine.
_FEATURES = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)


ARGUMENTS = ["--no-sandbox", "--disable-gpu", f"--disable-features={','.join(_FEATURES)}"]


def launch(playwright: Playwright, program: Path | None = None) -> Browser:
    """A new Chromium, this `program` or the system's; raises Playwright's error without one."""
    found = program or system.find("chromium")
    return playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
