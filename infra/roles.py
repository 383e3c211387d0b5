"""Who may do what: one table of every route of the API and its roles, made of the route tables themselves.

`python -m infra.roles` writes it to `docs/roles.md`; tests check that it is current, and that the API keeps to it.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from common.entry.http import Route
from common.models.tenant import ROLE_RANK, Role
from infra.openapi import Operation

TABLE: Final = Path(__file__).resolve().parents[1] / "docs/roles.md"
ANYBODY: Final = "anybody"
SIGNED_IN: Final = "whoever has signed in"
ROLES: Final = sorted(Role, key=ROLE_RANK.__getitem__)
_INTRODUCTION: Final = """\
# Who may do what

Every route of the API with the roles that may call it, as a person or with an API key of that role. Written by
`python -m infra.roles` from the route tables; `tests/flows/test_roles.py` tries every route with every role.
A route for *whoever has signed in* takes a person's ID token, whichever workspace they work in, and no API key.
"""


def may(route: Route, role: Role) -> bool:
    """Whether a caller with `role` is let in."""
    return route.role is None or ROLE_RANK[role] >= ROLE_RANK[route.role]


def table(operations: Iterable[Operation]) -> str:
    """The whole document, in Markdown."""
    return "\n".join([_INTRODUCTION, *_sections(operations)])


def _sections(operations: Iterable[Operation]) -> Iterator[str]:
    for capability, found in groupby(operations, key=lambda each: each.capability):
        yield f"## {capability}\n"
        yield f"| route | {' | '.join(ROLES)} | what it does |"
        yield f"| --- | {' | '.join(':-:' for _ in ROLES)} | --- |"
        for _, route in found:
            yield f"| `{route.method} {route.path}` | {' | '.join(_marks(route))} | {route.summary} |"
        yield ""


def _marks(route: Route) -> Iterator[str]:
    if route.role is None:
        yield from [SIGNED_IN if route.person else ANYBODY, *[""] * (len(ROLES) - 1)]
    else:
        yield from ("✓" if may(route, role) else "" for role in ROLES)


if __name__ == "__main__":
    TABLE.write_text(table(Operation.all()))
