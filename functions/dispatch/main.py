"""Entry point of `dispatch`: Firestore's events."""

import time
from functools import lru_cache

import functions_framework
from cloudevents.http.event import CloudEvent

from common import log
from common.config import clock, settings
from common.entry.events import decode_created
from common.errors import AppError, Malformed, NotFound
from common.jobs.enqueue import cloud_tasks
from common.jobs.registry import initialize
from common.models.ids import ChannelId, TenantId
from common.store.agents import Agents
from common.store.channels import Channels
from common.store.codec import TRACE
from common.store.database import database
from functions.dispatch.service import hand_over, tasks_for

log.configure()
initialize("dispatch")


@lru_cache(maxsize=1)
def _stores() -> tuple[Channels, Agents]:
    db = database(settings().google_cloud_project)
    return Channels(db), Agents(db)


def agent_delay(t: TenantId, c: ChannelId) -> float | None:
    """For how long the agent of a channel waits for a further message; as it was some seconds ago."""
    channels, agents = _stores()
    try:
        agent_id = channels.get_cached(t, c).agent_id
    except NotFound:
        return None
    agent = agents.find_cached(t, agent_id) if agent_id else None
    return agent.debounce_s if agent and agent.is_on else None


@functions_framework.cloud_event
def dispatch(event: CloudEvent) -> None:
    """A document was created; raises where the event must come again."""
    mark = log.function_name.set("dispatch")
    begun = time.perf_counter()
    with log.context(event=event["id"]):
        try:
            path, due, queued = _hand_over(event)
            took_ms = round((time.perf_counter() - begun) * 1000, 1)
            log.info("dispatched", path=path, due=due, queued=queued, took_ms=took_ms)
        except Malformed as error:
            log.error(error.detail)  # it would be no better the next time
        except AppError as error:
            log.warning("The event must come again.", error=error.detail)
            raise
        except Exception:
            log.exception("Unexpected error")
            raise
        finally:
            log.function_name.reset(mark)


def _hand_over(event: CloudEvent) -> tuple[str, int, int]:
    """Queues what an event causes; the document's path, how many tasks are due, and how many are new."""
    document = decode_created(event)
    log.add(**log.trace_fields(str(document.data.get(TRACE, "")), settings().google_cloud_project))
    due = tasks_for(document.path, document.data, agent_delay=agent_delay)
    queued = hand_over(due, clock().now(), enqueue=cloud_tasks(settings())) if due else 0
    return "/".join(document.path), len(due), queued
