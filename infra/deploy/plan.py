"""A plan: what differs between what is to be and what is, and the calls that bring the one to the other."""

import re
import shlex
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from threading import Event
from typing import Final, NamedTuple, Protocol

from infra.deploy.cloud import CallFailed, Cloud

PASSING: Final = re.compile(
    r"NOT_FOUND|was not found|does not exist|SERVICE_DISABLED|has not been used"
    r"|iam\.service[Aa]ccounts\.(getIamPolicy|setIamPolicy|actAs)|concurrent policy changes|Eventarc Service Agent"
    r"|repository metadata|missing permission on the build service account|Access to bucket|Secret Accessor"
    r"|Failed to list Firebase|Cannot find metric|RESOURCE_EXHAUSTED|Quota exceeded|HTTP Error: 429|too much contention"
)
"""What a call is refused with while what was just made, enabled or granted is not known everywhere, or in great haste.

Source: https://cloud.google.com/iam/docs/access-change-propagation ("typically 2 minutes, potentially 7 minutes or
longer"); the sentences are those of github.com/pulumi/pulumi-gcp/issues/1290 (Eventarc makes its agent when a first
trigger is asked for), github.com/hashicorp/terraform-provider-google/issues/11102 (a policy over a metric that is new),
github.com/firebase/firebase-tools/issues/1119, 5244 and 10859, and
github.com/GoogleCloudPlatform/magic-modules/pull/11909 (read 2026-11).
"""
WAITS_S: Final = (5, 10, 20, 40, 60, 60, 60, 60, 60, 60)
"""How long to wait before such a call is made once more: a little more than 7 minutes in all."""

Fields = Mapping[str, str]
"""What is compared of a resource, in words."""


class Command(NamedTuple):
    """A call by a command line."""

    argv: tuple[str, ...]
    """Program and arguments; no shell reads them."""
    stdin: Callable[[], str] | None = None
    """Makes what it reads, which is never shown."""

    def __str__(self) -> str:
        """As a person would type it."""
        return shlex.join(self.argv) + (" < [a secret]" if self.stdin else "")

    def do(self, cloud: Cloud) -> None:
        """Makes the call."""
        cloud.run(self.argv, self.stdin() if self.stdin else "")


class Rpc(NamedTuple):
    """A call by a client library."""

    text: str
    """What it does, as Python would have it."""
    send: Callable[[Cloud], object]

    def __str__(self) -> str:
        """As Python would have it."""
        return self.text

    def do(self, cloud: Cloud) -> None:
        """Makes the call."""
        self.send(cloud)


Call = Command | Rpc


class Action(StrEnum):
    """What becomes of a resource."""

    CREATE = "create"
    CHANGE = "change"
    SAME = "same"
    REMOVE = "remove"
    COMPARE = "compare"
    """The tool that is called finds out itself what differs."""


class Change(NamedTuple):
    """What becomes of one resource, and by which calls."""

    action: Action
    kind: str
    name: str
    calls: tuple[Call, ...] = ()
    fields: tuple[str, ...] = ()
    """What differs: `field: is → shall be`."""
    beside: bool = False
    """Whether it may be carried out at the same time as its neighbours that may, too."""

    def __str__(self) -> str:
        """One line for people."""
        return f"{self.action:<8}{self.kind} {self.name}" + (f" ({'; '.join(self.fields)})" if self.fields else "")


class Item(NamedTuple):
    """A resource that is to be."""

    name: str
    fields: Fields
    create: tuple[Call, ...]
    change: Callable[[Sequence[str]], tuple[Call, ...]] = lambda _: ()
    """The calls that set these fields right."""


class Step(Protocol):
    """All resources of one kind."""

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        ...

    def leave(self, cloud: Cloud) -> list[Change]:
        """What is ours and can be removed."""
        ...


def compare(
    kind: str,
    wanted: Iterable[Item],
    found: Mapping[str, Fields],
    remove: Callable[[str], tuple[Call, ...]] | None = None,
    *,
    beside: bool = False,
) -> list[Change]:
    """What becomes of each resource of a kind.

    Args:
        kind: what people call it.
        wanted: what is to be.
        found: what there is of ours, by name; for a wanted resource, whosever it is.
        remove: the calls that remove one that is no longer wanted; without it they stay.
        beside: whether the changes may be carried out at the same time.
    """
    changes, names = [], set()
    for item in wanted:
        names.add(item.name)
        if (is_now := found.get(item.name)) is None:
            changes.append(Change(Action.CREATE, kind, item.name, item.create, beside=beside))
            continue
        differing = [name for name, value in item.fields.items() if is_now.get(name) != value]
        told = tuple(f"{name}: {is_now.get(name) or 'none'} → {item.fields[name]}" for name in differing)
        action = Action.CHANGE if differing else Action.SAME
        calls = item.change(differing) if differing else ()
        changes.append(Change(action, kind, item.name, calls, told, beside))
    if remove:
        gone = [name for name in found if name not in names]
        changes += [Change(Action.REMOVE, kind, name, remove(name), beside=beside) for name in gone]
    return changes


def look(steps: Iterable[Step], cloud: Cloud) -> list[Change]:
    """The plan: what differs, in the order in which it must be set right."""
    return [change for step in steps for change in step.look(cloud)]


def apply(
    changes: Iterable[Change],
    cloud: Cloud,
    *,
    may_remove: bool,
    at_once: int = 1,
    tell: Callable[[str], object] = print,
    pause: Callable[[float], object] = time.sleep,
) -> list[Change]:
    """Carries a plan out, one change after the other except those that may be beside each other; what was left.

    Args:
        changes: the plan.
        cloud: where.
        may_remove: whether somebody confirmed that what is no longer wanted goes.
        at_once: how many changes at the same time.
        tell: shows a line.
        pause: waits for so many seconds.

    Raises:
        CallFailed: a call failed; what came before it is done, as is what was under way beside it, and the next run's
            plan no longer holds it.
    """
    is_over = Event()

    def carry_out(change: Change) -> None:
        if is_over.is_set():
            return
        tell(str(change))
        try:
            for call in change.calls:
                _insist(call, cloud, tell, pause)
        except CallFailed:
            is_over.set()
            raise

    plan = list(changes)
    kept = [change for change in plan if change.action is Action.REMOVE and not may_remove]
    with ThreadPoolExecutor(at_once) as pool:
        try:
            for batch in _batches(change for change in plan if change.calls and change not in kept):
                for done in [pool.submit(carry_out, change) for change in batch]:
                    done.result()
        finally:
            is_over.set()  # also where a person breaks off: what is under way ends, and nothing more begins
    return kept


def _batches(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """The changes in their order, those together that may be beside each other."""
    batch: list[Change] = []
    for change in changes:
        if batch and not (change.beside and batch[-1].beside):
            yield batch
            batch = []
        batch.append(change)
    if batch:
        yield batch


def _insist(call: Call, cloud: Cloud, tell: Callable[[str], object], pause: Callable[[float], object]) -> None:
    """Makes a call, again and again while it is refused for what passes by itself."""
    for wait_s in WAITS_S:
        try:
            return call.do(cloud)
        except CallFailed as error:
            if not PASSING.search(str(error)):
                raise
            tell(f"        Google is not ready for it yet; once more in {wait_s} s.")
            pause(wait_s)
    return call.do(cloud)
