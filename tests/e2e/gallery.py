"""Looks at pages as a person and as a checker does, and keeps a picture of each."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

from tests.e2e.pages import Screen, SignIns
from tests.flows.driving import Json

SEVERE = ["serious", "critical"]
EVERYTHING: Json = {"resultTypes": ["violations"]}
CONTRAST: Json = {**EVERYTHING, "runOnly": ["color-contrast"]}
# The page hears of another scheme a moment later; and what still fades from one colour into another would be measured
# half-way.
SETTLED = """
async (scheme) => {
  const { dataset } = document.documentElement;
  do await new Promise(requestAnimationFrame);
  while ((dataset.mantineColorScheme ?? scheme) !== scheme);
  await new Promise(requestAnimationFrame);
  const ending = document.getAnimations().filter((each) => each.effect.getComputedTiming().endTime < Infinity);
  await Promise.allSettled(ending.map((each) => each.finished));
}
"""


@dataclass(frozen=True)
class Gallery:
    """One screen, and what was found wrong on it."""

    page: Page
    screen: Screen
    sign_ins: SignIns
    folder: Path
    axe_source: str
    complaints: list[str] = field(default_factory=list)

    def enter(self, email: str) -> Page:
        """The page, on which nothing is open yet; `email` is signed in."""
        return self.sign_ins.bring(self.page, email)

    def look(self, name: str) -> None:
        """Pictures the page as it is, all of it, or the dialog that is open, in light and dark, and checks it."""
        self.page.evaluate("scrollTo(0, 0)")
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(self.axe_source)
        self._stretch()
        # In the dark nothing but the colours is otherwise.
        dark = self._seen(name, "dark", CONTRAST)
        found = [*self._seen(name, "light", EVERYTHING), *dark, *self._too_wide()]
        self.complaints.extend(f"{name}: {complaint}" for complaint in found)
        self.page.set_viewport_size({"width": self.screen.width, "height": self.screen.height})

    def _stretch(self) -> None:
        """Makes the screen as high as the page, unless a dialog covers it; each picture would draw all charts anew."""
        if self.page.get_by_role("dialog").count() == 0:
            height = self.page.evaluate("document.documentElement.scrollHeight")
            self.page.set_viewport_size({"width": self.screen.width, "height": max(height, self.screen.height)})

    def _seen(self, name: str, scheme: Literal["light", "dark"], rules: Json) -> list[str]:
        """What axe-core finds serious or critical, each with the first element that has it."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.evaluate(SETTLED, scheme)
        picture = self.folder / f"{name}-{self.screen.name}-{scheme}.png"
        self.page.screenshot(path=picture, animations="disabled")
        found = self.page.evaluate("rules => axe.run(rules).then(({ violations }) => violations)", rules)
        severe = [one for one in found if one["impact"] in SEVERE]
        return [f"{one['id']} at {one['nodes'][0]['target']} in the {scheme}" for one in severe]

    def _too_wide(self) -> list[str]:
        """Says so if the page scrolls sideways."""
        excess = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return [f"{excess} px too wide"] * (excess > 0)
