"""Meta's shelf of templates in memory, whose every change is a point at which the work may die."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from pydantic import JsonValue

from common.channels.whatsapp.template_parts import components_of
from common.channels.whatsapp.templates import Example, ExistsThere, GoneThere, Listed, Submitted
from common.errors import AppError
from common.models.channel import Account
from common.models.template import ApprovalStatus, Category, Quality, Template
from tests.functions.crashes import Breaker


@dataclass(frozen=True)
class Kept:
    """A template at Meta."""

    id: str
    name: str
    language: str
    category: Category
    components: tuple[JsonValue, ...]
    status: ApprovalStatus = ApprovalStatus.PENDING
    quality: Quality = Quality.UNKNOWN


@dataclass
class Shelf:
    """What Meta keeps of one account, and how often it was asked to make or change something."""

    breaker: Breaker = field(default_factory=Breaker)
    kept: dict[str, Kept] = field(default_factory=dict)
    script: list[AppError] = field(default_factory=list)
    """What the next calls end with."""
    creates: int = 0
    edits: list[bool] = field(default_factory=list)
    """Whether each edit asked for a category."""
    examples: list[Example] = field(default_factory=list)
    _ids: Iterator[int] = field(default_factory=lambda: count(7001))

    def create(self, account: Account, template: Template, example: Example | None = None) -> Submitted:
        """Keeps a new template."""
        self._reach(example)
        if any((k.name, k.language) == (template.name, template.language) for k in self.kept.values()):
            raise ExistsThere("There is one already.")
        made = Kept(
            str(next(self._ids)), template.name, template.language, template.category, tuple(components_of(template))
        )
        self.kept[made.id] = made
        self.creates += 1
        self.breaker.reach()
        return Submitted(made.id, made.status, made.category)

    def edit(
        self, account: Account, id_: str, template: Template, example: Example | None = None, *, category: bool
    ) -> None:
        """Changes a template, which is then reviewed again."""
        self._reach(example)
        if id_ not in self.kept:
            raise GoneThere("There is none.")
        self.set(id_, components=tuple(components_of(template)), status=ApprovalStatus.PENDING)
        self.edits.append(category)
        self.breaker.reach()

    def delete(self, account: Account, name: str, id_: str) -> bool:
        """Takes a template away."""
        self._reach()
        gone = self.kept.pop(id_, None)
        self.breaker.reach()
        return gone is not None

    def find(self, account: Account, name: str, language: str) -> Listed | None:
        """The template of that name in that language."""
        return next((each for each in self.list_all(account) if (each.name, each.language) == (name, language)), None)

    def list_all(self, account: Account) -> Iterator[Listed]:
        """Everything."""
        self._reach()
        for k in list(self.kept.values()):
            yield Listed(k.id, k.name, k.language, k.status, k.category, k.quality, "", k.components)

    def set(self, id_: str, **changes: object) -> None:
        """Changes what is kept, as people in WhatsApp Manager or Meta itself would."""
        self.kept[id_] = replace(self.kept[id_], **changes)

    def _reach(self, example: Example | None = None) -> None:
        self.breaker.reach()
        if example is not None:
            self.examples.append(example)
        if self.script:
            raise self.script.pop(0)
