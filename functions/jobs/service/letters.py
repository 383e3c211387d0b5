"""What people do with work that failed: look, have it done again, or say that it need not be done."""

from datetime import datetime, timedelta
from typing import Final

from common.clock import from_epoch_ms
from common.entry.pages import decode_cursor, encode_cursor
from common.errors import Conflict, NotFound, WriteRaced
from common.jobs.enqueue import Enqueue
from common.jobs.registry import QUEUES, registry
from common.models.asking import by_person
from common.models.dead_letter import DeadLetter, LetterState
from common.models.ids import TenantId
from common.models.tenant import Caller
from common.store.codec import Versioned
from common.store.database import compare_and_swap
from common.store.dead_letters import DeadLetters, LetterCursor
from functions.jobs.schemas import Letter, LetterPage, LetterQuery, Retried

RETRY_AT_ONCE: Final = 500
"""How many letters one request has done again; whoever has more asks once more."""
LONGEST_SILENCE: Final = timedelta(seconds=2 * max(queue.max_backoff_s for queue in QUEUES))
"""How long work that its queue tries again may say nothing: later than any queue's longest pause, nobody tries it."""


def list_letters(t: TenantId, query: LetterQuery, *, letters: DeadLetters) -> LetterPage:
    """Letters in one state, the newest failure first; one read each."""
    after = None
    if query.cursor:
        at, id_ = decode_cursor(query.cursor, str, str)
        after = LetterCursor(datetime.fromisoformat(str(at)), str(id_))
    found = letters.page(t, limit=query.limit, state=query.state, job=query.job, after=after)
    more = encode_cursor(found[-1].last_failed_at.isoformat(), found[-1].id) if len(found) == query.limit else None
    return LetterPage(items=[_shown(letter) for letter in found], next_cursor=more)


def get_letter(t: TenantId, id_: str, *, letters: DeadLetters) -> Letter:
    """One letter.

    Raises:
        NotFound: the work succeeded meanwhile, or there was none.
    """
    return _shown(_get(t, id_, letters).value)


def retry(caller: Caller, id_: str, now: datetime, *, letters: DeadLetters, enqueue: Enqueue) -> Letter:
    """Has work done again that gave up, or fell silent: a new task for the same worker, whose own guards still hold.

    Raises:
        NotFound: the work succeeded meanwhile, or there was none.
        Conflict: it is not for a person to have it done again now.
    """
    found = _get(caller.tenant_id, id_, letters)
    if found.value.state is LetterState.UNKNOWN:
        raise Conflict(
            "Nobody knows whether this message arrived. Open its conversation to settle it, or send it again there."
        )
    if found.value.state is LetterState.RETRYING and now - found.value.last_failed_at <= LONGEST_SILENCE:
        raise Conflict("Its queue tries it again by itself.")
    return _shown(_again(caller.tenant_id, found, now, letters, enqueue))


def retry_all(caller: Caller, job: str, now: datetime, *, letters: DeadLetters, enqueue: Enqueue) -> Retried:
    """Has all failed work of one kind done again; up to `RETRY_AT_ONCE`."""
    done = 0
    while done < RETRY_AT_ONCE:
        page = letters.page(caller.tenant_id, limit=100, state=LetterState.FAILED, job=job)
        for letter in page:
            found = letters.find(caller.tenant_id, letter.id)
            if found is not None and found.value.state is LetterState.FAILED:
                _again(caller.tenant_id, found, now, letters, enqueue)
                done += 1
        if len(page) < 100:
            break
    return Retried(queued=done, more=done >= RETRY_AT_ONCE)


def discard(caller: Caller, id_: str, reason: str, now: datetime, *, letters: DeadLetters) -> Letter:
    """Says that failed work need not be done; the letter stays, so that people see who decided.

    Raises:
        NotFound: the work succeeded meanwhile, or there was none.
    """

    def attempt() -> DeadLetter:
        found = _get(caller.tenant_id, id_, letters)
        change = {
            "state": LetterState.DISCARDED,
            "discarded_by": caller.name or caller.id,
            "discard_reason": reason,
        }
        letters.change(caller.tenant_id, id_, change, found.updated_at)
        return found.value.model_copy(update=change)

    return _shown(compare_and_swap(attempt))


def _again(
    t: TenantId, found: Versioned[DeadLetter], now: datetime, letters: DeadLetters, enqueue: Enqueue
) -> DeadLetter:
    letter = found.value
    job = registry().jobs.get(letter.job)
    if job is None:
        raise Conflict("This kind of work does not exist any more; discard it.")
    payload = job.payload.model_validate(letter.payload)
    # Only what failed before the asking is readied again, and a letter that a person sees speaks of nothing later.
    asked = max(now, letter.last_failed_at + timedelta(milliseconds=1))
    # Queued first: a crash in between leaves the letter as it was, and a second request names another task, which
    # finds the work done.
    enqueue(job, payload, again=by_person(asked))
    change = {"state": LetterState.QUEUED, "retried_at": now}
    try:
        letters.change(t, letter.id, change, found.updated_at)
    except (WriteRaced, NotFound):
        return letter  # the worker was faster: the letter is gone, or tells of a further failure
    return letter.model_copy(update=change)


def _get(t: TenantId, id_: str, letters: DeadLetters) -> Versioned[DeadLetter]:
    found = letters.find(t, id_)
    if found is None:
        raise NotFound("There is no such failed work; it may have succeeded meanwhile.")
    return found


def _shown(letter: DeadLetter) -> Letter:
    job = registry().jobs.get(letter.job)
    attempts = sorted(letter.attempts, key=lambda each: each.at)
    return Letter.model_validate(
        {
            **letter.model_dump(),
            "first_failed_at": from_epoch_ms(letter.first_failed_ms),
            "attempts": [each.model_dump() for each in attempts],
            "queue": job.queue if job else "",
        }
    )
