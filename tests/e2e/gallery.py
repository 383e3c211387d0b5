"""Looks at pages as a person and as a checker does, and keeps a picture of each."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.pages import Screen, screen_name

SEVERE = ["serious", "critical"]


@dataclass(frozen=True)
class Gallery:
    """One screen, and what was found wrong on it."""

    page: Page
    screen: Screen
    folder: Path
    axe_source: str
    complaints: list[str] = field(default_factory=list)

    def look(self, name: str) -> None:
        """Pictures the page as it is, all of it, or the dialog that is open, and checks it."""
        picture = self.folder / f"{name}-{screen_name(self.screen)}.png"
        has_dialog = self.page.get_by_role("dialog").count() > 0
        self.page.evaluate("scrollTo(0, 0)")
        self.page.screenshot(path=picture, animations="disabled", full_page=not has_dialog)
        self.complaints.extend(f"{name}: {complaint}" for complaint in [*self._severe(), *self._too_wide()])

    def _severe(self) -> list[str]:
        """What axe-core finds serious or critical, each with the first element that has it."""
        self.page.evaluate(self.axe_source)
        found = self.page.evaluate("axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)")
        return [f"{one['id']} at {one['nodes'][0]['target']}" for one in found if one["impact"] in SEVERE]

    def _too_wide(self) -> list[str]:
        """Says so if the page scrolls sideways."""
        excess = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return [f"{excess} px too wide"] * (excess > 0)
