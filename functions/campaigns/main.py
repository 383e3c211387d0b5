"""Entry points of `campaigns`: its routes, its jobs, and the schedule `campaigns-tick`."""

import time
from datetime import datetime
from functools import lru_cache
from typing import Final

import functions_framework
from werkzeug.wrappers import Request, Response

from common import log
from common.config import clock, settings
from common.entry.auth import Authenticator
from common.entry.http import Answer, Api, Call, Route
from common.entry.schedules import Slot, Timetable
from common.entry.tasks import Worker
from common.errors import Conflict, Invalid, NoRoute, NotFound, PlanRequired, QuotaExceeded, WindowClosed
from common.jobs.caller import verify_caller
from common.jobs.enqueue import cloud_tasks
from common.jobs.registry import PLAN_CAMPAIGN, Job, initialize
from common.models.campaign import Campaign
from common.models.payloads import CampaignPayload, CampaignRetryPayload, ConsentPayload, Payload
from common.models.tenant import Role
from common.store import ops
from common.store.audiences import Audiences
from common.store.campaigns import Campaigns
from common.store.channels import Channels
from common.store.consents import Consents
from common.store.contacts import Contacts
from common.store.conversations import Conversations
from common.store.database import database
from common.store.dead_letters import DeadLetters
from common.store.idempotency import Idempotency
from common.store.messages import Messages
from common.store.schedule_runs import ScheduleRuns
from common.store.templates import Templates
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.campaigns import schemas
from functions.campaigns.service import (
    drafting,
    dry_running,
    launching,
    planning,
    probing,
    reading,
    retrying,
    suppressing,
)

log.configure()
registry = initialize("campaigns")


@lru_cache(maxsize=1)
def _collaborators() -> planning.Collaborators:
    db = database(settings().google_cloud_project)
    return planning.Collaborators(
        campaigns=Campaigns(db),
        audiences=Audiences(db),
        contacts=Contacts(db),
        conversations=Conversations(db),
        channels=Channels(db),
        messages=Messages(db),
        templates=Templates(db),
        tenants=Tenants(db),
        usage=Usage(db),
        enqueue=_enqueue,
    )


def _enqueue(job: Job, payload: Payload, *, delay_s: float = 0, at: datetime | None = None, again: str = "") -> bool:
    return cloud_tasks(settings())(job, payload, delay_s=delay_s, at=at, again=again)


@lru_cache(maxsize=1)
def _counters() -> reading.Counters:
    return reading.Counters(_collaborators().campaigns)


def _detail(campaign: Campaign) -> schemas.CampaignDetail:
    return schemas.CampaignDetail.model_validate(schemas.campaign_view(campaign))


def list_campaigns(call: Call) -> schemas.CampaignPage:
    """A page of campaigns."""
    return reading.list_campaigns(call.tenant_id, call.query, campaigns=_collaborators().campaigns)


def create_campaign(call: Call) -> schemas.CampaignDetail:
    """Makes a draft."""
    with_ = _collaborators()
    made = drafting.create(call.who, call.body, clock().now(), campaigns=with_.campaigns, channels=with_.channels)
    return _detail(made)


def get_campaign(call: Call) -> schemas.CampaignDetail:
    """One campaign."""
    return _detail(_collaborators().campaigns.get(call.tenant_id, call.path["id"]).value)


def patch_campaign(call: Call) -> schemas.CampaignDetail:
    """Changes a campaign."""
    with_ = _collaborators()
    changed = drafting.change(
        call.tenant_id,
        call.path["id"],
        call.body,
        clock().now(),
        campaigns=with_.campaigns,
        channels=with_.channels,
    )
    return _detail(changed)


def delete_campaign(call: Call) -> None:
    """Deletes a draft."""
    drafting.remove(call.tenant_id, call.path["id"], campaigns=_collaborators().campaigns)


def duplicate_campaign(call: Call) -> schemas.CampaignDetail:
    """Makes a draft of the same words."""
    with_ = _collaborators()
    return _detail(drafting.duplicate(call.who, call.path["id"], clock().now(), campaigns=with_.campaigns))


def dry_run_campaign(call: Call) -> Answer:
    """Says what a launch would do; 202 while it still counts, and then `GET` shows how far it is."""
    campaign = dry_running.begin(
        call.tenant_id, call.path["id"], clock().now(), with_=_collaborators(), timer=time.monotonic
    )
    done = campaign.dry_run is not None and campaign.dry_run.complete
    return Answer(_detail(campaign), 200 if done else 202)


def launch_campaign(call: Call) -> schemas.CampaignDetail:
    """Launches a campaign, or schedules it where it has a time to start; once, however often it is asked for."""
    return _detail(launching.launch(call.who, call.path["id"], clock().now(), with_=_collaborators()))


def pause_campaign(call: Call) -> schemas.CampaignDetail:
    """Pauses a campaign."""
    return _detail(launching.pause(call.who, call.path["id"], with_=_collaborators()))


def resume_campaign(call: Call) -> schemas.CampaignDetail:
    """Lets a paused campaign go on where it stood."""
    return _detail(launching.resume(call.who, call.path["id"], clock().now(), with_=_collaborators()))


def cancel_campaign(call: Call) -> schemas.CampaignDetail:
    """Ends a campaign for good; what is sent is sent."""
    return _detail(launching.cancel(call.who, call.path["id"], clock().now(), with_=_collaborators()))


def send_test(call: Call) -> schemas.RecipientMessage:
    """Sends one message of the campaign to one contact; not counted in its progress, but in the month's messages."""
    message = probing.send_test(
        call.who, call.path["id"], call.body, call.idempotency_key, clock().now(), with_=_collaborators()
    )
    return schemas.RecipientMessage.model_validate(message.model_dump())


def get_progress(call: Call) -> schemas.Progress:
    """How far a campaign is; its numbers are at most two seconds old."""
    return _counters().progress(call.tenant_id, call.path["id"], clock().now())


def list_recipients(call: Call) -> schemas.RecipientPage:
    """A page of the people of a campaign, skipped ones too."""
    campaigns = _collaborators().campaigns
    return reading.list_recipients(call.tenant_id, call.path["id"], call.query, campaigns=campaigns)


def export_recipients(call: Call) -> Answer:
    """A part of the people of a campaign as CSV; the header `X-Next-Cursor` leads to the next part, if there is one."""
    campaigns = _collaborators().campaigns
    part = reading.export(call.tenant_id, call.path["id"], call.query.cursor, campaigns=campaigns)
    headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": f'attachment; filename="recipients-{call.path["id"]}.csv"',
    }
    more = {"X-Next-Cursor": part.next_cursor} if part.next_cursor else {}
    return Answer(part.text, 200, {**headers, **more})


def retry_failed(call: Call) -> schemas.RetryStarted:
    """Sends failed messages again where that can help; never to those who opted out or cannot be reached."""
    failed = retrying.begin(call.who, call.path["id"], call.body.classes, clock().now(), with_=_collaborators())
    return schemas.RetryStarted(failed=failed)


def plan_campaign(payload: CampaignPayload, retries: int) -> None:
    """Works on `plan-campaign`: one step of the planner."""
    now = clock().now()
    with_ = _collaborators()
    stepped = planning.take_step(payload.tenant_id, payload.campaign_id, payload.step, now, with_=with_)
    log.add(done=stepped.done, next_step=stepped.step)
    if stepped.done is not planning.Done.NOTHING:
        payload = CampaignPayload(tenant_id=payload.tenant_id, campaign_id=payload.campaign_id, step=stepped.step)
        delay_s = max(0.0, (stepped.at - now).total_seconds()) if stepped.at else 0.0
        with_.enqueue(PLAN_CAMPAIGN, payload, delay_s=delay_s, at=now)


def give_up_planning(payload: CampaignPayload, error: str) -> None:
    """Pauses a campaign whose planner gives up."""
    launching.give_up(payload.tenant_id, payload.campaign_id, payload.step, error, with_=_collaborators())


def revive_planning(payload: CampaignPayload, asked: datetime) -> None:
    """Lets a campaign go on whose planner gave up, and that was not resumed since `asked`."""
    launching.revive(payload.tenant_id, payload.campaign_id, asked, clock().now(), with_=_collaborators())


def go_on_dry_running(payload: CampaignPayload, retries: int) -> None:
    """Works on `dry-run-campaign`: a part of a dry run."""
    dry_running.go_on(payload, clock().now(), with_=_collaborators(), timer=time.monotonic)


def give_up_dry_running(payload: CampaignPayload, error: str) -> None:
    """Ends a dry run that gives up."""
    dry_running.give_up(payload, with_=_collaborators())


def go_on_retrying(payload: CampaignRetryPayload, retries: int) -> None:
    """Works on `retry-campaign`: a page of failed messages."""
    log.add(queued=retrying.go_on(payload, clock().now(), with_=_collaborators()))


def suppress_contact(payload: ConsentPayload, retries: int) -> None:
    """Works on `suppress-contact`: takes a contact who opted out of all campaigns."""
    consents = Consents(database(settings().google_cloud_project))
    taken = suppressing.suppress(
        payload.tenant_id, payload.consent_id, clock().now(), consents=consents, with_=_collaborators()
    )
    log.add(taken_out_of=taken)


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
        action="campaign.created",
        names_only=True,
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
        action="campaign.changed",
        names_only=True,
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
        action="campaign.deleted",
        names_only=True,
        role=Role.AGENT,
        status=204,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/duplicate",
        duplicate_campaign,
        "Makes a draft of the same words, for the same people.",
        action="campaign.duplicated",
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
        unaudited="It tries without sending, and the campaign carries what came of it.",
        role=Role.AGENT,
        answer=schemas.CampaignDetail,
        errors=(NotFound, Conflict, PlanRequired),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/launch",
        launch_campaign,
        "Launches a campaign, or schedules it.",
        action="campaign.launched",
        role=Role.ADMIN,
        answer=schemas.CampaignDetail,
        errors=(NotFound, Conflict, PlanRequired),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/pause",
        pause_campaign,
        "Pauses a campaign.",
        action="campaign.paused",
        role=Role.ADMIN,
        answer=schemas.CampaignDetail,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/resume",
        resume_campaign,
        "Lets a paused campaign go on where it stood.",
        action="campaign.resumed",
        role=Role.ADMIN,
        answer=schemas.CampaignDetail,
        errors=(NotFound, Conflict, PlanRequired),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/cancel",
        cancel_campaign,
        "Ends a campaign for good.",
        action="campaign.cancelled",
        role=Role.ADMIN,
        answer=schemas.CampaignDetail,
        errors=(NotFound, Conflict),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/test",
        send_test,
        "Sends one message of the campaign to one contact.",
        action="campaign.tested",
        names_only=True,
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
        text_type="text/csv",
        errors=(NotFound,),
    ),
    Route(
        "POST",
        f"{_CAMPAIGN}/retry",
        retry_failed,
        "Sends failed messages again where that can help.",
        action="campaign.retried",
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
    return Api(
        "campaigns",
        ROUTES,
        authenticate=Authenticator(_collaborators().tenants, have, clock()),
        kept_answers=Idempotency(database(have.google_cloud_project)),
        clock=clock(),
        begin_meter=ops.begin,
        project=have.google_cloud_project,
    )


@lru_cache(maxsize=1)
def _worker() -> Worker:
    return Worker(
        "campaigns",
        registry.jobs_of("campaigns"),
        verify=_verify,
        letters=lambda: DeadLetters(database(settings().google_cloud_project)),
        max_attempts=lambda job: registry.max_attempts(job.name),
        clock=clock,
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


def tick(slot: Slot) -> None:
    """The schedule `campaigns-tick`."""
    log.add(due=launching.tick(slot.at, clock().now(), with_=_collaborators()))


@lru_cache(maxsize=1)
def _timetable() -> Timetable:
    return Timetable(
        "campaigns",
        {"/schedules/campaigns-tick": tick},
        verify=_verify,
        clock=clock(),
        record=ScheduleRuns(database(settings().google_cloud_project)).record,
        begin_meter=ops.begin,
        project=settings().google_cloud_project,
    )


def _verify(authorization: str) -> None:
    verify_caller(authorization, "campaigns", settings())


@functions_framework.http
def campaigns(request: Request) -> Response:
    """The routes above, tasks of its jobs, and the schedule `campaigns-tick`."""
    if request.path.startswith("/tasks/"):
        return _worker()(request)
    if request.path.startswith("/schedules/"):
        return _timetable()(request)
    return _api()(request)
