"""Where to deploy to, and in whose name each kind of function acts: least privilege, in one table."""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from infra.functions import FUNCTIONS, Deployable

APP: Final = "whatsdex"
"""The label of what is ours, and how the names of our service accounts begin."""
MARK: Final = "Made by WhatsDeX's deployment; changes by hand are undone."
"""The description of what is ours and bears no labels: service accounts and schedules."""
REGION_NAME: Final = re.compile(r"[a-z]+-[a-z]+\d+")
"""A region as Google names it; Firestore's multi-regions, such as `eur3`, have no functions, queues or schedules."""


class Kind(NamedTuple):
    """A kind of function: a service account of its own, and what that may do."""

    name: str
    functions: tuple[str, ...]
    secrets: tuple[str, ...] = ()
    """The secrets that it may read, which are also the environment of its functions."""
    roles: tuple[str, ...] = ()
    """What it may do in the whole project."""
    keeps_media: bool = False
    """Whether it reads and writes the media bucket."""
    queues_work: bool = False
    """Whether it makes tasks, which act in the name of the tasks' account."""
    signs: bool = False
    """Whether it signs addresses in its own name."""


_DATA: Final = "roles/datastore.user"
_ENQUEUE: Final = "roles/cloudtasks.enqueuer"

KINDS: Final = (
    Kind("receive", ("receive",), ("META_APP_SECRET", "META_VERIFY_TOKEN", "CREDENTIAL_KEYS"), (_DATA,)),
    Kind("events", ("dispatch",), (), (_DATA, _ENQUEUE, "roles/eventarc.eventReceiver"), queues_work=True),
    Kind(
        "workers",
        ("reply", "send", "media", "stats"),
        ("CREDENTIAL_KEYS", "OPENAI_API_KEY"),
        (_DATA, _ENQUEUE),
        keeps_media=True,
        queues_work=True,
    ),
    Kind(
        "api",
        ("inbox", "contacts", "templates", "campaigns", "agents", "usage", "workspace", "webhooks"),
        ("CREDENTIAL_KEYS", "OPENAI_API_KEY"),
        (_DATA, _ENQUEUE),
        keeps_media=True,
        queues_work=True,
        signs=True,
    ),
    Kind(
        "backups",
        ("backups",),
        ("CREDENTIAL_KEYS", "GOOGLE_CLIENT_SECRET"),
        (_DATA, _ENQUEUE),
        keeps_media=True,
        queues_work=True,
    ),
    # Its page tells how much waits in each queue, and pauses queues.
    Kind("jobs", ("jobs",), (), (_DATA, "roles/cloudtasks.queueAdmin", _ENQUEUE), queues_work=True),
    # In its name Cloud Tasks and Cloud Scheduler call, which `Invokers` lets it do for each function that they call.
    Kind("tasks", ()),
    Kind("build", (), (), ("roles/cloudbuild.builds.builder",)),
)


def kind_of(function: str) -> Kind:
    """The kind of a function."""
    return next(kind for kind in KINDS if function in kind.functions)


class Target(NamedTuple):
    """A project and a region, and the names of what is in them."""

    project: str
    region: str
    settings: Mapping[str, str] = {}
    """What the environment of the deployment sets: see `GIVEN` and `PASSED`."""
    functions: tuple[Deployable, ...] = FUNCTIONS

    @property
    def location(self) -> str:
        """The parent of queues and schedules."""
        return f"projects/{self.project}/locations/{self.region}"

    @property
    def bucket(self) -> str:
        """The bucket of message media."""
        return f"{self.project}-whatsdex-media"

    @property
    def base_url(self) -> str:
        """The address that providers and browsers see."""
        return self.settings.get("PUBLIC_BASE_URL") or f"https://{self.project}.web.app"

    def account(self, kind: str) -> str:
        """The id of a kind's service account."""
        return f"{APP}-{kind}"

    def email(self, kind: str) -> str:
        """The address of a kind's service account."""
        return f"{self.account(kind)}@{self.project}.iam.gserviceaccount.com"

    def member(self, kind: str) -> str:
        """A kind's service account as policies name it."""
        return f"serviceAccount:{self.email(kind)}"

    def function_url(self, name: str) -> str:
        """The address of a function; the same as `Settings.function_url`, which checks tokens against it."""
        return f"https://{self.region}-{self.project}.cloudfunctions.net/{name}"

    def gcloud(self, *arguments: str) -> tuple[str, ...]:
        """A command line that asks nothing and is for this project."""
        return ("gcloud", *arguments, f"--project={self.project}", "--quiet")
