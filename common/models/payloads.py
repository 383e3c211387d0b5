"""What tasks carry: ids, never contents."""

from datetime import date, datetime
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from common.clock import epoch_ms
from common.models.ids import ChannelId, ContactId, MessageId, TenantId
from common.models.periods import Grain


class Payload(BaseModel):
    """Base of all payloads: whose work it is."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid")

    tenant_id: TenantId = Field(min_length=1)

    @property
    def subject(self) -> str:
        """What the work is about; with the job's name it tells two pieces of work apart."""
        raise NotImplementedError

    def begun_again(self, at: datetime) -> Self:
        """The same work for a task that begins it again at `at`.

        Where a task counts the one behind it, it counts on from the time: Cloud Tasks does not take the names of those
        that were counted before again for an hour.
        """
        return self


class MessagePayload(Payload):
    """Work on one message."""

    message_id: MessageId = Field(min_length=1)
    channel_id: ChannelId = Field(min_length=1)
    attempt: int = 0
    """Which try this is, counted by the work itself; part of the task's name."""
    waited: int = 0
    """Tells the tasks apart that wait for the turn of the same try; part of the task's name."""

    @property
    def subject(self) -> str:
        """The message."""
        return self.message_id


class ParkedPayload(Payload):
    """Work on one parked event."""

    parked_id: str = Field(min_length=1)
    attempt: int = 0

    @property
    def subject(self) -> str:
        """The parked event."""
        return self.parked_id


class MemberPayload(Payload):
    """Work on what somebody leaves behind who does not work here any more."""

    member_id: str = Field(min_length=1)
    attempt: int = 0
    """When they were removed, in epoch milliseconds; part of the task's name."""
    step: int = 0
    """Tells apart two tasks of the same work; part of the task's name."""

    @property
    def subject(self) -> str:
        """The member."""
        return self.member_id


class MergePayload(Payload):
    """Work on one merged contact."""

    source_id: ContactId = Field(min_length=1)
    """The contact that is no longer used."""
    target_id: ContactId = Field(min_length=1)
    """The contact that it turned out to be."""
    attempt: int = 0
    """When it was asked for, in epoch milliseconds; part of the task's name."""

    @property
    def subject(self) -> str:
        """The merged contact."""
        return self.source_id


class ContactPayload(Payload):
    """Work on one contact."""

    contact_id: ContactId = Field(min_length=1)
    agent_id: str = ""
    """The agent that talked with them, where one did."""
    attempt: int = 0
    """When it was asked for, in epoch milliseconds; part of the task's name."""
    step: int = 0
    """Tells apart two tasks of the same work; part of the task's name."""

    @property
    def subject(self) -> str:
        """The contact."""
        return self.contact_id


class ConsentPayload(Payload):
    """Work on one wish to be written to or not."""

    consent_id: str = Field(min_length=1)

    @property
    def subject(self) -> str:
        """The wish."""
        return self.consent_id


class AudiencePayload(Payload):
    """Work on the people of one audience."""

    audience_id: str = Field(min_length=1)
    attempt: int = 0
    """When it was asked for, in epoch milliseconds, or how far it is; part of the task's name."""

    @property
    def subject(self) -> str:
        """The audience."""
        return self.audience_id


class AudienceImportPayload(AudiencePayload):
    """Work on one file of an audience."""

    import_id: str = Field(min_length=1)

    @property
    def subject(self) -> str:
        """The import."""
        return self.import_id


class ContactFilePayload(Payload):
    """One step of work on a file of contacts: taking it in, undoing that, making it, or removing it."""

    file_id: str = Field(min_length=1)
    """The import or export."""
    attempt: int = 0
    """When it was asked for, in epoch milliseconds; part of the task's name."""
    step: int = 0
    """How far it is; part of the task's name."""

    @property
    def subject(self) -> str:
        """The import or export."""
        return self.file_id


class CampaignPayload(Payload):
    """One step of work on a campaign."""

    campaign_id: str = Field(min_length=1)
    step: int = 0
    """Which step it is; one that was made already only sees to the next."""
    attempt: int = 0
    """When it was asked for again, in epoch milliseconds; part of the task's name."""

    @property
    def subject(self) -> str:
        """The campaign."""
        return self.campaign_id


class CampaignRetryPayload(Payload):
    """Work on the failed messages of a campaign, page by page."""

    campaign_id: str = Field(min_length=1)
    asked_ms: int
    """When a person asked for it, in epoch milliseconds."""
    classes: tuple[str, ...]
    """The classes of errors that are tried again."""
    cursor: str = ""
    """The last message that was looked at."""

    @property
    def subject(self) -> str:
        """The campaign and the request."""
        return f"{self.campaign_id}/{self.asked_ms}"


class RollUpPayload(Payload):
    """Rolling one tenant's touched periods up."""

    grain: Grain
    """Which: hours; or days, and then months."""
    slot: str
    """The schedule's run that asked for it."""
    part: int = 0
    """Which task of the run it is."""

    @property
    def subject(self) -> str:
        """The length of the periods."""
        return self.grain


class BackFillPayload(Payload):
    """Counting a range of days anew."""

    job_id: str = Field(min_length=1)
    """The long-running work that tells how far it is."""
    from_on: date
    """The first day, in the tenant's time zone."""
    to_on: date
    """The last day."""
    part: int = 0
    """Which task of it it is."""

    @property
    def subject(self) -> str:
        """The long-running work."""
        return self.job_id

    def begun_again(self, at: datetime) -> Self:
        """See `Payload`."""
        return self.model_copy(update={"part": epoch_ms(at)})


class FanOutPayload(Payload):
    """Looking for tenants with something to roll up, behind the tenant `tenant_id`."""

    grain: Grain
    slot: str

    @property
    def subject(self) -> str:
        """The length of the periods."""
        return self.grain


class BackupPayload(Payload):
    """One step of work on a backup: running it, checking it, deleting it, or removing what it alone needed."""

    backup_id: str = Field(min_length=1)
    step: int = 0
    """Which step it is; part of the task's name."""

    @property
    def subject(self) -> str:
        """The backup."""
        return self.backup_id

    def begun_again(self, at: datetime) -> Self:
        """See `Payload`."""
        return self.model_copy(update={"step": epoch_ms(at)})


class RestorePayload(Payload):
    """One step of work on a restore."""

    restore_id: str = Field(min_length=1)
    step: int = 0
    """Which step it is; part of the task's name."""

    @property
    def subject(self) -> str:
        """The restore."""
        return self.restore_id

    def begun_again(self, at: datetime) -> Self:
        """See `Payload`."""
        return self.model_copy(update={"step": epoch_ms(at)})


class DeliveryPayload(Payload):
    """Telling one webhook of one event."""

    webhook_id: str = Field(min_length=1)
    event_id: str = Field(min_length=1)
    tries: int = 0
    """How often it was tried before; part of the task's name."""
    swept_ms: int = 0
    """When a sweep queued it again, in epoch milliseconds; part of the task's name."""

    @property
    def subject(self) -> str:
        """The event and the webhook."""
        return f"{self.event_id}/{self.webhook_id}"
