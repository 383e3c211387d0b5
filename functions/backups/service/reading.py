"""Lists of backups and restores, and how the backups of a workspace are in one look."""

from datetime import datetime

from common.entry.pages import ListQuery, decode_cursor, encode_cursor
from common.models.backup import Backup, BackupState
from common.models.ids import TenantId
from common.store.backups import BackupCursor
from functions.backups.backup_schemas import BackupPage, BackupView, RestorePage, RestoreView, StatusView
from functions.backups.service.collaborators import Collaborators
from functions.backups.service.plan import demand_backups
from functions.backups.service.views import backup_view, backup_views, restore_view

RECENT = 10
"""Among how many of the newest backups the last that ended is looked for."""


def list_backups(t: TenantId, query: ListQuery, *, with_: Collaborators) -> BackupPage:
    """A page of backups, the newest first."""
    demand_backups(t, tenants=with_.tenants)
    found = with_.backups.page(t, limit=query.limit + 1, after=_cursor(query.cursor))
    page = found[: query.limit]
    done = with_.backups.in_state(t, BackupState.DONE)
    return BackupPage(
        items=backup_views(page, done),
        next_cursor=_after(page[-1].started_at, page[-1].id) if len(found) > query.limit else None,
    )


def show(t: TenantId, id_: str, *, with_: Collaborators) -> BackupView:
    """One backup.

    Raises:
        NotFound: there is none.
    """
    demand_backups(t, tenants=with_.tenants)
    backup = with_.backups.get(t, id_).value
    done = with_.backups.in_state(t, BackupState.DONE)
    return backup_views([backup], done)[0]


def list_restores(t: TenantId, query: ListQuery, *, with_: Collaborators) -> RestorePage:
    """A page of restores, the newest first."""
    demand_backups(t, tenants=with_.tenants)
    found = with_.backups.restores_page(t, limit=query.limit + 1, after=_cursor(query.cursor))
    page = found[: query.limit]
    return RestorePage(
        items=[restore_view(each) for each in page],
        next_cursor=_after(page[-1].started_at, page[-1].id) if len(found) > query.limit else None,
    )


def show_restore(t: TenantId, id_: str, *, with_: Collaborators) -> RestoreView:
    """One restore.

    Raises:
        NotFound: there is none.
    """
    demand_backups(t, tenants=with_.tenants)
    return restore_view(with_.backups.get_restore(t, id_).value)


def status(t: TenantId, *, with_: Collaborators) -> StatusView:
    """How the backups are, in one look."""
    demand_backups(t, tenants=with_.tenants)
    arranged = with_.backups.arrangement(t)
    recent = with_.backups.page(t, limit=RECENT)
    done = with_.backups.in_state(t, BackupState.DONE)
    ended = (BackupState.DONE, BackupState.FAILED)
    last = next((backup for backup in recent if backup.state in ended), done[0] if done else None)
    running = next((backup for backup in recent if backup.state is BackupState.RUNNING), None)
    shown = running or last
    good = next((backup for backup in done if not backup.is_damaged), None)
    return StatusView(
        headline=shown.headline if shown else "No backup yet",
        detail=_sentence(shown, last),
        last=backup_view(last) if last else None,
        last_good=backup_view(good) if good else None,
        running=backup_view(running) if running else None,
        next_at=arranged.due_at,
        backups=len(done),
        size_bytes=sum(backup.size_bytes for backup in done),
        media_bytes=done[0].media_bytes if done else 0,
        drill=arranged.drill,
    )


def _sentence(shown: Backup | None, last: Backup | None) -> str:
    if shown is None:
        return "Make the first backup, or set a schedule."
    if shown.state is BackupState.RUNNING and last is not None:
        return f"The last one: {last.error or last.headline}"
    return backup_view(shown).detail


def _cursor(text: str) -> BackupCursor | None:
    if not text:
        return None
    at, id_ = decode_cursor(text, str, str)
    return BackupCursor(datetime.fromisoformat(str(at)), str(id_))


def _after(at: datetime, id_: str) -> str:
    return encode_cursor(at.isoformat(), id_)
