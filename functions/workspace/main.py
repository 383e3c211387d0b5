"""Entry point of `workspace`: its routes."""

from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.channels.registry import senders
from common.config import clock, settings
from common.crypto import Vault
from common.entry.auth import ROLE_RANK, Authenticator
from common.entry.http import Answer, Api, Call, Route
from common.entry.pages import ListQuery
from common.errors import Conflict, DependencyDown, NotFound, PlanRequired
from common.jobs.registry import initialize
from common.models.ids import ChannelId
from common.models.tenant import Role
from common.store import ops
from common.store.channels import Channels
from common.store.database import database
from common.store.idempotency import Idempotency
from common.store.incidents import Incidents
from common.store.tenants import Tenants
from functions.workspace import schemas
from functions.workspace.service import changing, connecting, founding, reading
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


def list_mine(call: Call) -> schemas.Memberships:
    """The workspaces in which the caller works."""
    return founding.list_mine(call.signed_in, tenants=_tenants())


def sign_up(call: Call) -> schemas.Membership:
    """Founds a workspace."""
    return founding.sign_up(call.signed_in, call.body, call.idempotency_key, clock().now(), tenants=_tenants())


def list_members(call: Call) -> schemas.MemberPage:
    """A page of the tenant's people."""
    return reading.list_members(call.tenant_id, call.query, tenants=_tenants())


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
        role=Role.ADMIN,
        status=204,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_CHANNEL}/test",
        test_channel,
        "Tests whether the provider takes our calls.",
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
