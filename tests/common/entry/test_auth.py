"""The tenant and the role of a caller come from a verified token or key, never from what the caller says."""

import time
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from werkzeug.datastructures import Headers

from common.clock import FixedClock
from common.config import Settings
from common.entry import auth
from common.entry.auth import Authenticator, demand_role
from common.errors import Forbidden, Unauthenticated
from common.models.ids import MemberId, TenantId
from common.models.tenant import ApiKey, Caller, Member, Role

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PROJECT = "demo-tests"
ACME = TenantId("acme")


class Directory:
    """Who works where, in memory."""

    def __init__(self) -> None:
        self.members = {(ACME, "uid-ana"): Member(id=MemberId("uid-ana"), name="Ana", role=Role.AGENT)}
        self.keys = {"wdx_good": (ACME, ApiKey(id="k1", name="Shop", role=Role.ADMIN))}
        self.used: list[str] = []

    def find_member(self, t: TenantId, uid: str) -> Member | None:
        return self.members.get((t, uid))

    def find_api_key(self, key: str) -> tuple[TenantId, ApiKey] | None:
        return self.keys.get(key)

    def use_key(self, t: TenantId, key: ApiKey, now: datetime) -> None:
        self.used.append(key.id)


def authenticator(directory: Directory, emulator: str = "127.0.0.1:9099") -> Authenticator:
    settings = Settings(google_cloud_project=PROJECT, firebase_auth_emulator_host=emulator)
    return Authenticator(directory, settings, FixedClock(NOW))


def token(**changes: object) -> str:
    """A token as the Auth emulator makes it, but for `changes`; None takes a claim away."""
    now_s = int(time.time())
    claims: dict[str, object] = {
        "sub": "uid-ana",
        "aud": PROJECT,
        "iss": f"https://securetoken.google.com/{PROJECT}",
        "iat": now_s,
        "exp": now_s + 3600,
        "email": "ana@acme.test",
        **changes,
    }
    return jwt.encode({k: v for k, v in claims.items() if v is not None}, "", algorithm="none")


def bearer(text: str, tenant: str = "acme") -> Headers:
    return Headers({"Authorization": f"Bearer {text}", "X-Tenant-Id": tenant})


def test_a_member_is_let_in_with_the_role_that_the_tenant_gave() -> None:
    caller = authenticator(Directory())(bearer(token(role="owner", tenant="globex")))
    assert caller == Caller(tenant_id=ACME, role=Role.AGENT, id="uid-ana", name="Ana")


@pytest.mark.parametrize("tenant", ["globex", "", "../acme", "acme/members"])
def test_a_tenant_of_others_or_none_is_refused(tenant: str) -> None:
    with pytest.raises(Forbidden):
        authenticator(Directory())(bearer(token(), tenant))


def test_a_member_who_was_removed_is_refused_at_once() -> None:
    directory = Directory()
    let_in = authenticator(directory)
    let_in(bearer(token()))
    directory.members.clear()
    with pytest.raises(Forbidden):
        let_in(bearer(token()))


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another-project"},
        {"iss": "https://securetoken.google.com/another-project"},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"sub": None},
        {"sub": ""},
        {"aud": None},
        {"iss": None},
        {"iat": None},
    ],
)
def test_a_token_that_is_not_quite_right_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(Unauthenticated):
        authenticator(Directory())(bearer(token(**changes)))


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer"}, {"Authorization": "Basic YTpi"}, {"Authorization": "Bearer x.y.z"}],
)
def test_without_a_token_nobody_is_let_in(headers: dict[str, str]) -> None:
    with pytest.raises(Unauthenticated):
        authenticator(Directory())(Headers({**headers, "X-Tenant-Id": "acme"}))


def test_a_token_without_a_signature_is_believed_by_the_emulator_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    class Keys:
        def get_signing_key_from_jwt(self, text: str) -> object:
            return jwt.PyJWK({"kty": "oct", "k": "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0", "alg": "HS256"})

    monkeypatch.setattr(auth, "_keys", lambda url: Keys())
    with pytest.raises(Unauthenticated):
        authenticator(Directory(), emulator="")(bearer(token()))


def test_a_key_belongs_to_its_tenant_whatever_the_header_says() -> None:
    headers = Headers({"X-API-Key": "wdx_good", "X-Tenant-Id": "globex"})
    caller = authenticator(Directory())(headers)
    assert caller == Caller(tenant_id=ACME, role=Role.ADMIN, id="key:k1", name="Shop")


@pytest.mark.parametrize(
    "change",
    [{"revoked_at": NOW - timedelta(days=1)}, {"expires_at": NOW}, {"expires_at": NOW - timedelta(seconds=1)}],
)
def test_a_key_that_is_revoked_or_expired_is_refused(change: dict[str, datetime]) -> None:
    directory = Directory()
    t, record = directory.keys["wdx_good"]
    directory.keys["wdx_good"] = (t, record.model_copy(update=change))
    with pytest.raises(Unauthenticated):
        authenticator(directory)(Headers({"X-API-Key": "wdx_good"}))
    assert directory.used == []


def test_a_key_that_nobody_made_is_refused_although_a_token_came_along() -> None:
    headers = bearer(token())
    headers["X-API-Key"] = "wdx_wrong"
    with pytest.raises(Unauthenticated):
        authenticator(Directory())(headers)


@pytest.mark.parametrize("have", list(Role))
@pytest.mark.parametrize("least", list(Role))
def test_a_role_may_what_lesser_roles_may(have: Role, least: Role) -> None:
    order = [Role.VIEWER, Role.AGENT, Role.ADMIN, Role.OWNER]
    caller = Caller(tenant_id=ACME, role=have, id="x")
    allowed = order.index(have) >= order.index(least)
    refused: list[bool] = []
    try:
        demand_role(caller, least)
    except Forbidden:
        refused.append(True)
    assert bool(refused) is not allowed
