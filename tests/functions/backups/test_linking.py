"""Linking a Google Drive, on the emulator and the simulated Google, with the client that production uses."""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from google.cloud import firestore

from common.crypto import Vault
from common.drive.client import Drives
from common.drive.consent import Consent
from common.errors import PlanRequired
from common.models.drive import DriveRefused
from common.models.drive_link import DriveLinkStatus, DriveNotLinked, open_token
from common.models.ids import MemberId, TenantId, random_id
from common.models.incident import IncidentKind
from common.models.tenant import Caller, Member, Plan, Role, Tenant
from common.store import paths
from common.store.database import Database
from common.store.drive_links import DriveLinks
from common.store.incidents import Incidents
from common.store.tenants import Tenants
from functions.backups.schemas import CallbackQuery, DriveView
from functions.backups.service import linking
from infra.local.clock import StackClock
from infra.local.faults import Faults
from tests.common.drive.conftest import Google, Served, listen, settings_for

pytestmark = pytest.mark.emulator

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
KEYS = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="
BASE_URL = "http://127.0.0.1"


@pytest.fixture(scope="module")
def _served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Google]:
    listener = listen()
    folder, faults = tmp_path_factory.mktemp("drive"), Faults()
    clock = StackClock(folder / "clock")
    served = Served(folder, clock, faults, listener)
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    yield Google(base_url, faults, clock, settings_for(base_url))
    served.stop()


@dataclass
class Workspace:
    """A tenant, its owner, and Google."""

    google: Google
    db: Database
    with_: linking.Collaborators
    t: TenantId
    owner: Caller
    account: str

    def visit(self, auto: str = "approve", *, at: datetime = NOW, account: str = "", **more: str) -> CallbackQuery:
        """What Google's page answers to a consent that the owner begins."""
        url = linking.begin(self.owner, at, with_=self.with_).url
        chosen = urlencode({"auto": auto, "account": account or self.account, **more})
        page = httpx.get(f"{url}&{chosen}", trust_env=False, timeout=60)
        assert page.status_code == 303, page.text
        back = parse_qs(urlsplit(page.headers["location"]).query)
        return CallbackQuery.model_validate({name: values[0] for name, values in back.items()})

    def finish(self, answer: CallbackQuery, *, at: datetime = NOW) -> str:
        """The word with which the browser comes back."""
        return parse_qs(urlsplit(linking.finish(answer, at, with_=self.with_)).query)["drive"][0]

    def connect(self, **more: str) -> str:
        """Begins and finishes."""
        return self.finish(self.visit(**more))

    def show(self, *, at: datetime = NOW) -> DriveView:
        """The link as people see it."""
        return linking.show(self.t, at, with_=self.with_)

    def incident(self) -> bool:
        """Whether people are told that Google refuses."""
        return any(i.kind is IncidentKind.DRIVE_REFUSED for i in self.with_.incidents.list_open(self.t))

    def audit(self) -> list[str]:
        """What was done, in its order."""
        return [
            str(f.data["action"]) for f in self.db.query(paths.audit(self.t), order=[("at", "ASCENDING")], limit=20)
        ]


@pytest.fixture
def new_workspace(_served: Google, firestore_client: firestore.Client) -> Iterator[Callable[..., Workspace]]:
    """Makes workspaces."""

    def make(plan: Plan = Plan.PRO) -> Workspace:
        db = Database(firestore_client)
        t, uid = TenantId(random_id()), MemberId(random_id())
        tenants = Tenants(db)
        tenants.save(Tenant(id=t, name="Acme", plan=plan))
        tenants.save_member(t, Member(id=uid, email="o@acme.test", role=Role.OWNER))
        with_ = linking.Collaborators(
            links=DriveLinks(db),
            tenants=tenants,
            incidents=Incidents(db),
            vault=Vault(KEYS),
            consent=Consent(_served.have),
            drives=Drives(_served.have),
            base_url=BASE_URL,
        )
        owner = Caller(tenant_id=t, role=Role.OWNER, id=uid, name="Olivia")
        return Workspace(_served, db, with_, t, owner, f"{secrets.token_hex(6)}@gmail.test")

    _served.faults.clear()
    yield make
    _served.faults.clear()


@pytest.fixture
def acme(new_workspace: Callable[..., Workspace]) -> Workspace:
    """One that may have backups."""
    return new_workspace()


def test_whoever_agrees_is_linked_and_the_token_is_sealed(acme: Workspace) -> None:
    assert acme.show().status == "not_connected"
    assert acme.connect() == "connected"
    shown = acme.show()
    kept = acme.db.get(paths.integration(acme.t, "drive"))

    assert (shown.status, shown.email, shown.connected_by, shown.connected_at) == (
        "connected",
        acme.account,
        "Olivia",
        NOW,
    )
    assert shown.space is not None
    assert kept is not None
    assert "1//0" not in str(kept.data)
    assert linking.open_drive(acme.t, with_=acme.with_).drive.about().used_bytes == 0
    assert acme.audit() == ["drive.connected"]


def test_a_link_of_one_tenant_opens_in_no_other(acme: Workspace, new_workspace: Callable[..., Workspace]) -> None:
    globex = new_workspace()
    acme.connect()
    kept = acme.db.get(paths.integration(acme.t, "drive"))
    assert kept is not None
    moved = acme.with_.links.find(acme.t)
    assert moved is not None

    with pytest.raises(DriveNotLinked):
        linking.open_drive(globex.t, with_=globex.with_)
    with pytest.raises(Exception, match="cannot be opened"):
        open_token(globex.t, moved.value, globex.with_.vault)


def test_a_callback_that_comes_twice_links_once(acme: Workspace) -> None:
    answer = acme.visit()

    assert [acme.finish(answer), acme.finish(answer)] == ["connected", "connected"]
    assert acme.audit() == ["drive.connected"]


def test_an_answer_that_is_not_ours_or_too_late_links_nothing(
    acme: Workspace, new_workspace: Callable[..., Workspace]
) -> None:
    answer = acme.visit()
    late = acme.visit()

    assert acme.finish(answer.model_copy(update={"state": "forged"})) == "expired"
    assert acme.finish(answer.model_copy(update={"state": ""})) == "expired"
    assert acme.finish(answer.model_copy(update={"state": answer.state[:-8] + "AAAAAAA="})) == "expired"
    assert acme.finish(late, at=NOW + linking.CONSENT_FOR) == "expired"
    assert acme.show().status == "not_connected"


def test_a_code_of_another_consent_is_not_taken(acme: Workspace, new_workspace: Callable[..., Workspace]) -> None:
    theirs, ours = new_workspace().visit(), acme.visit()

    assert acme.finish(ours.model_copy(update={"code": theirs.code})) == "failed"
    assert acme.show().status == "not_connected"


@pytest.mark.parametrize(("auto", "word"), [("deny", "denied"), ("untick", "scope")])
def test_what_a_person_does_not_allow_is_said_by_its_name(acme: Workspace, auto: str, word: str) -> None:
    assert acme.connect(auto=auto) == word
    assert acme.show().status == "not_connected"


def test_whoever_lost_the_role_meanwhile_links_nothing(acme: Workspace) -> None:
    answer = acme.visit()
    acme.with_.tenants.save_member(acme.t, Member(id=MemberId(acme.owner.id), role=Role.AGENT))

    assert acme.finish(answer) == "forbidden"
    assert acme.show().status == "not_connected"


def test_a_plan_without_backups_links_nothing(new_workspace: Callable[..., Workspace]) -> None:
    initech = new_workspace(Plan.STARTER)

    with pytest.raises(PlanRequired):
        linking.begin(initech.owner, NOW, with_=initech.with_)
    with pytest.raises(PlanRequired):
        initech.show()
    linking.disconnect(initech.owner, NOW, with_=initech.with_)


def test_a_refusal_is_one_clear_state_and_nobody_asks_google_again(acme: Workspace) -> None:
    acme.connect()
    acme.google.post(f"/accounts/{acme.account}/revoke")
    shown = acme.show()
    acme.google.faults.set("drive", "500")

    assert shown.status == "refused"
    assert "Connect Google Drive again" in shown.trouble
    assert acme.show() == shown
    with pytest.raises(DriveRefused):
        linking.open_drive(acme.t, with_=acme.with_)
    assert acme.google.faults.pending(), "somebody asked Google although it has refused"
    assert acme.incident()


def test_connecting_again_closes_the_incident(acme: Workspace) -> None:
    acme.connect()
    acme.google.post(f"/accounts/{acme.account}/revoke")
    acme.show()

    assert acme.connect() == "connected"
    assert acme.show().status == "connected"
    assert not acme.incident()


def test_a_refusal_of_a_link_that_was_made_anew_meanwhile_changes_nothing(acme: Workspace) -> None:
    acme.connect()
    old = linking.open_drive(acme.t, with_=acme.with_).link
    acme.connect()
    linking.refuse(acme.t, old, DriveRefused("It is over."), NOW, with_=acme.with_)

    assert acme.show().status == "connected"
    assert not acme.incident()


def test_a_google_that_is_down_leaves_the_link_as_it_is(acme: Workspace) -> None:
    acme.connect()
    acme.google.faults.set("drive", "500")
    shown = acme.show()

    assert (shown.status, shown.space) == ("connected", None)
    assert not acme.incident()


def test_a_link_in_testing_tells_when_it_ends(acme: Workspace) -> None:
    acme.connect(testing="1")
    ends = acme.show().expires_at
    asyncio.run(acme.google.clock.advance(7 * 86_400))

    assert ends == NOW + timedelta(days=7)
    assert acme.show().status == "refused"


def test_disconnecting_revokes_and_forgets_the_token(acme: Workspace) -> None:
    acme.connect()
    link = linking.open_drive(acme.t, with_=acme.with_)
    linking.disconnect(acme.owner, NOW + timedelta(minutes=1), with_=acme.with_)
    linking.disconnect(acme.owner, NOW + timedelta(minutes=1), with_=acme.with_)
    kept = acme.with_.links.find(acme.t)

    assert kept is not None
    assert (kept.value.status, kept.value.sealed) == (DriveLinkStatus.DISCONNECTED, "")
    assert acme.show().status == "not_connected"
    with pytest.raises(DriveRefused):
        link.drive.about()
    assert acme.audit() == ["drive.connected", "drive.disconnected"]


def test_disconnecting_leaves_another_workspace_of_the_same_account_its_link(
    acme: Workspace, new_workspace: Callable[..., Workspace]
) -> None:
    globex = new_workspace()
    acme.connect()
    globex.connect(account=acme.account)
    linking.disconnect(acme.owner, NOW, with_=acme.with_)

    assert globex.show().status == "connected"
    linking.disconnect(globex.owner, NOW, with_=globex.with_)
    assert acme.google.post(f"/accounts/{acme.account}/revoke")["tokens_ended"] == 0


def test_connecting_another_account_gives_the_first_one_back(acme: Workspace) -> None:
    acme.connect()
    acme.connect(account=f"second-{acme.account}")

    assert acme.show().email == f"second-{acme.account}"
    assert acme.google.post(f"/accounts/{acme.account}/revoke")["tokens_ended"] == 0
