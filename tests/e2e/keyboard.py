"""Going through a page as somebody without a mouse does."""

from playwright.sync_api import Locator, Page

MOST_STOPS = 200


def reach(page: Page, target: Locator) -> None:
    """Go to a control with the Tab key."""
    for _press in range(MOST_STOPS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the control cannot be reached with the Tab key")
