"""Asking people to work here, and their accepting it."""

import secrets
from datetime import datetime
from typing import Final, NamedTuple

from common.crypto import Vault
from common.entry.pages import ListQuery
from common.errors import Conflict, Forbidden, Invalid, NotFound
from common.models.ids import TenantId, digest
from common.models.invitation import HOLDS, Invitation, invitation_id, secret_digest
from common.models.tenant import Caller, Member, Person
from common.store.codec import Versioned
from common.store.database import compare_and_swap
from common.store.idempotency import Idempotency, KnownAnswer, answered
from common.store.invitations import Invitations
from common.store.tenants import Tenants
from functions.workspace.people_schemas import InviteIn, InviteMade, InvitePage, InviteSeen, InviteView
from functions.workspace.schemas import Membership
from functions.workspace.service.people import demand_rank
from functions.workspace.service.reading import page_of

_PARTS: Final = 3
_GONE: Final = "This invitation does not hold any more. Ask for a new one."


class EmailUnverified(Forbidden):
    """Whoever signed in has not shown that the address is theirs."""

    code, title = "email_unverified", "Confirm your e-mail address first"


class Stores(NamedTuple):
    """Whom inviting works with."""

    tenants: Tenants
    invitations: Invitations
    answers: Idempotency
    vault: Vault
    base_url: str
    """The address at which people find the dashboard."""


def invite(
    caller: Caller, wanted: InviteIn, key: str, request_hash: str, now: datetime, *, with_: Stores
) -> InviteMade:
    """Asks somebody; asking the same address again renews, and an earlier link ends.

    Args:
        caller: who asks.
        wanted: whom, and as what.
        key: the Idempotency-Key; one key asks once, and gives one link.
        request_hash: the digest of the request.
        now: the present.
        with_: the collaborators.

    Raises:
        Forbidden: the role, or that of an invitation that still holds, is above the caller's own.
        Conflict: they work here already.
        Invalid: the Idempotency-Key was used for another request.
    """
    demand_rank(caller, wanted.role)
    t, id_ = caller.tenant_id, invitation_id(wanted.email)
    request = digest("idempotency", caller.id, key)
    secret = with_.vault.derive("invitation", t, id_, caller.id, key) if key else secrets.token_urlsafe(32)
    link = f"{with_.base_url.rstrip('/')}/join#{t}.{id_}.{secret}"

    def attempt() -> InviteView:
        known = with_.answers.find(t, request) if key else None
        if known is not None:
            if known.request_hash != request_hash:
                raise Invalid("This Idempotency-Key was used for another request.")
            return InviteView.model_validate_json(known.body)
        if any(member.email.lower() == wanted.email for member in with_.tenants.list_members(t)):
            raise Conflict(f"{wanted.email} works here already.")
        found = with_.invitations.find(t, id_)
        if found is not None and found.value.accepted_by is None and found.value.expires_at > now:
            demand_rank(caller, found.value.role)
        made = _made(caller, wanted, secret, now)
        seen = InviteView.model_validate(made.model_dump())
        # Without the link, which follows from the key.
        kept = KnownAnswer(request_hash, 201, seen.model_dump_json())
        with_.invitations.save(t, made, found, *([answered(t, request, kept, now)] if key else []))
        return seen

    return InviteMade.model_validate({**compare_and_swap(attempt).model_dump(), "link": link})


def _made(caller: Caller, wanted: InviteIn, secret: str, now: datetime) -> Invitation:
    return Invitation(
        id=invitation_id(wanted.email),
        email=wanted.email,
        role=wanted.role,
        secret_digest=secret_digest(secret),
        made_by=caller.id,
        made_by_name=caller.name,
        made_at=now,
        expires_at=now + HOLDS,
    )


def list_open(t: TenantId, query: ListQuery, now: datetime, *, with_: Stores) -> InvitePage:
    """A page of those who have been asked and have not accepted, by id."""
    views = [InviteView.model_validate(each.model_dump()) for each in with_.invitations.list_open(t, now)]
    items, more = page_of(views, query, lambda each: each.id)
    return InvitePage(items=items, next_cursor=more)


def revoke(caller: Caller, id_: str, *, with_: Stores) -> None:
    """Takes an invitation back.

    Raises:
        NotFound: there is none, or it has been accepted.
        Forbidden: its role is above the caller's own.
    """

    def attempt() -> None:
        found = with_.invitations.find(caller.tenant_id, id_)
        if found is None or found.value.accepted_by:
            raise NotFound("There is no such invitation.")
        demand_rank(caller, found.value.role)
        with_.invitations.remove(caller.tenant_id, found)

    compare_and_swap(attempt)


def look(token: str, now: datetime, *, with_: Stores) -> InviteSeen:
    """What whoever has the link may know before they sign in.

    Raises:
        NotFound: the link does not lead anywhere any more.
    """
    t, found = _named(token, with_)
    invitation = found.value
    if invitation.accepted_by is None and invitation.expires_at <= now:
        raise NotFound(_GONE)
    return InviteSeen(
        workspace=with_.tenants.get(t).name,
        email=invitation.email,
        role=invitation.role,
        made_by_name=invitation.made_by_name,
        expires_at=invitation.expires_at,
    )


def accept(person: Person, token: str, now: datetime, *, with_: Stores) -> Membership:
    """Makes the person a member; once, and again the same answer for whoever accepted.

    Raises:
        NotFound: the link does not lead anywhere any more.
        Forbidden: it is for somebody else, or the person has not shown that the address is theirs.
        Conflict: it has been used.
    """

    def attempt() -> Membership:
        t, found = _named(token, with_)
        invitation = found.value
        if invitation.accepted_by is not None:
            return _again(t, person, invitation, with_)
        if invitation.expires_at <= now:
            raise NotFound(_GONE)
        if person.email.lower() != invitation.email:
            raise Forbidden("This invitation is for another address. Sign in with the one that it was sent to.")
        if not person.email_verified:
            raise EmailUnverified("Confirm first that this e-mail address is yours; we send you a mail for it.")
        member = Member(id=person.uid, email=invitation.email, name=person.name, role=invitation.role)
        with_.invitations.accept(t, found, member, now)
        return _membership(t, with_.tenants.find_member(t, person.uid) or member, with_)

    return compare_and_swap(attempt)


def _again(t: TenantId, person: Person, invitation: Invitation, with_: Stores) -> Membership:
    member = with_.tenants.find_member(t, person.uid) if invitation.accepted_by == person.uid else None
    if member is None:
        raise Conflict("This invitation has been used. Ask for a new one.")
    return _membership(t, member, with_)


def _membership(t: TenantId, member: Member, with_: Stores) -> Membership:
    tenant = with_.tenants.get(t)
    return Membership(id=t, name=tenant.name, plan=tenant.plan, role=member.role)


def _named(token: str, with_: Stores) -> tuple[TenantId, Versioned[Invitation]]:
    parts = token.split(".")
    if len(parts) != _PARTS or not all(parts):
        raise NotFound(_GONE)
    t, id_, secret = TenantId(parts[0]), parts[1], parts[2]
    found = with_.invitations.find(t, id_)
    if found is None or not secrets.compare_digest(found.value.secret_digest, secret_digest(secret)):
        raise NotFound(_GONE)
    return t, found
