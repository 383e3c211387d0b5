"""Entry points of `campaigns`: its routes, its jobs, and the schedule `campaigns-tick`."""

from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.config import clock, settings
from common.entry.auth import Authenticator
from common.entry.http import Answer, Api, Call, Route
from common.errors import Conflict, Invalid, NoRoute, NotFound, PlanRequired, QuotaExceeded, WindowClosed
from common.jobs.registry import initialize
from common.models.payloads import CampaignPayload, CampaignRetryPayload, ConsentPayload
from common.models.tenant import Role
from common.store import ops
from common.store.database import database
from common.store.idempotency import Idempotency
from common.store.tenants import Tenants
from functions.campaigns import schemas

log.configure()
registry = initialize("campaigns")


def list_campaigns(call: Call) -> schemas.CampaignPage:
    """A page of campaigns."""
    raise NotFound("Not there yet.")


def create_campaign(call: Call) -> schemas.CampaignDetail:
    """Makes a draft."""
    raise NotFound("Not there yet.")


def get_campaign(call: Call) -> schemas.CampaignDetail:
    """One campaign."""
    raise NotFound("Not there yet.")


def patch_campaign(call: Call) -> schemas.CampaignDetail:
    """Changes a campaign."""
    raise NotFound("Not there yet.")


def delete_campaign(call: Call) -> None:
    """Deletes a draft."""
    raise NotFound("Not there yet.")


def duplicate_campaign(call: Call) -> schemas.CampaignDetail:
    """Makes a draft of the same words."""
    raise NotFound("Not there yet.")


def dry_run_campaign(call: Call) -> Answer:
    """Says what a launch would do; 202 while it still counts, and then `GET` shows how far it is."""
    raise NotFound("Not there yet.")


def launch_campaign(call: Call) -> schemas.CampaignDetail:
    """Launches a campaign, or schedules it where it has a time to start; once, however often it is asked for."""
    raise NotFound("Not there yet.")


def pause_campaign(call: Call) -> schemas.CampaignDetail:
    """Pauses a campaign."""
    raise NotFound("Not there yet.")


def resume_campaign(call: Call) -> schemas.CampaignDetail:
    """Lets a paused campaign go on where it stood."""
    raise NotFound("Not there yet.")


def cancel_campaign(call: Call) -> schemas.CampaignDetail:
    """Ends a campaign for good; what is sent is sent."""
    raise NotFound("Not there yet.")


def send_test(call: Call) -> schemas.RecipientMessage:
    """Sends one message of the campaign to one contact; not counted in its progress, but in the month's messages."""
    raise NotFound("Not there yet.")


def get_progress(call: Call) -> schemas.Progress:
    """How far a campaign is; at most two seconds old."""
    raise NotFound("Not there yet.")


def list_recipients(call: Call) -> schemas.RecipientPage:
    """A page of the people of a campaign, skipped ones too."""
    raise NotFound("Not there yet.")


def export_recipients(call: Call) -> Answer:
    """A part of the people of a campaign as CSV; the header `X-Next-Cursor` leads to the next part, if there is one."""
    raise NotFound("Not there yet.")


def retry_failed(call: Call) -> schemas.RetryStarted:
    """Sends failed messages again where that can help; never to those who opted out or cannot be reached."""
    raise NotFound("Not there yet.")


def plan_campaign(payload: CampaignPayload, retries: int) -> None:
    """Works on `plan-campaign`: one step of the planner."""
    raise Conflict("Not there yet.")


def give_up_planning(payload: CampaignPayload, error: str) -> None:
    """Pauses a campaign whose planner gives up."""
    raise Conflict("Not there yet.")


def go_on_dry_running(payload: CampaignPayload, retries: int) -> None:
    """Works on `dry-run-campaign`: a part of a dry run."""
    raise Conflict("Not there yet.")


def give_up_dry_running(payload: CampaignPayload, error: str) -> None:
    """Ends a dry run that gives up."""
    raise Conflict("Not there yet.")


def go_on_retrying(payload: CampaignRetryPayload, retries: int) -> None:
    """Works on `retry-campaign`: a page of failed messages."""
    raise Conflict("Not there yet.")


def suppress_contact(payload: ConsentPayload, retries: int) -> None:
    """Works on `suppress-contact`: takes a contact who opted out of all campaigns."""
    raise Conflict("Not there yet.")


_CAMPAIGN: Final = "/api/campaigns/<id>"

ROUTES: Final = (
    Route(
        "GET",
        "/api/campaigns",
        list_campaigns,
        "Lists campaigns, the newest first.",
        role=Role.VIEWER,
        query=schemas.CampaignQuery,
        answer=schemas.CampaignPage,
    ),
    Route(
        "POST",
        "/api/campaigns",
        create_campaign,
        "Makes a draft.",
        role=Role.AGENT,
        body=schemas.CampaignIn,
        answer=schemas.CampaignDetail,
        status=201,
        keep_answer=True,
        errors=(PlanRequired,),
    ),
    Route(
        "GET",
        _CAMPAIGN,
        get_campaign,
        "Shows a campaign.",
        role=Role.VIEWER,
        answer=schemas.CampaignDetail,
        errors=(NotFound,),
    ),
    Route(
        "PATCH",
        _CAMPAIGN,
        patch_campaign,
        "Changes a campaign: a draft in all, one that was launched in its name, timing and failure threshold.",
        role=Role.AGENT,
        body=schemas.CampaignPatch,
        answer=schemas.CampaignDetail,
        errors=(NotFound, Conflict),
    ),
    Route(
        "DELETE",
        _CAMPAIGN,
        delete_campaign,
        "Deletes a draft.",
        role=Role.AGENT,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/duplicate",
        duplicate_campaign,
        "Makes a draft of the same words, for the same people.",
        role=Role.AGENT,
        answer=schemas.CampaignDetail,
        status=201,
        keep_answer=True,
        errors=(NotFound, PlanRequired),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/dry-run",
        dry_run_campaign,
        "Says who would get a message and who would not, what it costs, and when it would end.",
        role=Role.AGENT,
        answer=schemas.CampaignDetail,
        errors=(NotFound, Conflict, PlanRequired),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/launch",
        launch_campaign,
        "Launches a campaign, or schedules it.",
        role=Role.ADMIN,
        answer=schemas.CampaignDetail,
        errors=(NotFound, Conflict, PlanRequired),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/pause",
        pause_campaign,
        "Pauses a campaign.",
        role=Role.ADMIN,
        answer=schemas.CampaignDetail,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/resume",
        resume_campaign,
        "Lets a paused campaign go on where it stood.",
        role=Role.ADMIN,
        answer=schemas.CampaignDetail,
        errors=(NotFound, Conflict, PlanRequired),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/cancel",
        cancel_campaign,
        "Ends a campaign for good.",
        role=Role.ADMIN,
        answer=schemas.CampaignDetail,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/test",
        send_test,
        "Sends one message of the campaign to one contact.",
        role=Role.AGENT,
        body=schemas.TestIn,
        answer=schemas.RecipientMessage,
        status=202,
        errors=(NotFound, NoRoute, WindowClosed, QuotaExceeded, PlanRequired),
    ),
    Route(
        "GET",
        f"{_CAMPAIGN}/progress",
        get_progress,
        "Counts how far a campaign is.",
        role=Role.VIEWER,
        answer=schemas.Progress,
        errors=(NotFound,),
    ),
    Route(
        "GET",
        f"{_CAMPAIGN}/recipients",
        list_recipients,
        "Lists the people of a campaign with what became of their messages.",
        role=Role.VIEWER,
        query=schemas.RecipientQuery,
        answer=schemas.RecipientPage,
        errors=(NotFound,),
    ),
    Route(
        "GET",
        f"{_CAMPAIGN}/recipients/export",
        export_recipients,
        "Exports the people of a campaign as CSV, part by part.",
        role=Role.VIEWER,
        query=schemas.ExportQuery,
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/retry",
        retry_failed,
        "Sends failed messages again where that can help.",
        role=Role.ADMIN,
        body=schemas.RetryIn,
        answer=schemas.RetryStarted,
        status=202,
        keep_answer=True,
        errors=(NotFound, Conflict, Invalid),
    ),
)


@lru_cache(maxsize=1)
def _api() -> Api:
    have = settings()
    db = database(have.google_cloud_project)
    return Api(
        "campaigns",
        ROUTES,
        authenticate=Authenticator(Tenants(db), have, clock()),
        kept_answers=Idempotency(db),
        clock=clock(),
        begin_meter=ops.begin,
        project=have.google_cloud_project,
    )


@functions_framework.http
def campaigns(request: Request) -> Response:
    """The routes above."""
    return _api()(request)
