"""People come by a link, do what their role allows, and are out at once when they are removed."""

import secrets
from dataclasses import dataclass

import httpx
import pytest

from tests.conftest import RunningStack
from tests.flows.driving import Json

pytestmark = pytest.mark.flow


@dataclass
class Person:
    """Somebody with an account, who calls as themselves."""

    stack: RunningStack
    email: str
    token: str
    tenant: str = ""

    def call(self, method: str, path: str, **options: object) -> httpx.Response:
        """A call of the API in their workspace."""
        headers = {"Authorization": f"Bearer {self.token}"} | ({"X-Tenant-Id": self.tenant} if self.tenant else {})
        return self.stack.http.request(method, f"/api/workspace{path}", headers=headers, **options)

    @property
    def conversations(self) -> int:
        """How Firestore itself answers them, as the inbox listens to it."""
        environment = self.stack.environment
        root = f"projects/{environment['GOOGLE_CLOUD_PROJECT']}/databases/(default)/documents"
        url = f"http://{environment['FIRESTORE_EMULATOR_HOST']}/v1/{root}/tenants/{self.tenant}:runQuery"
        body = {"structuredQuery": {"from": [{"collectionId": "conversations"}], "limit": 1}}
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.post(url, json=body, headers=headers, trust_env=False, timeout=60).status_code


class Accounts:
    """The Auth emulator, and the mails that it would have sent."""

    def __init__(self, stack: RunningStack) -> None:
        self._stack = stack
        self._base = f"http://{stack.environment['FIREBASE_AUTH_EMULATOR_HOST']}"

    def sign_up(self, name: str, *, confirm: bool = True) -> Person:
        """Somebody new, who follows the mail that asks whether the address is theirs."""
        email = f"{name}-{secrets.token_hex(6)}@example.com"
        made = self._call("signUp", email=email, password="demo-password", returnSecureToken=True)
        return self.confirmed(email, made) if confirm else Person(self._stack, email, made["idToken"])

    def confirmed(self, email: str, account: Json) -> Person:
        """The same person once they have followed the mail."""
        self._call("sendOobCode", requestType="VERIFY_EMAIL", idToken=account["idToken"])
        project = self._stack.environment["GOOGLE_CLOUD_PROJECT"]
        mails = httpx.get(f"{self._base}/emulator/v1/projects/{project}/oobCodes", trust_env=False, timeout=60).json()[
            "oobCodes"
        ]
        (mail,) = [one for one in mails if one["email"] == email]
        httpx.get(mail["oobLink"], trust_env=False, timeout=60).raise_for_status()
        again = self._call("signInWithPassword", email=email, password="demo-password", returnSecureToken=True)
        return Person(self._stack, email, again["idToken"])

    def _call(self, verb: str, **body: object) -> Json:
        url = f"{self._base}/identitytoolkit.googleapis.com/v1/accounts:{verb}?key=local"
        return dict(httpx.post(url, json=body, trust_env=False, timeout=60).raise_for_status().json())


@pytest.fixture
def accounts(stack: RunningStack) -> Accounts:
    return Accounts(stack)


@pytest.fixture
def owner(accounts: Accounts) -> Person:
    """Somebody who has founded a workspace."""
    ann = accounts.sign_up("ann", confirm=False)
    ann.tenant = ann.call("POST", "/signup", json={"name": "Bakery"}).json()["id"]
    return ann


def _join(owner: Person, person: Person, role: str) -> Person:
    made = owner.call("POST", "/invites", json={"email": person.email, "role": role})
    assert made.status_code == 201, made.text
    accepted = person.call("POST", "/invites/accept", json={"token": made.json()["link"].partition("#")[2]})
    assert (accepted.status_code, accepted.json().get("role")) == (200, role), accepted.text
    person.tenant = accepted.json()["id"]
    return person


def test_who_follows_the_link_works_here_until_they_are_removed(owner: Person, accounts: Accounts) -> None:
    zoe = _join(owner, accounts.sign_up("zoe"), "agent")
    assert zoe.call("GET", "").json()["role"] == "agent"
    assert zoe.conversations == 200
    assert zoe.call("POST", "/invites", json={"email": "x@example.com", "role": "viewer"}).status_code == 403
    uid = zoe.call("GET", "").json()["caller_id"]
    assert owner.call("DELETE", f"/members/{uid}").status_code == 204
    assert zoe.call("GET", "").json()["detail"] == "You do not work in this workspace."
    assert zoe.conversations == 403
    assert zoe.call("GET", "/mine").json() == {"items": []}
    assert owner.call("GET", "/invites").json()["items"] == []


def test_the_link_says_what_it_is_for_before_anybody_signs_in(owner: Person, stack: RunningStack) -> None:
    made = owner.call("POST", "/invites", json={"email": "leo@example.com", "role": "admin"}).json()
    assert made["link"].startswith(f"{stack.base_url}/join#{owner.tenant}.")
    token = {"token": made["link"].partition("#")[2]}
    seen = stack.http.post("/api/workspace/invites/look", json=token).json()
    assert (seen["workspace"], seen["email"], seen["role"]) == ("Bakery", "leo@example.com", "admin")
    (listed,) = owner.call("GET", "/invites").json()["items"]
    assert "link" not in listed
    assert owner.call("DELETE", f"/invites/{listed['id']}").status_code == 204
    assert stack.http.post("/api/workspace/invites/look", json=token).status_code == 404


def test_whoever_has_not_confirmed_the_address_is_told_so(owner: Person, accounts: Accounts) -> None:
    mia = accounts.sign_up("mia", confirm=False)
    made = owner.call("POST", "/invites", json={"email": mia.email, "role": "agent"}).json()
    said = mia.call("POST", "/invites/accept", json={"token": made["link"].partition("#")[2]})
    assert (said.status_code, said.json()["code"]) == (403, "email_unverified")


def test_the_last_owner_goes_only_once_somebody_else_owns_the_workspace(owner: Person, accounts: Accounts) -> None:
    zoe = _join(owner, accounts.sign_up("zoe"), "viewer")
    own, hers = (who.call("GET", "").json()["caller_id"] for who in (owner, zoe))
    leave = {"json": {"workspace": owner.tenant}}
    for refused in (
        owner.call("POST", "/leave", **leave),
        owner.call("DELETE", f"/members/{own}"),
        owner.call("PATCH", f"/members/{own}", json={"role": "admin"}),
    ):
        assert (refused.status_code, refused.json()["code"]) == (409, "conflict")
    assert owner.call("POST", "/transfer", json={"member_id": hers}).json()["role"] == "owner"
    assert owner.call("POST", "/leave", **leave).status_code == 204
    (left,) = zoe.call("GET", "/members").json()["items"]
    assert (left["id"], left["role"]) == (hers, "owner")
