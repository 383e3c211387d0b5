"""All that a deployment consists of, each step after those that it stands on."""

from pathlib import Path

from infra.deploy.alerts import Channels, Policies
from infra.deploy.board import Board
from infra.deploy.cloud import Cloud
from infra.deploy.foundation import Accounts, Bucket, Database, Grants, Secrets, Services
from infra.deploy.functions import Functions, Invokers, Triggers
from infra.deploy.metrics import Metrics
from infra.deploy.plan import Change, Step
from infra.deploy.queues import Queues
from infra.deploy.schedules import Schedules
from infra.deploy.site import Site
from infra.deploy.target import KINDS, Target


def deployment(target: Target, build: Path, *, may_remove: bool = False) -> list[Step]:
    """The steps, in order.

    Args:
        target: where.
        build: the folder of what is staged.
        may_remove: whether indexes that are no longer in the file go.
    """
    return [
        Services(target),
        # Early: an alert over a metric is refused for some minutes after the metric was made.
        Metrics(target),
        Accounts(target),
        Database(target),
        Bucket(target),
        Secrets(target),
        *grants(target),
        Queues(target),
        Functions(target, build),
        Invokers(target),
        Triggers(target),
        Schedules(target),
        Channels(target),
        Policies(target),
        Board(target),
        Site(target, build, may_remove=may_remove),
    ]


def data(target: Target) -> list[Step]:
    """The steps whose resources hold what cannot be made again; a queue's name cannot, for days."""
    return [Database(target), Bucket(target), Secrets(target), Queues(target)]


def grants(target: Target) -> list[Step]:
    """What each account may do: in the project, with the bucket, with each secret, and in whose name."""
    return [
        Grants(target, ("projects", target.project), [(kind.name, role) for kind in KINDS for role in kind.roles]),
        Grants(
            target,
            ("storage", "buckets", f"gs://{target.bucket}"),
            [(kind.name, "roles/storage.objectUser") for kind in KINDS if kind.keeps_media],
        ),
        SecretGrants(target),
        # Whoever makes a task says in whose name it will call.
        Grants(
            target,
            ("iam", "service-accounts", target.email("tasks")),
            [(kind.name, "roles/iam.serviceAccountUser") for kind in KINDS if kind.queues_work],
        ),
        *(
            Grants(
                target,
                ("iam", "service-accounts", target.email(kind.name)),
                [(kind.name, "roles/iam.serviceAccountTokenCreator")],
            )
            for kind in KINDS
            if kind.signs
        ),
    ]


class SecretGrants:
    """Which accounts may read which of the secrets that there are."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        return [change for grant in self._grants(cloud) for change in grant.look(cloud)]

    def leave(self, cloud: Cloud) -> list[Change]:
        """All that our accounts may read."""
        return [change for grant in self._grants(cloud) for change in grant.leave(cloud)]

    def _grants(self, cloud: Cloud) -> list[Grants]:
        reads = "roles/secretmanager.secretAccessor"
        return [
            Grants(self._target, ("secrets", name), [(kind.name, reads) for kind in KINDS if name in kind.secrets])
            for name in Secrets(self._target).versions(cloud)
        ]
