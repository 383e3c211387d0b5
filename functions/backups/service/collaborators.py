"""What backing up works with."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple, Protocol

from common.clock import Clock
from common.crypto import Vault
from common.jobs.enqueue import Enqueue
from common.media.storage import Listed, Stored
from common.models.drive import Drive, DriveRefused
from common.models.ids import TenantId
from common.store.backups import Backups
from common.store.incidents import Incidents
from common.store.long_jobs import Heartbeat, LongJobs
from common.store.snapshots import Snapshots
from common.store.tenants import Tenants
from common.store.tombstones import Tombstones
from functions.backups.service.beating import BeatingDrive


class OpenDrive(Protocol):
    """Opens a tenant's Drive."""

    def __call__(self, t: TenantId) -> Drive:
        """The tenant's Drive.

        Raises:
            DriveNotLinked: there is no link.
            DriveRefused: Google has refused the link before.
        """
        ...


class RefuseDrive(Protocol):
    """Notes that Google does not take a link any more."""

    def __call__(self, t: TenantId, refused: DriveRefused, now: datetime) -> None:
        """Ends the link until a person connects anew, and opens an incident."""
        ...


class Bucket(Protocol):
    """The media of tenants."""

    def objects(self, t: TenantId, *, after: str = "") -> Iterator[Listed]:
        """The tenant's objects behind a name, in the order of their names."""
        ...

    def find(self, t: TenantId, name: str) -> Listed | None:
        """One of the tenant's objects."""
        ...

    def read(self, object_name: str, *, start_byte: int = 0) -> Iterator[bytes]:
        """The bytes of an object from `start_byte` on, in pieces."""
        ...

    def store(self, t: TenantId, chunks: Iterator[bytes], mime_type: str, *, limit_bytes: int) -> Stored:
        """Stores a stream under its own hash."""
        ...

    def remove(self, t: TenantId, name: str) -> None:
        """Removes one of the tenant's objects."""
        ...


class Collaborators(NamedTuple):
    """What backing up works with."""

    backups: Backups
    snapshots: Snapshots
    tenants: Tenants
    tombstones: Tombstones
    incidents: Incidents
    long_jobs: LongJobs
    vault: Vault
    bucket: Bucket
    open_drive: OpenDrive
    refuse_drive: RefuseDrive
    enqueue: Enqueue
    clock: Clock
    in_time: Callable[[], bool]
    """Whether there is time for one more step before the rest goes to a further task."""
    beat: Callable[[], None] = lambda: None
    """Called with each piece of a step: says now and then that long-running work goes on."""
    keeps_history: bool = False
    """Whether the database has point-in-time recovery."""


def long_running(t: TenantId, id_: str, with_: Collaborators) -> Collaborators:
    """Has no time for a further step once a person wants the work to stop, and says within a step that it goes on.

    That is one read a step, and a write every 20 seconds.
    """
    heart = Heartbeat(t, id_, long_jobs=with_.long_jobs, clock=with_.clock)

    def in_time() -> bool:
        if not with_.in_time():
            return False
        job = with_.long_jobs.find(t, id_)
        if job is None:
            return True
        heart.heard(job.heartbeat_at)
        heart.beat()
        return not job.is_to_stop

    return with_._replace(
        in_time=in_time,
        beat=heart.beat,
        snapshots=with_.snapshots.beating(heart.beat),
        open_drive=lambda t: BeatingDrive(with_.open_drive(t), heart.beat),
    )
