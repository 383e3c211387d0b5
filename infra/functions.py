"""Every deployable function: what it is called, what starts it, and which public paths lead to it."""

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field

DOCUMENT_CREATED: Final = "google.cloud.firestore.document.v1.created"


class Trigger(BaseModel):
    """A Firestore event that starts a function."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    event_type: str
    """The CloudEvent's type."""
    document: str
    """The pattern of the document's path, with wildcards in braces."""


class Deployable(BaseModel):
    """One Cloud Function."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{0,61}$")
    """The function's name, also in its address."""
    capability: str
    """The folder under `functions/` that holds it."""
    entry_point: str
    """The callable in that folder's `main.py`."""
    signature: Literal["http", "cloudevent"] = "http"
    """How it is called."""
    rewrites: tuple[str, ...] = ()
    """The front door's globs that lead to it, as firebase.json writes them."""
    triggers: tuple[Trigger, ...] = ()
    """The events that start it."""
    public: bool = False
    """Whether anybody may call it; if not, only Google's own services with a token may."""


def _api(name: str) -> Deployable:
    """A capability's HTTP API, which checks its callers itself."""
    return Deployable(name=name, capability=name, entry_point=name, rewrites=(f"/api/{name}{{,/**}}",), public=True)


FUNCTIONS: Final[tuple[Deployable, ...]] = (
    Deployable(name="receive", capability="receive", entry_point="receive", rewrites=("/webhooks/**",), public=True),
    Deployable(
        name="dispatch",
        capability="dispatch",
        entry_point="dispatch",
        signature="cloudevent",
        triggers=(
            Trigger(event_type=DOCUMENT_CREATED, document="tenants/{tenant}/messages/{message}"),
            Trigger(event_type=DOCUMENT_CREATED, document="tenants/{tenant}/parked_receipts/{receipt}"),
            Trigger(event_type=DOCUMENT_CREATED, document="tenants/{tenant}/consents/{consent}"),
            Trigger(event_type=DOCUMENT_CREATED, document="tenants/{tenant}/webhook_events/{event}"),
        ),
    ),
    Deployable(name="reply", capability="reply", entry_point="reply"),
    Deployable(name="send", capability="send", entry_point="send"),
    Deployable(name="media", capability="media", entry_point="media"),
    Deployable(name="stats", capability="stats", entry_point="stats"),
    _api("inbox"),
    _api("contacts"),
    _api("templates"),
    _api("campaigns"),
    _api("backups"),
    _api("agents"),
    _api("usage"),
    _api("workspace"),
    _api("webhooks"),
    _api("jobs"),
)
