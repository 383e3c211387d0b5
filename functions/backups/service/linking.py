"""Linking a Google Drive: consent, its answer, what Google says later, and the end of it."""

import secrets
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from common import log
from common.crypto import Vault
from common.drive.client import DriveAccount, Drives, GoogleDrive
from common.drive.consent import SCOPE, Consent, Grant
from common.errors import AppError, Misconfigured
from common.models.audit import AuditEntry
from common.models.drive import DriveBusy, DriveDown, DriveRefused
from common.models.drive_link import (
    DriveLink,
    DriveLinkStatus,
    DriveNotLinked,
    RefreshToken,
    open_token,
    seal_token,
)
from common.models.ids import TenantId, digest, random_id
from common.models.incident import IncidentKind
from common.models.tenant import Caller, Role
from common.store.codec import Versioned
from common.store.database import compare_and_swap
from common.store.drive_links import DriveLinks
from common.store.incidents import Incidents
from common.store.tenants import Tenants
from functions.backups.schemas import CallbackQuery, ConsentView, DriveSpace, DriveView
from functions.backups.service.plan import demand_backups

CONSENT_FOR: Final = timedelta(minutes=10)
"""How long a person may take on Google's page."""
SUBJECT: Final = "drive"
NOT_LINKED: Final = "No Google Drive is connected. Connect one in the settings."
_STATE: Final = "drive-consent"
_VERIFIER_BYTES: Final = 48
"""64 characters in url-safe base64, of the 43 to 128 that PKCE takes (RFC 7636, 4.1)."""


class Collaborators(NamedTuple):
    """What linking works with."""

    links: DriveLinks
    tenants: Tenants
    incidents: Incidents
    vault: Vault
    consent: Consent
    drives: Drives
    base_url: str
    """The address that browsers see, without a trailing slash."""


class State(BaseModel):
    """What travels through Google's page, sealed: for whom the consent is, and what redeems its answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tenant: TenantId
    caller: str
    name: str
    nonce: str
    verifier: str
    expires_at: datetime


def show(t: TenantId, now: datetime, *, with_: Collaborators) -> DriveView:
    """The link, with how full the Drive is where Google says so; asking finds out whether Google still takes it."""
    demand_backups(t, tenants=with_.tenants)
    found = with_.links.find(t)
    if found is None or found.value.status is DriveLinkStatus.DISCONNECTED:
        return DriveView(status="not_connected", email=found.value.email if found else "")
    if found.value.status is DriveLinkStatus.REFUSED:
        return _view(found.value)
    try:
        space = with_.drives.open(open_token(t, found.value, with_.vault)).about()
    except DriveRefused as refused:
        refuse(t, found, refused, now, with_=with_)
        told = {"status": DriveLinkStatus.REFUSED, "refused_reason": refused.detail}
        return _view(found.value.model_copy(update=told))
    except (DriveBusy, DriveDown):
        return _view(found.value)
    return _view(found.value, DriveSpace(used_bytes=space.used_bytes, limit_bytes=space.limit_bytes))


def begin(who: Caller, now: datetime, *, with_: Collaborators) -> ConsentView:
    """Where to go in order to link a Drive; nothing is kept until an answer comes.

    Raises:
        PlanRequired: the plan has no backups.
    """
    t = who.tenant_id
    demand_backups(t, tenants=with_.tenants)
    known = with_.links.find(t)
    state = State(
        tenant=t,
        caller=who.id,
        name=who.name,
        nonce=secrets.token_urlsafe(16),
        verifier=secrets.token_urlsafe(_VERIFIER_BYTES),
        expires_at=now + CONSENT_FOR,
    )
    url = with_.consent.url(
        state=with_.vault.seal({"state": state.model_dump_json()}, context=_STATE),
        verifier=state.verifier,
        redirect_uri=_redirect_uri(with_),
        login_hint=known.value.email if known else "",
    )
    return ConsentView(url=url)


def finish(answer: CallbackQuery, now: datetime, *, with_: Collaborators) -> str:
    """Links the Drive that Google's answer allows; returns the address of the page that says what came of it."""
    return f"{with_.base_url}/settings/backups?drive={_outcome(answer, now, with_)}"


def _outcome(answer: CallbackQuery, now: datetime, with_: Collaborators) -> str:
    state = _read(answer.state, with_.vault)
    if state is None or state.expires_at <= now:
        return "expired"
    consent_id = digest(state.nonce)
    # Claimed before the code is redeemed, which works once: whoever comes second must not spoil it.
    if not with_.links.claim_consent(state.tenant, consent_id, state.expires_at):
        known = with_.links.find(state.tenant)
        return "connected" if known and known.value.consent_id == consent_id else "expired"
    if answer.error or not answer.code:
        return "denied"
    try:
        demand_backups(state.tenant, tenants=with_.tenants)
        if not _may_link(state, with_):
            return "forbidden"
        grant = with_.consent.redeem(answer.code, verifier=state.verifier, redirect_uri=_redirect_uri(with_))
        if SCOPE not in grant.scopes:
            _give_back(grant.refresh_token, with_)
            return "scope"
        if not grant.refresh_token:
            return "failed"
        account = with_.drives.open(grant.refresh_token).account()
        _keep(state, consent_id, grant, account, now, with_)
    except AppError as error:
        # A person looks at this page: it sends them back with a word, whatever happened.
        log.exception("A Drive could not be linked.", tenant=state.tenant, error=error.detail)
        return "failed"
    return "connected"


def _read(sealed: str, vault: Vault) -> State | None:
    try:
        return State.model_validate_json(vault.open(sealed, context=_STATE)["state"])
    except (Misconfigured, ValidationError, ValueError, KeyError):
        # Not made by us, or by a key that is long gone.
        return None


def _may_link(state: State, with_: Collaborators) -> bool:
    """Whether whoever began still works there with the role for it; an API key was checked when it began."""
    if state.caller.startswith("key:"):
        return True
    member = with_.tenants.find_member(state.tenant, state.caller)
    return member is not None and member.role in (Role.OWNER, Role.ADMIN)


def _keep(
    state: State, consent_id: str, grant: Grant, account: DriveAccount, now: datetime, with_: Collaborators
) -> None:
    t = state.tenant
    link = DriveLink(
        status=DriveLinkStatus.CONNECTED,
        email=account.email,
        account_id=account.id,
        consent_id=consent_id,
        sealed=seal_token(t, grant.refresh_token, with_.vault),
        connected_at=now,
        connected_by=state.name,
        expires_at=now + timedelta(seconds=grant.expires_in_s) if grant.expires_in_s else None,
    )

    def attempt() -> DriveLink | None:
        before = with_.links.find(t)
        entry = _audit(state.caller, state.name, "drive.connected", before, account.email, now)
        with_.links.connect(t, before, link, entry)
        return before.value if before else None

    before = compare_and_swap(attempt)
    with_.incidents.close(t, IncidentKind.DRIVE_REFUSED, SUBJECT, now)
    if before is not None and before.sealed and before.account_id != account.id:
        _give_back_link(t, before, with_)


def disconnect(who: Caller, now: datetime, *, with_: Collaborators) -> None:
    """Ends the link and gives the permission back; backups stay in the Drive. No link is fine."""
    t = who.tenant_id

    def attempt() -> DriveLink | None:
        found = with_.links.find(t)
        if found is None or found.value.status is DriveLinkStatus.DISCONNECTED:
            return None
        with_.links.disconnect(t, found, _audit(who.id, who.name, "drive.disconnected", found, "", now))
        return found.value

    ended = compare_and_swap(attempt)
    if ended is not None:
        with_.incidents.close(t, IncidentKind.DRIVE_REFUSED, SUBJECT, now)
        _give_back_link(t, ended, with_)


class LinkedDrive(NamedTuple):
    """An opened Drive, and the version of the link that it was opened by."""

    drive: GoogleDrive
    link: Versioned[DriveLink]


def open_drive(t: TenantId, *, with_: Collaborators) -> LinkedDrive:
    """The tenant's Drive; one read.

    Raises:
        DriveNotLinked: there is no link.
        DriveRefused: Google has refused the link before; nobody asks it again until a person connects.
    """
    found = with_.links.find(t)
    if found is None or found.value.status is DriveLinkStatus.DISCONNECTED:
        raise DriveNotLinked(NOT_LINKED)
    if found.value.status is DriveLinkStatus.REFUSED:
        raise DriveRefused(found.value.refused_reason)
    return LinkedDrive(with_.drives.open(open_token(t, found.value, with_.vault)), found)


def refuse(
    t: TenantId, link: Versioned[DriveLink], refused: DriveRefused, now: datetime, *, with_: Collaborators
) -> None:
    """Notes that Google does not take a link any more, unless it was connected anew, and opens an incident."""
    if with_.links.refuse(t, link, refused.detail, now):
        with_.incidents.open(t, IncidentKind.DRIVE_REFUSED, SUBJECT, refused.detail, now)


def _give_back_link(t: TenantId, link: DriveLink, with_: Collaborators) -> None:
    # Revoking ends what other workspaces may do with the same Google account, too.
    if link.sealed and not with_.links.is_shared(t, link.account_id):
        try:
            _give_back(open_token(t, link, with_.vault), with_)
        except Misconfigured as error:
            log.warning("a permission cannot be given back", error=error.detail)


def _give_back(token: RefreshToken, with_: Collaborators) -> None:
    try:
        if token:
            with_.consent.revoke(token)
    except DriveDown as error:
        # The link is over on our side all the same, and the token is forgotten.
        log.warning("Google could not be told that a permission is given back", error=error.detail)


def _redirect_uri(with_: Collaborators) -> str:
    return f"{with_.base_url}/api/backups/drive/callback"


def _audit(
    actor: str, name: str, action: str, before: Versioned[DriveLink] | None, email: str, now: datetime
) -> AuditEntry:
    was = before.value.email if before and before.value.status is not DriveLinkStatus.DISCONNECTED else ""
    return AuditEntry(
        id=random_id(),
        at=now,
        actor=actor,
        actor_name=name,
        action=action,
        target=SUBJECT,
        before={"email": was} if was else {},
        after={"email": email} if email else {},
    )


def _view(link: DriveLink, space: DriveSpace | None = None) -> DriveView:
    is_refused = link.status is DriveLinkStatus.REFUSED
    return DriveView(
        status="refused" if is_refused else "connected",
        email=link.email,
        connected_at=link.connected_at,
        connected_by=link.connected_by,
        expires_at=link.expires_at,
        trouble=link.refused_reason if is_refused else "",
        space=space,
    )
