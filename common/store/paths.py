"""Every path in the database; nothing else builds one, so that nothing can leave its tenant."""

from common.models.ids import ChannelId, ContactId, IdentityId, MessageId, TenantId, id_part


def tenant(t: TenantId) -> str:
    """The tenant's own document."""
    return f"tenants/{id_part(t)}"


def tenant_of(path: str) -> TenantId:
    """The tenant that a document's path belongs to."""
    return TenantId(path.split("/")[1])


def collection_of(path: str) -> str | None:
    """The collection right below the tenant in which a document is; empty for the tenant's own, None for what is not
    below a tenant."""
    root, *parts = path.split("/")
    if root != "tenants":
        return None
    return parts[1] if len(parts) > 1 else ""


def is_audit(path: str) -> bool:
    """Whether an entry of an audit trail is there."""
    return collection_of(path) == "audit"


def _of(t: TenantId, collection: str, id_: str) -> str:
    return f"{tenant(t)}/{collection}/{id_part(id_)}"


def channels(t: TenantId) -> str:
    """The tenant's channels."""
    return f"{tenant(t)}/channels"


def channel(t: TenantId, c: ChannelId) -> str:
    """One channel."""
    return _of(t, "channels", c)


def identity(t: TenantId, i: IdentityId) -> str:
    """One address."""
    return _of(t, "identities", i)


def contacts(t: TenantId) -> str:
    """The tenant's contacts."""
    return f"{tenant(t)}/contacts"


def contact(t: TenantId, k: ContactId) -> str:
    """One contact."""
    return _of(t, "contacts", k)


def merges(t: TenantId) -> str:
    """The merges of contacts that can still be undone."""
    return f"{tenant(t)}/merges"


def merge(t: TenantId, source: ContactId) -> str:
    """The merge of a contact that is gone."""
    return _of(t, "merges", source)


def dismissal(t: TenantId, id_: str) -> str:
    """That a person said of two contacts that they are not one."""
    return _of(t, "dismissals", id_)


def facts(t: TenantId, k: ContactId) -> str:
    """What is known of a contact, and what was."""
    return f"{contact(t, k)}/facts"


def fact(t: TenantId, k: ContactId, id_: str) -> str:
    """One fact."""
    return f"{facts(t, k)}/{id_part(id_)}"


def memory(t: TenantId, k: ContactId) -> str:
    """What holds of a contact now, packed for recall: a head, and pages of facts with their vectors."""
    return f"{contact(t, k)}/memory"


def memory_part(t: TenantId, k: ContactId, id_: str) -> str:
    """The head or a page of a contact's memory."""
    return f"{memory(t, k)}/{id_part(id_)}"


def tombstones(t: TenantId) -> str:
    """What the tenant's contacts had us forget."""
    return f"{tenant(t)}/tombstones"


def tombstone(t: TenantId, id_: str) -> str:
    """One thing that was forgotten."""
    return _of(t, "tombstones", id_)


def memory_settings(t: TenantId) -> str:
    """What the tenant lets its agents remember."""
    return _of(t, "settings", "memory")


def attribute_settings(t: TenantId) -> str:
    """Which custom attributes of contacts have a type."""
    return _of(t, "settings", "attributes")


def conversations(t: TenantId) -> str:
    """The tenant's conversations."""
    return f"{tenant(t)}/conversations"


def conversation(t: TenantId, k: ContactId) -> str:
    """One conversation."""
    return _of(t, "conversations", k)


def messages(t: TenantId) -> str:
    """The tenant's messages."""
    return f"{tenant(t)}/messages"


def message(t: TenantId, m: MessageId) -> str:
    """One message."""
    return _of(t, "messages", m)


def parked(t: TenantId, id_: str) -> str:
    """An event that came before the message that it is about."""
    return _of(t, "parked_receipts", id_)


def notice(t: TenantId, id_: str) -> str:
    """Something that a provider said about the account."""
    return _of(t, "notices", id_)


def usage_shards(t: TenantId, period: str) -> str:
    """The counter documents of a month."""
    return f"{_of(t, 'usage', period)}/shards"


def usage_shard(t: TenantId, period: str, shard: int) -> str:
    """One counter document."""
    return f"{usage_shards(t, period)}/{shard}"


def usage_warning(t: TenantId, id_: str) -> str:
    """That a counter of a month reached a level of its limit."""
    return _of(t, "usage_warnings", id_)


def recount(t: TenantId, period: str) -> str:
    """How a month's counters stand beside the messages."""
    return _of(t, "recounts", period)


def metering(t: TenantId) -> str:
    """What the tenant uses of our suppliers, month by month, in counters that are split."""
    return f"{tenant(t)}/metering"


def metering_part(t: TenantId, month: str, part: int) -> str:
    """One of the counters of a month."""
    return _of(t, "metering", f"{id_part(month)}_{part}")


def members(t: TenantId) -> str:
    """The people of the tenant."""
    return f"{tenant(t)}/members"


def member(t: TenantId, uid: str) -> str:
    """One person of the tenant."""
    return _of(t, "members", uid)


def invitations(t: TenantId) -> str:
    """Who is asked to work in the tenant."""
    return f"{tenant(t)}/invitations"


def invitation(t: TenantId, id_: str) -> str:
    """One person who is asked to work in the tenant."""
    return _of(t, "invitations", id_)


def api_keys(t: TenantId) -> str:
    """What the tenant's API keys may do."""
    return f"{tenant(t)}/api_keys"


def key_minute(t: TenantId, id_: str, minute: int) -> str:
    """How many calls of an API key in a minute, counted since 1970, have been allowed."""
    return _of(t, "key_minutes", f"{id_part(id_)}_{minute}")


def api_key(t: TenantId, id_: str) -> str:
    """What an API key may do."""
    return _of(t, "api_keys", id_)


def webhooks(t: TenantId) -> str:
    """Where the tenant wants to hear of events."""
    return f"{tenant(t)}/webhooks"


def webhook(t: TenantId, id_: str) -> str:
    """One such place."""
    return _of(t, "webhooks", id_)


def webhook_events(t: TenantId) -> str:
    """Events that webhooks are told of."""
    return f"{tenant(t)}/webhook_events"


def webhook_event(t: TenantId, id_: str) -> str:
    """One event."""
    return _of(t, "webhook_events", id_)


def webhook_deliveries(t: TenantId) -> str:
    """What came of telling webhooks of events."""
    return f"{tenant(t)}/webhook_deliveries"


def webhook_delivery(t: TenantId, id_: str) -> str:
    """What came of telling one webhook of one event."""
    return _of(t, "webhook_deliveries", id_)


def contact_imports(t: TenantId) -> str:
    """Files of contacts that were taken in, or are."""
    return f"{tenant(t)}/contact_imports"


def contact_import(t: TenantId, id_: str) -> str:
    """One file of contacts."""
    return _of(t, "contact_imports", id_)


def import_pages(t: TenantId, id_: str, kind: str) -> str:
    """What goes with an import page by page: former values, its report, and what could not be undone."""
    return f"{contact_import(t, id_)}/{id_part(kind)}"


def import_page(t: TenantId, id_: str, kind: str, number: int) -> str:
    """One page; ids sort as numbers do."""
    return f"{import_pages(t, id_, kind)}/{number:06d}"


def jobs(t: TenantId) -> str:
    """Failed and long-running work."""
    return f"{tenant(t)}/jobs"


def job(t: TenantId, id_: str) -> str:
    """One piece of failed or long-running work."""
    return _of(t, "jobs", id_)


def incidents(t: TenantId) -> str:
    """What is wrong with the tenant's set-up, or was."""
    return f"{tenant(t)}/incidents"


def incident(t: TenantId, id_: str) -> str:
    """One thing that is wrong."""
    return _of(t, "incidents", id_)


def audit(t: TenantId) -> str:
    """Who changed what."""
    return f"{tenant(t)}/audit"


def audit_entry(t: TenantId, id_: str) -> str:
    """One change."""
    return _of(t, "audit", id_)


def templates(t: TenantId) -> str:
    """The tenant's message templates."""
    return f"{tenant(t)}/templates"


def template(t: TenantId, id_: str) -> str:
    """One template in one language."""
    return _of(t, "templates", id_)


def template_versions(t: TenantId, id_: str) -> str:
    """What a template was before each change."""
    return f"{template(t, id_)}/versions"


def template_version(t: TenantId, id_: str, version: int) -> str:
    """What a template was in one version."""
    return f"{template_versions(t, id_)}/{version}"


def campaigns(t: TenantId) -> str:
    """The tenant's campaigns."""
    return f"{tenant(t)}/campaigns"


def campaign(t: TenantId, id_: str) -> str:
    """One campaign."""
    return _of(t, "campaigns", id_)


def recipients(t: TenantId, campaign_id: str) -> str:
    """The people of a campaign, skipped ones too."""
    return f"{campaign(t, campaign_id)}/recipients"


def recipient(t: TenantId, campaign_id: str, k: ContactId) -> str:
    """One person of a campaign."""
    return f"{recipients(t, campaign_id)}/{id_part(k)}"


def audiences(t: TenantId) -> str:
    """The tenant's audiences."""
    return f"{tenant(t)}/audiences"


def audience(t: TenantId, id_: str) -> str:
    """One audience."""
    return _of(t, "audiences", id_)


def agents(t: TenantId) -> str:
    """The tenant's AI agents."""
    return f"{tenant(t)}/agents"


def agent(t: TenantId, id_: str) -> str:
    """One AI agent."""
    return _of(t, "agents", id_)


def agent_days(t: TenantId) -> str:
    """What agents did, day by day, in counters that are split."""
    return f"{tenant(t)}/agent_days"


def agent_day(t: TenantId, day: str, agent_id: str, shard: int) -> str:
    """One of the counters of an agent's day."""
    return _of(t, "agent_days", f"{id_part(day)}_{id_part(agent_id)}_{shard}")


def consents(t: TenantId) -> str:
    """Every wish to be written to or not, as it came in; never changed."""
    return f"{tenant(t)}/consents"


def consent(t: TenantId, id_: str) -> str:
    """One wish."""
    return _of(t, "consents", id_)


def stats(t: TenantId, grain: str) -> str:
    """The roll-ups of the tenant's hours, days or months."""
    return f"{tenant(t)}/stats_{id_part(grain)}"


def period_stats(t: TenantId, grain: str, period: str) -> str:
    """The roll-up of one period."""
    return f"{stats(t, grain)}/{id_part(period)}"


def touched(t: TenantId) -> str:
    """The periods that something was written in since they were rolled up."""
    return f"{tenant(t)}/touched"


def touched_period(t: TenantId, period: str) -> str:
    """That something was written in a period since it was rolled up."""
    return _of(t, "touched", period)


def presences(t: TenantId) -> str:
    """Who wrote in which month, on which days and in which hours."""
    return f"{tenant(t)}/presences"


def presence(t: TenantId, month: str, k: ContactId) -> str:
    """On which days and in which hours of a month a contact wrote."""
    return _of(t, "presences", f"{id_part(month)}_{id_part(k)}")


def resolutions(t: TenantId) -> str:
    """Every time that a conversation was resolved."""
    return f"{tenant(t)}/resolutions"


def resolution(t: TenantId, id_: str) -> str:
    """One time that a conversation was resolved."""
    return _of(t, "resolutions", id_)


def integration(t: TenantId, name: str) -> str:
    """The link to an account of the tenant elsewhere, such as `drive`."""
    return _of(t, "integrations", name)


def backups(t: TenantId) -> str:
    """The tenant's backups."""
    return f"{tenant(t)}/backups"


def backup(t: TenantId, id_: str) -> str:
    """One backup."""
    return _of(t, "backups", id_)


def backup_parts(t: TenantId, id_: str) -> str:
    """The finished parts of a backup that runs."""
    return f"{backup(t, id_)}/parts"


def backup_part(t: TenantId, id_: str, number: int) -> str:
    """One finished part; ids sort as numbers do."""
    return f"{backup_parts(t, id_)}/{number:06d}"


def restores(t: TenantId) -> str:
    """The restores of the tenant's backups."""
    return f"{tenant(t)}/restores"


def restore(t: TenantId, id_: str) -> str:
    """One restore."""
    return _of(t, "restores", id_)


def arrangement(t: TenantId) -> str:
    """When and how the tenant's backups are made."""
    return integration(t, "backups")


def canned_replies(t: TenantId) -> str:
    """The texts that the tenant's people insert into replies."""
    return _of(t, "settings", "canned_replies")


def idempotencies(t: TenantId) -> str:
    """The kept answers."""
    return f"{tenant(t)}/idempotency"


def job_failures(t: TenantId, id_: str) -> str:
    """How many tries of work failed within ten minutes; in shards, since many may fail at once."""
    return _of(t, "job_failures", id_)


def idempotency(t: TenantId, id_: str) -> str:
    """The answer that an Idempotency-Key already got."""
    return _of(t, "idempotency", id_)


def phone_number(phone_number_id: str) -> str:
    """Root look-up: which channel a WhatsApp phone number id is."""
    return f"phone_numbers/{id_part(phone_number_id)}"


def channel_key(key: str) -> str:
    """Root look-up: which channel a webhook path's key, or `waba-` and an account id, is."""
    return f"channel_keys/{id_part(key)}"


def schedule_run(name: str) -> str:
    """The platform's: what came of the last run of a schedule."""
    return f"schedule_runs/{id_part(name)}"


def api_key_lookup(key_digest: str) -> str:
    """Root look-up: which key an API key's digest is."""
    return f"api_keys/{id_part(key_digest)}"
