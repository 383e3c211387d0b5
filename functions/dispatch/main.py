"""Entry point of `dispatch`: Firestore's events."""

import time

import functions_framework
from cloudevents.http.event import CloudEvent

from common import log
from common.config import clock, settings
from common.entry.events import decode_created
from common.errors import Malformed
from common.jobs.enqueue import cloud_tasks
from common.jobs.registry import initialize
from functions.dispatch.service import hand_over, tasks_for

log.configure()
initialize("dispatch")


@functions_framework.cloud_event
def dispatch(event: CloudEvent) -> None:
    """A document was created; raises where the event must come again."""
    mark = log.function_name.set("dispatch")
    begun = time.perf_counter()
    trace = log.trace_fields(str(event.get_attributes().get("traceparent", "")), settings().google_cloud_project)
    try:
        with log.context(event=event["id"], **trace):
            try:
                document = decode_created(event)
                due = tasks_for(document.path, document.data)
            except Malformed as error:
                log.error(error.detail)  # it would be no better the next time
                return
            queued = hand_over(due, clock().now(), enqueue=cloud_tasks(settings())) if due else 0
            took_ms = round((time.perf_counter() - begun) * 1000, 1)
            log.info("dispatched", path="/".join(document.path), due=len(due), queued=queued, took_ms=took_ms)
    finally:
        log.function_name.reset(mark)
