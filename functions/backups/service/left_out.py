"""What is in no backup, by name; everything else of a tenant is, also what does not exist yet."""

from typing import Final

from common.store.lossless import Json

COLLECTIONS: Final = frozenset(
    {
        "api_keys",  # keys to the workspace
        "key_minutes",  # how many calls they made lately
        "members",  # who may enter is never taken from a backup: a restore must not let anybody back in
        "invitations",
        "integrations",  # tokens of accounts elsewhere, and how backups are arranged
        "backups",  # the backups themselves
        "restores",
        "jobs",  # work under way, and what gave up: trying that again is for now to decide, not for then
        "job_failures",  # how often work failed lately
        "recounts",  # how counters stand beside the messages, which is found anew
        "idempotency",  # answers that are kept for a day
        "touched",  # what the roll-ups have to do
        "metering",  # what the workspace costs the platform
        "parked_receipts",  # receipts that wait a few seconds for their message
        "incidents",  # what is wrong now
        "contact_imports",  # what files changed, kept for a while so that it can be undone
        "merges",  # what contacts were before they were merged, for a month
        "webhooks",  # where events go, with secrets; whoever restores elsewhere must not tell the same receivers
        "webhook_events",  # what happened lately, as it is told
        "webhook_deliveries",  # what came of telling it
    }
)
"""Collections right below the tenant."""
FIELDS: Final = frozenset(
    {
        "sealed",
        "secret",
        "secrets",
        "credentials",
        "token",
        "access_token",
        "refresh_token",
        "bot_token",
        "app_secret",
        "secret_token",
        "verify_token",
        "password",
        "private_key",
        "key_digest",
    }
)
"""Fields of whatever document, which are secret; a restore leaves those that are there."""
OWN_FIELDS: Final = frozenset({"plan", "suspended", "scratch", "hooks", "time_zone", "zone_since"})
"""Fields of the tenant's own document, which are not the tenant's to restore, or by which counters of today go."""


def names() -> list[str]:
    """The list as each manifest carries it."""
    own = [f"the field {name} of the workspace" for name in sorted(OWN_FIELDS)]
    return [f"{name}/" for name in sorted(COLLECTIONS)] + [f"the field {name}" for name in sorted(FIELDS)] + own


def fields_of(path: str) -> frozenset[str]:
    """The fields that are left out of the document at `path`."""
    return FIELDS if path else FIELDS | OWN_FIELDS


def without(path: str, fields: dict[str, Json]) -> dict[str, Json]:
    """The fields of a document that belong into a backup."""
    out = fields_of(path)
    return fields if out.isdisjoint(fields) else {name: value for name, value in fields.items() if name not in out}


def is_out(path: str) -> bool:
    """Whether a document is in no backup."""
    return path.split("/", 1)[0] in COLLECTIONS
