"""Entry point of `workspace`: its routes."""

from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.channels.registry import senders
from common.config import clock, settings
from common.crypto import Vault
from common.entry.auth import Authenticator
from common.entry.http import Answer, Api, Call, Route
from common.entry.pages import ListQuery
from common.errors import Conflict, DependencyDown, Forbidden, NotFound, PlanRequired
from common.jobs.enqueue import cloud_tasks
from common.jobs.registry import initialize
from common.models.ids import ChannelId, MemberId
from common.models.tenant import ROLE_RANK, Role
from common.store import ops
from common.store.agents import Agents
from common.store.api_keys import ApiKeys
from common.store.audit import AuditTrail
from common.store.channels import Channels
from common.store.conversations import Conversations
from common.store.database import database
from common.store.idempotency import Idempotency
from common.store.incidents import Incidents
from common.store.invitations import Invitations
from common.store.members import Members
from common.store.tenants import Tenants
from functions.workspace import audit_schemas, key_schemas, people_schemas, schemas
from functions.workspace.service import changing, connecting, founding, inviting, keys, people, reading, settling, trail
from functions.workspace.service.accounts import Collaborators, detail

log.configure()
initialize("workspace")


@lru_cache(maxsize=1)
def _channels() -> Channels:
    return Channels(database(settings().google_cloud_project))


@lru_cache(maxsize=1)
def _tenants() -> Tenants:
    return Tenants(database(settings().google_cloud_project))


@lru_cache(maxsize=1)
def _members() -> Members:
    return Members(database(settings().google_cloud_project))


@lru_cache(maxsize=1)
def _inviting() -> inviting.Stores:
    have = settings()
    db, vault = database(have.google_cloud_project), Vault(have.need("credential_keys"))
    return inviting.Stores(_tenants(), Invitations(db), Idempotency(db), vault, have.need("public_base_url"))


@lru_cache(maxsize=1)
def _keys() -> keys.Stores:
    have = settings()
    return keys.Stores(_tenants(), ApiKeys(database(have.google_cloud_project)), Vault(have.need("credential_keys")))


@lru_cache(maxsize=1)
def _settling() -> settling.Stores:
    db = database(settings().google_cloud_project)
    return settling.Stores(_tenants(), _channels(), Invitations(db), Conversations(db), Agents(db))


@lru_cache(maxsize=1)
def _trail() -> AuditTrail:
    return AuditTrail(database(settings().google_cloud_project))


@lru_cache(maxsize=1)
def _collaborators() -> Collaborators:
    have = settings()
    return Collaborators(
        channels=_channels(),
        tenants=_tenants(),
        vault=Vault(have.need("credential_keys")),
        senders=senders(
            graph_base_url=have.graph_base_url,
            graph_version=have.graph_version,
            telegram_base_url=have.telegram_base_url,
            timeout_s=have.provider_timeout_s,
        ),
        incidents=Incidents(database(have.google_cloud_project)),
        clock=clock(),
        base_url=have.need("public_base_url"),
    )


def get_workspace(call: Call) -> schemas.WorkspaceView:
    """The tenant, its plan and the caller's role."""
    return reading.show(call.who, tenants=_tenants())


def patch_workspace(call: Call) -> schemas.WorkspaceView:
    """Changes name, time zone or language."""
    return settling.change(call.who, call.body, clock().now(), tenants=_tenants())


def list_plans(call: Call) -> schemas.PlanList:
    """What each plan includes, and how much of its own the workspace uses."""
    return settling.plans(call.tenant_id, stores=_settling())


def show_checklist(call: Call) -> schemas.Checklist:
    """Which of the first steps are done."""
    return settling.checklist(call.tenant_id, clock().now(), stores=_settling())


def list_mine(call: Call) -> schemas.Memberships:
    """The workspaces in which the caller works."""
    return founding.list_mine(call.signed_in, tenants=_tenants())


def sign_up(call: Call) -> schemas.Membership:
    """Founds a workspace."""
    return founding.sign_up(call.signed_in, call.body, call.idempotency_key, clock().now(), tenants=_tenants())


def list_members(call: Call) -> schemas.MemberPage:
    """A page of the tenant's people."""
    return reading.list_members(call.tenant_id, call.query, tenants=_tenants())


def change_member(call: Call) -> schemas.MemberView:
    """Changes what a person may do."""
    member = people.change_role(call.who, MemberId(call.path["id"]), call.body.role, members=_members())
    return schemas.MemberView.model_validate(member.model_dump())


def remove_member(call: Call) -> Answer:
    """Has a person work here no more."""
    people.remove(
        call.who, MemberId(call.path["id"]), clock().now(), members=_members(), enqueue=cloud_tasks(settings())
    )
    return Answer(None, 204)


def leave_workspace(call: Call) -> Answer:
    """Has the caller work here no more."""
    people.leave(call.who, call.body.workspace, clock().now(), members=_members(), enqueue=cloud_tasks(settings()))
    return Answer(None, 204)


def transfer_workspace(call: Call) -> schemas.MemberView:
    """Hands the workspace over."""
    member = people.transfer(call.who, call.body.member_id, members=_members())
    return schemas.MemberView.model_validate(member.model_dump())


def list_invites(call: Call) -> people_schemas.InvitePage:
    """A page of those who have been asked."""
    return inviting.list_open(call.tenant_id, call.query, clock().now(), with_=_inviting())


def invite(call: Call) -> people_schemas.InviteMade:
    """Asks somebody."""
    now = clock().now()
    return inviting.invite(call.who, call.body, call.idempotency_key, call.request_hash, now, with_=_inviting())


def revoke_invite(call: Call) -> Answer:
    """Takes an invitation back."""
    inviting.revoke(call.who, call.path["id"], with_=_inviting())
    return Answer(None, 204)


def look_at_invite(call: Call) -> people_schemas.InviteSeen:
    """What whoever has the link may know."""
    return inviting.look(call.body.token, clock().now(), with_=_inviting())


def accept_invite(call: Call) -> schemas.Membership:
    """Makes the person a member."""
    return inviting.accept(call.signed_in, call.body.token, clock().now(), with_=_inviting())


def list_api_keys(call: Call) -> key_schemas.KeyPage:
    """A page of keys."""
    return keys.list_keys(call.tenant_id, call.query, with_=_keys())


def create_api_key(call: Call) -> key_schemas.KeyMade:
    """Makes a key."""
    now = clock().now()
    return keys.create(call.who, call.body, call.idempotency_key, call.request_hash, now, with_=_keys())


def rotate_api_key(call: Call) -> key_schemas.KeyMade:
    """Puts a new key in the place of one."""
    body: key_schemas.RotateIn = call.body
    now = clock().now()
    return keys.rotate(call.who, call.path["id"], body.overlap_hours, call.idempotency_key, now, with_=_keys())


def revoke_api_key(call: Call) -> key_schemas.KeyView:
    """Has a key work no more."""
    return keys.revoke(call.who, call.path["id"], clock().now(), with_=_keys())


def list_audit(call: Call) -> audit_schemas.AuditPage:
    """A page of who changed what."""
    return trail.page(call.tenant_id, call.query, trail=_trail())


def export_audit(call: Call) -> Answer:
    """Who changed what, as a file."""
    content = trail.to_csv(call.tenant_id, call.query, trail=_trail())
    named = {"Content-Disposition": 'attachment; filename="audit.csv"', "Content-Type": "text/csv; charset=utf-8"}
    return Answer(content, headers=named)


def list_channels(call: Call) -> schemas.ChannelPage:
    """A page of channels, those included that are disconnected."""
    return reading.list_channels(call.tenant_id, call.query, settings().public_base_url, channels=_channels())


def connect_channel(call: Call) -> schemas.ChannelDetail:
    """Connects an account; a broken channel of the same account is taken up again under its id."""
    body: schemas.ConnectIn = call.body
    with_ = _collaborators()
    channel = connecting.connect(call.tenant_id, body.root, clock().now(), with_=with_)
    return detail(call.tenant_id, channel, with_, may_see=True)


def get_channel(call: Call) -> schemas.ChannelDetail:
    """One channel; admins also see what to give Meta."""
    channel = _channels().get(call.tenant_id, ChannelId(call.path["id"]))
    return detail(call.tenant_id, channel, _collaborators(), may_see=ROLE_RANK[call.who.role] >= ROLE_RANK[Role.ADMIN])


def patch_channel(call: Call) -> schemas.ChannelDetail:
    """Changes name or status."""
    with_ = _collaborators()
    channel = changing.change(call.tenant_id, ChannelId(call.path["id"]), call.body, with_=with_)
    return detail(call.tenant_id, channel, with_, may_see=False)


def disconnect_channel(call: Call) -> Answer:
    """Forgets the channel's credentials; its conversations stay."""
    changing.disconnect(call.tenant_id, ChannelId(call.path["id"]), with_=_collaborators())
    return Answer(None, 204)


def test_channel(call: Call) -> schemas.ChannelTest:
    """Calls the provider in the channel's name; a broken channel that works again becomes active."""
    with_ = _collaborators()
    tested = changing.test(call.tenant_id, ChannelId(call.path["id"]), with_=with_)
    shown = reading.view(tested.channel, with_.base_url)
    return schemas.ChannelTest(ok=tested.health.ok, detail=tested.health.detail, channel=shown)


_CHANNELS: Final = "/api/workspace/channels"
_CHANNEL: Final = f"{_CHANNELS}/<id>"
_MEMBER: Final = "/api/workspace/members/<id>"
_INVITES: Final = "/api/workspace/invites"
_KEYS: Final = "/api/workspace/keys"

ROUTES: Final = (
    Route(
        "GET",
        "/api/workspace",
        get_workspace,
        "Shows the workspace, its plan and what the caller may do.",
        role=Role.VIEWER,
        answer=schemas.WorkspaceView,
    ),
    Route(
        "PATCH",
        "/api/workspace",
        patch_workspace,
        "Changes the workspace's name, time zone or language.",
        action="workspace.changed",
        role=Role.ADMIN,
        body=schemas.WorkspacePatch,
        answer=schemas.WorkspaceView,
        errors=(NotFound, Conflict),
    ),
    Route(
        "GET",
        "/api/workspace/plans",
        list_plans,
        "Shows what each plan includes, and how much of its own the workspace uses.",
        role=Role.VIEWER,
        answer=schemas.PlanList,
    ),
    Route(
        "GET",
        "/api/workspace/checklist",
        show_checklist,
        "Shows which of a new workspace's first steps are done.",
        role=Role.ADMIN,
        answer=schemas.Checklist,
    ),
    Route(
        "GET",
        "/api/workspace/mine",
        list_mine,
        "Lists the workspaces in which the signed-in person works.",
        person=True,
        answer=schemas.Memberships,
    ),
    Route(
        "POST",
        "/api/workspace/signup",
        sign_up,
        "Founds a workspace; the signed-in person becomes its owner.",
        action="workspace.founded",
        person=True,
        body=schemas.SignUpIn,
        answer=schemas.Membership,
        status=201,
    ),
    Route(
        "GET",
        "/api/workspace/members",
        list_members,
        "Lists the people who work here.",
        role=Role.VIEWER,
        query=ListQuery,
        answer=schemas.MemberPage,
    ),
    Route(
        "PATCH",
        _MEMBER,
        change_member,
        "Changes what a person may do, up to what the caller may.",
        action="member.changed",
        role=Role.ADMIN,
        body=people_schemas.MemberPatch,
        answer=schemas.MemberView,
        errors=(NotFound, Conflict),
    ),
    Route(
        "DELETE",
        _MEMBER,
        remove_member,
        "Removes a person; it holds from their next request on.",
        action="member.removed",
        role=Role.ADMIN,
        status=204,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        "/api/workspace/leave",
        leave_workspace,
        "Has the caller work here no more.",
        action="member.left",
        role=Role.VIEWER,
        body=people_schemas.LeaveIn,
        status=204,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        "/api/workspace/transfer",
        transfer_workspace,
        "Makes another person the owner, and the caller an admin.",
        action="workspace.transferred",
        role=Role.OWNER,
        body=people_schemas.TransferIn,
        answer=schemas.MemberView,
        errors=(NotFound, Conflict),
    ),
    Route(
        "GET",
        _INVITES,
        list_invites,
        "Lists those who have been asked to work here and have not accepted.",
        role=Role.ADMIN,
        query=ListQuery,
        answer=people_schemas.InvitePage,
    ),
    Route(
        "POST",
        _INVITES,
        invite,
        "Asks somebody to work here; asking again renews, and the link before ends.",
        action="member.invited",
        role=Role.ADMIN,
        body=people_schemas.InviteIn,
        answer=people_schemas.InviteMade,
        status=201,
        errors=(Conflict,),
    ),
    Route(
        "DELETE",
        f"{_INVITES}/<id>",
        revoke_invite,
        "Takes an invitation back.",
        action="invite.revoked",
        role=Role.ADMIN,
        status=204,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_INVITES}/look",
        look_at_invite,
        "Shows an invitation to whoever has its link.",
        unaudited="It reads.",
        body=people_schemas.TokenIn,
        answer=people_schemas.InviteSeen,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_INVITES}/accept",
        accept_invite,
        "Accepts an invitation; the signed-in person must have confirmed the address that it is for.",
        action="member.joined",
        person=True,
        body=people_schemas.TokenIn,
        answer=schemas.Membership,
        errors=(Forbidden, NotFound, Conflict),
    ),
    Route(
        "GET",
        _KEYS,
        list_api_keys,
        "Lists API keys, without the keys.",
        role=Role.ADMIN,
        query=ListQuery,
        answer=key_schemas.KeyPage,
    ),
    Route(
        "POST",
        _KEYS,
        create_api_key,
        "Makes an API key, which is shown this once.",
        action="key.created",
        role=Role.ADMIN,
        body=key_schemas.KeyIn,
        answer=key_schemas.KeyMade,
        status=201,
        errors=(Conflict,),
    ),
    Route(
        "POST",
        f"{_KEYS}/<id>/rotate",
        rotate_api_key,
        "Puts a new API key in the place of one, which still works for a while.",
        action="key.renewed",
        role=Role.ADMIN,
        body=key_schemas.RotateIn,
        answer=key_schemas.KeyMade,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_KEYS}/<id>/revoke",
        revoke_api_key,
        "Has an API key work no more, from its next call on.",
        action="key.revoked",
        role=Role.ADMIN,
        answer=key_schemas.KeyView,
        errors=(NotFound, Conflict),
    ),
    Route(
        "GET",
        "/api/workspace/audit",
        list_audit,
        "Lists who changed what, the newest first; nothing changes or removes an entry.",
        role=Role.ADMIN,
        query=audit_schemas.AuditQuery,
        answer=audit_schemas.AuditPage,
    ),
    Route(
        "GET",
        "/api/workspace/audit/export",
        export_audit,
        "Gives out who changed what as CSV, the newest 10,000 entries that the filter names.",
        role=Role.ADMIN,
        query=audit_schemas.Narrowed,
        text_type="text/csv",
    ),
    Route(
        "GET",
        _CHANNELS,
        list_channels,
        "Lists channels.",
        role=Role.VIEWER,
        query=ListQuery,
        answer=schemas.ChannelPage,
    ),
    Route(
        "POST",
        _CHANNELS,
        connect_channel,
        "Connects a WhatsApp number or a Telegram bot.",
        action="channel.connected",
        role=Role.ADMIN,
        body=schemas.ConnectIn,
        answer=schemas.ChannelDetail,
        status=201,
        keep_answer=True,
        errors=(Conflict, PlanRequired, DependencyDown),
    ),
    Route(
        "GET",
        _CHANNEL,
        get_channel,
        "Shows a channel.",
        role=Role.VIEWER,
        answer=schemas.ChannelDetail,
        errors=(NotFound,),
    ),
    Route(
        "PATCH",
        _CHANNEL,
        patch_channel,
        "Changes a channel's name, or whether it may send.",
        action="channel.changed",
        role=Role.ADMIN,
        body=schemas.ChannelPatch,
        answer=schemas.ChannelDetail,
        errors=(NotFound, Conflict),
    ),
    Route(
        "DELETE",
        _CHANNEL,
        disconnect_channel,
        "Disconnects a channel; its conversations stay.",
        action="channel.disconnected",
        role=Role.ADMIN,
        status=204,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_CHANNEL}/test",
        test_channel,
        "Tests whether the provider takes our calls.",
        action="channel.tested",
        role=Role.ADMIN,
        answer=schemas.ChannelTest,
        errors=(NotFound, Conflict, DependencyDown),
    ),
)


@lru_cache(maxsize=1)
def _api() -> Api:
    have = settings()
    return Api(
        "workspace",
        ROUTES,
        authenticate=Authenticator(_tenants(), have, clock()),
        kept_answers=Idempotency(database(have.google_cloud_project)),
        clock=clock(),
        begin_meter=ops.begin,
        project=have.google_cloud_project,
    )


@functions_framework.http
def workspace(request: Request) -> Response:
    """The routes above."""
    return _api()(request)
