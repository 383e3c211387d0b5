"""Settings, read once from the environment; a missing one is named when it is first needed."""

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from common.clock import Clock, OffsetClock, SystemClock
from common.errors import Misconfigured


class Settings(BaseModel):
    """All that the environment decides. An empty emulator host means the real service."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)

    google_cloud_project: str
    """The Google Cloud project; locally `demo-whatsdex`."""
    region: str = "europe-west1"
    """The region of functions and queues."""
    functions_base_url: str = ""
    """Where functions are called, without a trailing slash; empty means this project's cloudfunctions.net."""
    public_base_url: str = ""
    """The address that providers and browsers see, without a trailing slash."""
    tasks_service_account: str = ""
    """The account in whose name Cloud Tasks calls workers."""
    oidc_jwks_url: str = "https://www.googleapis.com/oauth2/v3/certs"
    """The keys that sign the tokens of tasks and schedules."""
    cloud_tasks_emulator_host: str = ""
    """host:port of the local Cloud Tasks API."""
    firebase_auth_emulator_host: str = ""
    """host:port of the Auth emulator; its tokens carry no signature."""
    storage_emulator_host: str = ""
    """URL of the Cloud Storage emulator."""
    media_bucket: str = ""
    """The bucket of message media."""
    meta_app_secret: str = ""
    """The secret of the platform's own Meta app, which signs webhooks at /webhooks/whatsapp."""
    meta_verify_token: str = ""
    """What Meta must send when it verifies /webhooks/whatsapp."""
    graph_base_url: str = "https://graph.facebook.com"
    """The Graph API."""
    graph_version: str = "v24.0"
    """The Graph API's version."""
    telegram_base_url: str = "https://api.telegram.org"
    """The Telegram Bot API."""
    openai_api_key: str = ""
    """The key of the OpenAI API; empty means that there is no language model."""
    openai_base_url: str = "https://api.openai.com/v1"
    """The OpenAI API, or a server that speaks it."""
    openai_model: str = "gpt-6-luna"
    """The model that is asked where nobody chose one."""
    openai_embedding_model: str = "text-embedding-3-small"
    """The model of embeddings."""
    openai_transcription_model: str = "gpt-transcribe"
    """The model that puts speech into words."""
    openai_reasoning_effort: str = "none"
    """How much a model that reasons does so before it answers; empty leaves it to the model."""
    openai_timeout_s: float = Field(default=30.0, gt=0)
    """How long a model may take to answer one question, in seconds."""
    google_client_id: str = ""
    """The OAuth client in whose name people link their Google Drive."""
    google_client_secret: str = ""
    """That client's secret."""
    google_consent_url: str = "https://accounts.google.com/o/oauth2/v2/auth"
    """The page on which people allow us to use their Drive."""
    google_token_url: str = "https://oauth2.googleapis.com/token"  # noqa: S105
    """Where codes and refresh tokens become access tokens."""
    google_revoke_url: str = "https://oauth2.googleapis.com/revoke"
    """Where a permission is given back."""
    drive_base_url: str = "https://www.googleapis.com"
    """The Google Drive API, without a trailing slash."""
    drive_timeout_s: float = Field(default=60.0, gt=0)
    """How long Google Drive may take to answer one call, which may carry megabytes, in seconds."""
    operators: str = ""
    """Who runs the platform, for all tenants: ids of members and keys, each behind its tenant's id and a slash, comma
    separated."""
    firestore_keeps_history: bool = False
    """Whether the database has point-in-time recovery, so that a whole minute can be read for seven days."""
    callers_are_checked: bool = False
    """Whether Google itself checks who calls, so that nobody reaches this function without a token of an account that
    may; it then takes the signature off."""
    credential_keys: str = ""
    """AES keys for credentials at rest: url-safe base64 of 32 bytes each, comma separated, newest first."""
    provider_timeout_s: float = Field(default=20.0, gt=0)
    """How long a provider may take to answer one call, in seconds."""
    webhook_allowed_hosts: str = ""
    """Local stack only: `host:port` of webhook receivers that may be private and without TLS, comma separated."""
    clock_file: Path | None = None
    """Local stack only: a file with the seconds by which the clock is moved."""

    def need(self, name: str) -> str:
        """The setting `name`, which must not be empty.

        Raises:
            Misconfigured: it is empty; the sentence names the variable.
        """
        value = str(getattr(self, name) or "")
        if not value:
            raise Misconfigured(f"Set the environment variable {name.upper()}.")
        return value

    def function_url(self, name: str) -> str:
        """The base URL of the function `name`; a path behind it reaches the function as it is."""
        base = self.functions_base_url or f"https://{self.region}-{self.google_cloud_project}.cloudfunctions.net"
        return f"{base.rstrip('/')}/{name}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The process's settings.

    Raises:
        Misconfigured: a required variable is missing or a value cannot be read; the sentence names each.
    """
    # Imported here: nothing that a function does when it starts needs it.
    from pydantic_settings import BaseSettings

    # pydantic merges the two configurations; mypy sees two attributes of different types.
    class Environment(BaseSettings, Settings):  # type: ignore[misc]
        """The settings as the environment says."""

    try:
        return Environment()
    except ValidationError as error:
        names = ", ".join(str(part["loc"][0]).upper() for part in error.errors())
        raise Misconfigured(f"Set these environment variables rightly: {names}.") from error


@lru_cache(maxsize=1)
def clock() -> Clock:
    """The process's clock: the machine's, or the local stack's movable one."""
    path = settings().clock_file
    return OffsetClock(path) if path else SystemClock()
