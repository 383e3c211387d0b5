"""The JobRegistry: every job and queue in one table, from which routes, queues and the jobs page come."""

import gc
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from common import log
from common.models.ids import digest
from common.models.payloads import (
    AudienceImportPayload,
    AudiencePayload,
    BackFillPayload,
    BackupPayload,
    CampaignPayload,
    CampaignRetryPayload,
    ConsentPayload,
    ContactFilePayload,
    ContactPayload,
    DeliveryPayload,
    FanOutPayload,
    MemberPayload,
    MergePayload,
    MessagePayload,
    ParkedPayload,
    Payload,
    RestorePayload,
    RollUpPayload,
)

SPARE_ATTEMPTS: Final = 50
"""How many attempts more than `max_attempts` Cloud Tasks has for a task.

It counts those that never reach our code too (no instance, a failed start, a killed process), and deletes the task
after the last one: without spare ones, an outage of two minutes would take it away before a worker could write its
letter. Fifty of them outlast 50 minutes where a queue pauses for a minute at most, and hours elsewhere.
"""
COLLECT_AFTER: Final = 20_000
"""How many objects more than before start the garbage collector once a function runs."""


class Queue(NamedTuple):
    """A Cloud Tasks queue, or `shards` of them; how it paces and retries.

    Source: google/cloud/tasks/v2/queue.proto (read 2026-11): retry settings belong to queues, not to tasks.
    """

    name: str
    shards: int = 1
    max_dispatches_per_second: float = 100.0
    max_concurrent_dispatches: int = 50
    max_attempts: int = 8
    """How often a task is tried before its worker gives up."""
    spare_attempts: int = SPARE_ATTEMPTS
    """How many attempts more Cloud Tasks has."""
    min_backoff_s: float = 1.0
    max_backoff_s: float = 300.0
    max_doublings: int = 6
    patience_s: int = 600
    """How long its oldest task may be overdue, in seconds, before whoever runs the platform must hear of it."""

    def queue_names(self) -> tuple[str, ...]:
        """The names of the queue's shards."""
        return (self.name,) if self.shards == 1 else tuple(f"{self.name}-{n}" for n in range(self.shards))

    def queue_name(self, shard_key: str) -> str:
        """The shard of everything that shares `shard_key`."""
        names = self.queue_names()
        return names[0] if len(names) == 1 else names[int(digest("shard", shard_key)[:6], 36) % len(names)]


class Job(NamedTuple):
    """A kind of work: who does it, from which queue, with what, and how long it may take."""

    name: str
    queue: str
    function: str
    handler: str
    """`module:function`, imported only by the worker that runs it."""
    payload: type[Payload]
    deadline_s: int
    shard_by: str = ""
    """The payload's field by which a sharded queue is chosen."""
    give_up: str = ""
    """`module:function` that settles what the work was about once it gives up."""
    revive: str = ""
    """`module:function` that readies what gave up for being done again, if a person asked for that since."""
    dead_letter: bool = True
    """Whether people must see that the work gave up; false where giving up is an ordinary end."""

    @property
    def path(self) -> str:
        """The worker's route."""
        return f"/tasks/{self.name}"

    @property
    def spare_attempts(self) -> int:
        """How many attempts its queue has beyond those after which the worker gives up."""
        return SPARE_ATTEMPTS


QUEUES: Final = (
    Queue("send", shards=8, max_dispatches_per_second=400, max_concurrent_dispatches=100, patience_s=120),
    # Below `send`: a campaign's messages may wait, an answer may not.
    Queue("bulk", shards=8, max_dispatches_per_second=100, max_concurrent_dispatches=20, patience_s=3600),
    Queue("campaigns", max_dispatches_per_second=50, max_concurrent_dispatches=20, max_backoff_s=60),
    Queue("media", max_dispatches_per_second=50, max_concurrent_dispatches=20, min_backoff_s=5),
    # Slow and dear: few at a time. A model that is down for an hour finds its work still waiting.
    Queue(
        "ai",
        max_dispatches_per_second=20,
        max_concurrent_dispatches=20,
        min_backoff_s=5,
        max_attempts=20,
        patience_s=300,
    ),
    Queue("contacts", max_dispatches_per_second=5, max_concurrent_dispatches=5, min_backoff_s=5, patience_s=3600),
    Queue("receipts", max_dispatches_per_second=50, min_backoff_s=5, max_backoff_s=3600, max_attempts=12),
    Queue("analytics", max_dispatches_per_second=50, max_concurrent_dispatches=20, min_backoff_s=5),
    Queue(
        "backups",
        max_dispatches_per_second=5,
        max_concurrent_dispatches=10,
        min_backoff_s=10,
        max_backoff_s=600,
        patience_s=3600,
    ),
    # A receiver may take all of its 15 seconds: whoever is slow holds up a part of the others at most.
    Queue("webhooks", shards=8, max_dispatches_per_second=50, max_concurrent_dispatches=20, max_backoff_s=60),
    # Schedules that people start by hand. No worker counts their attempts: the queue's own end is theirs.
    Queue(
        "schedules",
        max_dispatches_per_second=5,
        max_concurrent_dispatches=5,
        min_backoff_s=5,
        max_attempts=3,
        spare_attempts=0,
    ),
)

SEND_MESSAGE: Final = Job(
    "send-message",
    "send",
    "send",
    "functions.send.main:send_message",
    MessagePayload,
    60,
    shard_by="channel_id",
    give_up="functions.send.main:give_up_sending",
    revive="functions.send.main:revive",
)
SEND_BULK: Final = Job(
    "send-bulk",
    "bulk",
    "send",
    "functions.send.main:send_bulk",
    MessagePayload,
    60,
    shard_by="channel_id",
    give_up="functions.send.main:give_up_sending",
    revive="functions.send.main:revive",
)
PLAN_CAMPAIGN: Final = Job(
    "plan-campaign",
    "campaigns",
    "campaigns",
    "functions.campaigns.main:plan_campaign",
    CampaignPayload,
    120,
    give_up="functions.campaigns.main:give_up_planning",
    revive="functions.campaigns.main:revive_planning",
)
DRY_RUN_CAMPAIGN: Final = Job(
    "dry-run-campaign",
    "campaigns",
    "campaigns",
    "functions.campaigns.main:go_on_dry_running",
    CampaignPayload,
    120,
    give_up="functions.campaigns.main:give_up_dry_running",
    dead_letter=False,
)
RETRY_CAMPAIGN: Final = Job(
    "retry-campaign",
    "campaigns",
    "campaigns",
    "functions.campaigns.main:go_on_retrying",
    CampaignRetryPayload,
    120,
)
SUPPRESS_CONTACT: Final = Job(
    "suppress-contact",
    "campaigns",
    "campaigns",
    "functions.campaigns.main:suppress_contact",
    ConsentPayload,
    120,
)
REPLY_MESSAGE: Final = Job(
    "reply-message",
    "ai",
    "reply",
    "functions.reply.main:reply_message",
    MessagePayload,
    300,
    give_up="functions.reply.main:give_up_replying",
)
FETCH_MEDIA: Final = Job(
    "fetch-media",
    "media",
    "media",
    "functions.media.main:fetch_media",
    MessagePayload,
    600,
    give_up="functions.media.main:give_up_fetching",
    revive="functions.media.main:revive",
)
TRANSCRIBE_MEDIA: Final = Job(
    "transcribe-media",
    "ai",
    "media",
    "functions.media.main:transcribe_media",
    MessagePayload,
    300,
    give_up="functions.media.main:give_up_transcribing",
)
SETTLE_RECEIPT: Final = Job(
    "settle-receipt",
    "receipts",
    "receive",
    "functions.receive.main:settle_receipt",
    ParkedPayload,
    60,
    give_up="functions.receive.main:give_up_settling",
    dead_letter=False,
)

MOVE_MESSAGES: Final = Job(
    "move-messages",
    "contacts",
    "contacts",
    "functions.contacts.main:move_messages",
    MergePayload,
    600,
)
UNDO_MERGE: Final = Job(
    "undo-merge",
    "contacts",
    "contacts",
    "functions.contacts.main:undo_merge_slowly",
    MergePayload,
    600,
)
LINK_PHONE: Final = Job(
    "link-phone",
    "contacts",
    "contacts",
    "functions.contacts.main:link_phone",
    MessagePayload,
    120,
)
LEARN_FACTS: Final = Job(
    "learn-facts",
    "ai",
    "contacts",
    "functions.contacts.main:learn_facts",
    ContactPayload,
    300,
)
EMBED_FACTS: Final = Job(
    "embed-facts",
    "ai",
    "contacts",
    "functions.contacts.main:embed_facts",
    ContactPayload,
    300,
    # Recall goes by words until the next facts are learned.
    dead_letter=False,
)
FORGET_CONTACT: Final = Job(
    "forget-contact",
    "contacts",
    "contacts",
    "functions.contacts.main:forget_contact",
    ContactPayload,
    600,
    give_up="functions.contacts.main:give_up_forgetting",
)
IMPORT_AUDIENCE: Final = Job(
    "import-audience",
    "contacts",
    "contacts",
    "functions.contacts.main:import_audience",
    AudienceImportPayload,
    600,
    give_up="functions.contacts.main:give_up_importing",
)
EMPTY_AUDIENCE: Final = Job(
    "empty-audience",
    "contacts",
    "contacts",
    "functions.contacts.main:empty_audience",
    AudiencePayload,
    600,
)
IMPORT_CONTACTS: Final = Job(
    "import-contacts",
    "contacts",
    "contacts",
    "functions.contacts.main:import_contacts",
    ContactFilePayload,
    600,
    give_up="functions.contacts.main:give_up_importing_contacts",
)
UNDO_IMPORT: Final = Job(
    "undo-import",
    "contacts",
    "contacts",
    "functions.contacts.main:undo_import",
    ContactFilePayload,
    600,
    give_up="functions.contacts.main:give_up_undoing",
)
CLEAR_CONTACT_FILE: Final = Job(
    "clear-contact-file",
    "contacts",
    "contacts",
    "functions.contacts.main:clear_contact_file",
    ContactFilePayload,
    120,
)
RELEASE_CONVERSATIONS: Final = Job(
    "release-conversations",
    "contacts",
    "contacts",
    "functions.contacts.main:release_conversations",
    MemberPayload,
    600,
)
ROLL_UP: Final = Job(
    "roll-up",
    "analytics",
    "stats",
    "functions.stats.main:roll_up",
    RollUpPayload,
    540,
)
FAN_OUT_ROLL_UPS: Final = Job(
    "fan-out-roll-ups",
    "analytics",
    "stats",
    "functions.stats.main:fan_out_roll_ups",
    FanOutPayload,
    540,
)
BACK_FILL: Final = Job(
    "back-fill",
    "analytics",
    "stats",
    "functions.stats.main:back_fill",
    BackFillPayload,
    540,
    give_up="functions.stats.main:give_up_back_filling",
)
RUN_BACKUP: Final = Job(
    "run-backup",
    "backups",
    "backups",
    "functions.backups.main:run_backup",
    BackupPayload,
    900,
    give_up="functions.backups.main:give_up_running",
    dead_letter=False,
)
CHECK_BACKUP: Final = Job(
    "check-backup",
    "backups",
    "backups",
    "functions.backups.main:check_backup",
    BackupPayload,
    900,
    give_up="functions.backups.main:give_up_checking",
    dead_letter=False,
)
DELETE_BACKUP: Final = Job(
    "delete-backup",
    "backups",
    "backups",
    "functions.backups.main:go_on_deleting",
    BackupPayload,
    300,
)
SWEEP_MEDIA: Final = Job(
    "sweep-media",
    "backups",
    "backups",
    "functions.backups.main:sweep_media",
    BackupPayload,
    900,
    # The next backup that is made or deleted begins it anew.
    dead_letter=False,
)
RESTORE_BACKUP: Final = Job(
    "restore-backup",
    "backups",
    "backups",
    "functions.backups.main:restore_backup",
    RestorePayload,
    900,
    give_up="functions.backups.main:give_up_restoring",
    dead_letter=False,
)
DELIVER_WEBHOOK: Final = Job(
    "deliver-webhook",
    "webhooks",
    "webhooks",
    "functions.webhooks.main:deliver_webhook",
    DeliveryPayload,
    60,
    shard_by="webhook_id",
    revive="functions.webhooks.main:revive",
)

JOBS: Final = (
    SEND_MESSAGE,
    SEND_BULK,
    PLAN_CAMPAIGN,
    DRY_RUN_CAMPAIGN,
    RETRY_CAMPAIGN,
    SUPPRESS_CONTACT,
    REPLY_MESSAGE,
    FETCH_MEDIA,
    TRANSCRIBE_MEDIA,
    SETTLE_RECEIPT,
    MOVE_MESSAGES,
    UNDO_MERGE,
    LINK_PHONE,
    LEARN_FACTS,
    EMBED_FACTS,
    FORGET_CONTACT,
    IMPORT_AUDIENCE,
    EMPTY_AUDIENCE,
    IMPORT_CONTACTS,
    UNDO_IMPORT,
    CLEAR_CONTACT_FILE,
    RELEASE_CONVERSATIONS,
    ROLL_UP,
    FAN_OUT_ROLL_UPS,
    BACK_FILL,
    RUN_BACKUP,
    CHECK_BACKUP,
    DELETE_BACKUP,
    SWEEP_MEDIA,
    RESTORE_BACKUP,
    DELIVER_WEBHOOK,
)


class JobRegistry:
    """Finds jobs and queues by name; built once a process, without importing a handler or touching the network."""

    def __init__(self, jobs: Sequence[Job], queues: Sequence[Queue]) -> None:
        self.jobs: Mapping[str, Job] = {job.name: job for job in jobs}
        self.queues: Mapping[str, Queue] = {queue.name: queue for queue in queues}
        if len(self.jobs) != len(jobs) or len(self.queues) != len(queues):
            raise ValueError("Two jobs or two queues have the same name.")
        for job in jobs:
            if job.queue not in self.queues:
                raise ValueError(f"The job {job.name} names the queue {job.queue}, which is not declared.")
            if job.shard_by and job.shard_by not in job.payload.model_fields:
                raise ValueError(f"The job {job.name} shards by {job.shard_by}, which its payload does not have.")

    def queue_of(self, job: Job) -> Queue:
        """The queue of `job`."""
        return self.queues[job.queue]

    def max_attempts(self, job: str) -> int:
        """How often a task of `job` is tried before it gives up."""
        return self.queue_of(self.jobs[job]).max_attempts

    def jobs_of(self, function: str) -> tuple[Job, ...]:
        """The jobs that the function `function` works on."""
        return tuple(job for job in self.jobs.values() if job.function == function)


@lru_cache(maxsize=1)
def registry() -> JobRegistry:
    """The process's registry."""
    return JobRegistry(JOBS, QUEUES)


def initialize(function: str) -> JobRegistry:
    """Builds the registry at a function's cold start and says so in one log line."""
    registry.cache_clear()
    begun = time.perf_counter()
    built = registry()
    took_ms = round((time.perf_counter() - begun) * 1000, 3)
    log.info(
        "JobRegistry initialized",
        function=function,
        jobs=len(built.jobs),
        queues=sum(queue.shards for queue in built.queues.values()),
        took_ms=took_ms,
    )
    # The imports are done, and what they made stays for good: the collector need not look at it again.
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER, 20, 20)
    return built
