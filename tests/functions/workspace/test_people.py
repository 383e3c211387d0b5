"""Who may do what to whom, inviting, and that a workspace always has an owner."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from google.cloud import firestore

from common.crypto import Vault
from common.errors import AppError, Conflict, Forbidden, Invalid, NotFound
from common.jobs.registry import Job
from common.models.ids import MemberId, TenantId, random_id
from common.models.invitation import HOLDS
from common.models.payloads import Payload
from common.models.tenant import Caller, Member, Person, Role, Tenant
from common.store.database import Database
from common.store.idempotency import Idempotency
from common.store.invitations import Invitations
from common.store.members import Members
from common.store.tenants import Tenants
from functions.workspace.people_schemas import InviteIn, InviteMade
from functions.workspace.service import inviting, people
from functions.workspace.service.inviting import EmailUnverified
from tests.functions.racing import race
from tests.functions.world import KEYS

pytestmark = pytest.mark.emulator
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
GONE = "does not hold any more"


class House:
    """A workspace and the people in it."""

    def __init__(self, database: Database) -> None:
        self.t = TenantId(random_id())
        self.tenants, self.members = Tenants(database), Members(database)
        self.inviting = inviting.Stores(
            self.tenants, Invitations(database), Idempotency(database), Vault(KEYS), "https://w.test"
        )
        self.tenants.save(Tenant(id=self.t, name="Bakery"))
        self.queued: list[tuple[str, str, float]] = []

    def add(self, uid: str, role: Role) -> Caller:
        """Somebody who works here."""
        self.tenants.save_member(self.t, Member(id=MemberId(uid), email=f"{uid}@w.test", name=uid, role=role))
        return Caller(tenant_id=self.t, role=role, id=uid, name=uid)

    def enqueue(
        self, job: Job, payload: Payload, *, delay_s: float = 0, at: datetime | None = None, again: str = ""
    ) -> bool:
        """Keeps what would be queued."""
        self.queued.append((job.name, payload.subject, delay_s))
        return True

    def roles(self) -> dict[str, Role]:
        """Who works here, and as what."""
        return {member.id: member.role for member in self.tenants.list_members(self.t)}

    def ask(self, caller: Caller, email: str, role: Role = Role.AGENT, key: str = "", at: datetime = NOW) -> InviteMade:
        """An invitation."""
        wanted = InviteIn(email=email, role=role)
        return inviting.invite(caller, wanted, key, wanted.model_dump_json(), at, with_=self.inviting)

    def accept(self, made: InviteMade, person: Person, at: datetime = NOW) -> tuple[TenantId, Role]:
        """What comes of following the link."""
        membership = inviting.accept(person, made.link.partition("#")[2], at, with_=self.inviting)
        return membership.id, membership.role


def _person(email: str, uid: str = "", *, verified: bool = True) -> Person:
    return Person(uid=MemberId(uid or secrets.token_hex(8)), email=email, email_verified=verified, name="Zoe")


def _outcome(call: Callable[[], object]) -> type[AppError] | None:
    try:
        call()
    except AppError as error:
        return type(error)
    return None


@pytest.fixture
def house(firestore_client: firestore.Client) -> House:
    return House(Database(firestore_client))


def test_of_two_owners_who_remove_each_other_at_the_same_moment_one_stays(house: House) -> None:
    ann, bob = house.add("ann", Role.OWNER), house.add("bob", Role.OWNER)
    came_of_it = race(
        [
            lambda: _outcome(
                lambda: people.remove(ann, MemberId("bob"), NOW, members=house.members, enqueue=house.enqueue)
            ),
            lambda: _outcome(
                lambda: people.remove(bob, MemberId("ann"), NOW, members=house.members, enqueue=house.enqueue)
            ),
        ]
    )
    assert came_of_it.count(None) == 1
    assert list(house.roles().values()) == [Role.OWNER]


def test_of_many_owners_who_go_or_step_down_at_the_same_moment_one_stays(house: House) -> None:
    owners = [house.add(f"o{n}", Role.OWNER) for n in range(6)]
    leaving = [
        lambda who=who: _outcome(lambda: people.leave(who, house.t, NOW, members=house.members, enqueue=house.enqueue))
        for who in owners
    ]
    stepping = [
        lambda who=who: _outcome(lambda: people.change_role(who, MemberId(who.id), Role.VIEWER, members=house.members))
        for who in owners
    ]
    came_of_it = race(leaving[:3] + stepping[3:])
    assert sorted(came_of_it, key=str) == [Conflict, *[None] * 5]
    assert [role for role in house.roles().values() if role is Role.OWNER] == [Role.OWNER]


def test_whoever_owns_no_more_does_not_go_on_as_an_owner(house: House) -> None:
    ann, bob, _ = (house.add(name, Role.OWNER) for name in ("ann", "bob", "cy"))
    people.remove(ann, MemberId("bob"), NOW, members=house.members, enqueue=house.enqueue)
    with pytest.raises(Forbidden, match="any more"):
        people.remove(bob, MemberId("cy"), NOW, members=house.members, enqueue=house.enqueue)
    given_back = ("release-conversations", "bob")
    assert house.queued == [(*given_back, people.FALLBACK_S), (*given_back, 0)]


@pytest.mark.parametrize("own", [Role.ADMIN, Role.OWNER])
@pytest.mark.parametrize("other", Role)
@pytest.mark.parametrize("wanted", Role)
def test_nobody_gives_or_takes_more_than_they_have(house: House, own: Role, other: Role, wanted: Role) -> None:
    caller = house.add("me", own)
    house.add("spare", Role.OWNER)
    house.add("other", other)
    may = own is Role.OWNER or Role.OWNER not in (other, wanted)
    came_of_it = _outcome(lambda: people.change_role(caller, MemberId("other"), wanted, members=house.members))
    assert came_of_it is (None if may else Forbidden)
    assert house.roles()["other"] is (wanted if may else other)


def test_an_admin_neither_removes_nor_invites_an_owner(house: House) -> None:
    house.add("ann", Role.OWNER)
    admin = house.add("bob", Role.ADMIN)
    with pytest.raises(Forbidden):
        people.remove(admin, MemberId("ann"), NOW, members=house.members, enqueue=house.enqueue)
    with pytest.raises(Forbidden):
        house.ask(admin, "new@w.test", Role.OWNER)
    theirs = house.ask(house.add("cy", Role.OWNER), "new@w.test", Role.OWNER)
    with pytest.raises(Forbidden):
        inviting.revoke(admin, theirs.id, with_=house.inviting)
    with pytest.raises(Forbidden):
        house.ask(admin, "new@w.test", Role.VIEWER)
    assert house.accept(theirs, _person("new@w.test")) == (house.t, Role.OWNER)


def test_who_hands_the_workspace_over_stays_as_an_admin(house: House) -> None:
    ann = house.add("ann", Role.OWNER)
    house.add("bob", Role.VIEWER)
    people.transfer(ann, MemberId("bob"), members=house.members)
    assert house.roles() == {"ann": Role.ADMIN, "bob": Role.OWNER}
    with pytest.raises(Forbidden):
        people.transfer(ann, MemberId("bob"), members=house.members)
    assert house.roles() == {"ann": Role.ADMIN, "bob": Role.OWNER}


def test_a_key_neither_leaves_nor_hands_over(house: House) -> None:
    house.add("ann", Role.OWNER)
    key = Caller(tenant_id=house.t, role=Role.OWNER, id="key:k")
    assert _outcome(lambda: people.leave(key, house.t, NOW, members=house.members, enqueue=house.enqueue)) is Forbidden
    assert _outcome(lambda: people.transfer(key, MemberId("ann"), members=house.members)) is Forbidden


def test_accepting_twice_and_at_the_same_moment_is_accepting_once(house: House) -> None:
    made = house.ask(house.add("ann", Role.OWNER), " Zoe@W.test ")
    zoe = _person("ZOE@w.test")
    answers = race([lambda: house.accept(made, zoe)] * 4)
    assert {*answers, house.accept(made, zoe, NOW + HOLDS)} == {(house.t, Role.AGENT)}
    assert house.roles() == {"ann": Role.OWNER, zoe.uid: Role.AGENT}
    with pytest.raises(Conflict, match="has been used"):
        house.accept(made, _person("zoe@w.test"))


def test_only_whoever_has_shown_the_address_to_be_theirs_accepts(house: House) -> None:
    made = house.ask(house.add("ann", Role.OWNER), "zoe@w.test")
    with pytest.raises(EmailUnverified):
        house.accept(made, _person("zoe@w.test", verified=False))
    with pytest.raises(Forbidden, match="another address"):
        house.accept(made, _person("mia@w.test"))
    assert house.roles() == {"ann": Role.OWNER}


def test_a_link_ends_after_seven_days_when_renewed_and_when_taken_back(house: House) -> None:
    ann, zoe = house.add("ann", Role.OWNER), _person("zoe@w.test")
    first = house.ask(ann, zoe.email)
    with pytest.raises(NotFound, match=GONE):
        house.accept(first, zoe, NOW + HOLDS)
    second = house.ask(ann, zoe.email, Role.VIEWER)
    with pytest.raises(NotFound, match=GONE):
        house.accept(first, zoe)
    inviting.revoke(ann, second.id, with_=house.inviting)
    with pytest.raises(NotFound, match=GONE):
        house.accept(second, zoe)
    third = house.ask(ann, zoe.email, at=NOW + timedelta(days=30))
    assert house.accept(third, zoe, NOW + timedelta(days=31)) == (house.t, Role.AGENT)


def test_whoever_was_removed_does_not_come_back_by_the_old_link(house: House) -> None:
    ann, zoe = house.add("ann", Role.OWNER), _person("zoe@w.test")
    made = house.ask(ann, zoe.email)
    house.accept(made, zoe)
    people.remove(ann, zoe.uid, NOW, members=house.members, enqueue=house.enqueue)
    with pytest.raises(Conflict, match="has been used"):
        house.accept(made, zoe)


def test_whoever_works_here_is_not_asked_again(house: House) -> None:
    ann = house.add("ann", Role.OWNER)
    with pytest.raises(Conflict, match="works here already"):
        house.ask(ann, "ANN@w.test")


def test_one_idempotency_key_gives_one_link(house: House) -> None:
    ann = house.add("ann", Role.OWNER)
    first = house.ask(ann, "zoe@w.test", key="k")
    assert race([lambda: house.ask(ann, "zoe@w.test", key="k", at=NOW + timedelta(hours=1))] * 4) == [first] * 4
    for email, role in (("zoe@w.test", Role.VIEWER), ("mia@w.test", Role.AGENT)):
        with pytest.raises(Invalid, match="another request"):
            house.ask(ann, email, role, key="k")
    assert house.ask(ann, "zoe@w.test", key="l").link != first.link


def test_a_request_that_comes_again_late_does_not_ask_anew_whoever_was_removed(house: House) -> None:
    ann, zoe = house.add("ann", Role.OWNER), _person("zoe@w.test")
    made = house.ask(ann, zoe.email, key="k")
    house.accept(made, zoe)
    people.remove(ann, zoe.uid, NOW, members=house.members, enqueue=house.enqueue)
    assert house.ask(ann, zoe.email, key="k") == made
    with pytest.raises(Conflict, match="has been used"):
        house.accept(made, zoe)
    again = house.ask(ann, zoe.email, key="l")
    assert house.accept(again, zoe) == (house.t, Role.AGENT)


@pytest.mark.parametrize("token", ["x", "a.b", "a.b.c.d", "nobody.none.secret"])
def test_a_link_that_somebody_made_up_leads_nowhere(house: House, token: str) -> None:
    with pytest.raises(NotFound, match=GONE):
        inviting.look(token, NOW, with_=house.inviting)
