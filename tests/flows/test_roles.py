"""Every route is tried with every role, without a proof, with one that holds no longer, and by people of elsewhere."""

import base64
import json
import secrets
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

import pytest
from google.cloud import firestore

from common.models.ids import MemberId, TenantId
from common.models.tenant import ApiKey, Member, Plan, Role
from common.models.tenant import Tenant as TenantRecord
from common.store.database import Database
from common.store.tenants import Tenants
from infra import roles
from infra.openapi import Operation
from tests.conftest import RunningStack
from tests.flows.driving import sign_up

pytestmark = pytest.mark.flow
Headers = Mapping[str, str]
NOBODYS: Final = secrets.token_hex(16)
"""An id of nothing, so that whoever is let in changes nothing."""
AT_ONCE: Final = 4
LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)


class House(NamedTuple):
    """A workspace with somebody of every role, as a person and as a key."""

    tenant_id: TenantId
    tokens: Mapping[Role, str]
    """ID tokens of its people."""
    keys: Mapping[str, str]
    """Keys by role, and `expired` and `revoked`, both of an owner."""

    def person(self, role: Role) -> Headers:
        """The headers of somebody who works here."""
        return {"Authorization": f"Bearer {self.tokens[role]}", "X-Tenant-Id": self.tenant_id}

    def key(self, name: str) -> Headers:
        """The headers of a program."""
        return {"X-API-Key": self.keys[name]}


class Said(NamedTuple):
    """How a route answered."""

    status: int
    code: str
    detail: str

    @property
    def is_refused(self) -> bool:
        """Whether the caller's role does not do."""
        return (self.status, self.code) == (403, "forbidden") and self.detail.startswith("This takes the role")

    @property
    def is_let_in(self) -> bool:
        """Whether the route looked at what was asked; an error of the server is no answer."""
        return not self.is_refused and self.status != 401 and self.status < 500


@pytest.fixture(scope="module")
def house(stack: RunningStack) -> Iterator[House]:
    """A workspace of this module's own."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in stack.environment.items():
            patch.setenv(name, value)
        tenants = Tenants(Database(firestore.Client(project=stack.environment["GOOGLE_CLOUD_PROJECT"])))
        yield _furnished(TenantId(f"roles{secrets.token_hex(4)}"), tenants, stack)


def _furnished(t: TenantId, tenants: Tenants, stack: RunningStack) -> House:
    tenants.save(TenantRecord(id=t, name="Of all roles", plan=Plan.STARTER))
    tokens: dict[Role, str] = {}
    for role in Role:
        email = f"{role}@{t}.test"
        person = sign_up(stack, email)
        tokens[role] = person["idToken"]
        tenants.save_member(t, Member(id=MemberId(person["localId"]), email=email, role=role))
    records = {str(role): ApiKey(id=f"as-{role}", role=role) for role in Role}
    records["expired"] = ApiKey(id="expired", role=Role.OWNER, expires_at=LONG_AGO)
    records["revoked"] = ApiKey(id="revoked", role=Role.OWNER, revoked_at=LONG_AGO)
    keys = {name: f"wdx_{t}_{secrets.token_urlsafe(24)}" for name in records}
    for name, record in records.items():
        tenants.create_api_key(t, keys[name], record)
    return House(t, tokens, keys)


def _outdated(token: str) -> str:
    """The token as it would be had it been given out yesterday; the emulator signs none."""
    head, payload, signature = token.split(".")
    claims: dict[str, Any] = json.loads(base64.urlsafe_b64decode(payload + "=="))
    yesterday = int((datetime.now(UTC) - timedelta(days=1)).timestamp())
    claims |= {"iat": yesterday, "auth_time": yesterday, "exp": yesterday + 3600}
    changed = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"{head}.{changed}.{signature}"


def _ask(stack: RunningStack, operation: Operation, headers: Headers) -> Said:
    route = operation.route
    parts = [NOBODYS if part.startswith("<") else part for part in route.path.split("/")]
    content = b"{}" if route.body is not None else b""
    answer = stack.http.request(route.method, "/".join(parts), headers=dict(headers), content=content)
    is_problem = answer.headers.get("content-type", "") == "application/problem+json"
    problem = answer.json() if is_problem else {}
    return Said(answer.status_code, problem.get("code", ""), problem.get("detail", ""))


def _answers(stack: RunningStack, headers: Headers, operations: list[Operation]) -> dict[str, Said]:
    """What each route says to whoever sends `headers`."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        said = pool.map(lambda each: _ask(stack, each, headers), operations)
    return {f"{each.route.method} {each.route.path}": answer for each, answer in zip(operations, said, strict=True)}


OPERATIONS: Final = Operation.all()
OF_ROLES: Final = [each for each in OPERATIONS if each.route.role is not None]
OF_PEOPLE: Final = [each for each in OPERATIONS if each.route.person]


def test_the_table_of_roles_is_current() -> None:
    assert roles.TABLE.read_text() == roles.table(OPERATIONS), "Run `python -m infra.roles`."
    assert len(OF_ROLES) > 100


@pytest.mark.parametrize("kind", ["person", "key"])
@pytest.mark.parametrize("role", Role)
def test_every_route_lets_in_exactly_whom_the_table_says(
    stack: RunningStack, house: House, role: Role, kind: str
) -> None:
    headers = house.person(role) if kind == "person" else house.key(role)
    said = _answers(stack, headers, OF_ROLES)
    named = {f"{each.route.method} {each.route.path}": each.route for each in OF_ROLES}
    assert {name: answer for name, answer in said.items() if answer.is_refused is roles.may(named[name], role)} == {}
    assert {name: answer for name, answer in said.items() if not answer.is_refused and not answer.is_let_in} == {}


@pytest.mark.parametrize("who", ["nobody", "guessed key", "expired key", "revoked key", "no token", "expired token"])
def test_without_a_proof_that_holds_every_route_but_the_public_ones_answers_401(
    stack: RunningStack, house: House, who: str
) -> None:
    in_house = {"X-Tenant-Id": house.tenant_id}
    proofs: dict[str, Headers] = {
        "nobody": in_house,
        "guessed key": {"X-API-Key": f"wdx_{house.tenant_id}_{secrets.token_urlsafe(24)}"},
        "expired key": house.key("expired"),
        "revoked key": house.key("revoked"),
        "no token": {**in_house, "Authorization": "Bearer nonsense"},
        "expired token": {**in_house, "Authorization": f"Bearer {_outdated(house.tokens[Role.OWNER])}"},
    }
    said = _answers(stack, proofs[who], [*OF_ROLES, *OF_PEOPLE])
    assert {name: answer for name, answer in said.items() if answer[:2] != (401, "unauthenticated")} == {}


def test_a_key_is_no_person(stack: RunningStack, house: House) -> None:
    said = _answers(stack, house.key("owner"), OF_PEOPLE)
    assert {name: answer for name, answer in said.items() if answer[:2] != (401, "unauthenticated")} == {}


@pytest.mark.parametrize("tenant_id", ["acme", "no-such-workspace", ""])
def test_an_owner_is_nobody_in_a_workspace_of_others(stack: RunningStack, house: House, tenant_id: str) -> None:
    headers = {**house.person(Role.OWNER), "X-Tenant-Id": tenant_id}
    said = _answers(stack, headers, OF_ROLES)
    assert {name: answer for name, answer in said.items() if answer[:2] != (403, "forbidden")} == {}
    assert {answer.detail for answer in said.values()} <= {
        "You do not work in this workspace.",
        "Say in the header X-Tenant-Id which workspace you mean.",
    }


def test_a_key_stays_in_its_own_workspace_whatever_the_header_says(stack: RunningStack, house: House) -> None:
    headers = {**house.key("owner"), "X-Tenant-Id": "acme"}
    shown = stack.http.get("/api/workspace", headers=headers).json()
    assert (shown["id"], shown["name"]) == (house.tenant_id, "Of all roles")
