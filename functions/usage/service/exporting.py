"""Numbers as a file for spreadsheets."""

import csv
import io
from typing import Final

from functions.usage.schemas import Details, PeriodNumbers, Series

COLUMNS: Final = ("period", "start", "end", "is_open", "inbound", "outbound")
AUTHORS: Final = ("person", "agent", "campaign", "phone")
STATUSES: Final = ("queued", "sending", "unknown", "sent", "delivered", "read", "played", "failed")
DETAILS: Final = (
    *(f"by_{author}" for author in AUTHORS),
    *STATUSES,
    "first_responses",
    "first_response_average_s",
    "resolutions",
    "resolution_average_s",
    "new_contacts",
    "active_contacts",
)


def to_csv(series: Series) -> str:
    """A line for each period (RFC 4180), with the details where they are known."""
    detailed = all(item.details is not None for item in series.items)
    into = io.StringIO()
    writer = csv.writer(into)
    writer.writerow((*COLUMNS, *(DETAILS if detailed else ())))
    for item in series.items:
        writer.writerow((*_line(item), *(_details(item.details) if item.details else ())))
    return into.getvalue()


def _line(item: PeriodNumbers) -> tuple[object, ...]:
    open_ = str(item.is_open).lower()
    return item.id, item.start.isoformat(), item.end.isoformat(), open_, item.inbound, item.outbound


def _details(details: Details) -> tuple[object, ...]:
    return (
        *(details.authors.get(author, 0) for author in AUTHORS),
        *(details.statuses.get(status, 0) for status in STATUSES),
        details.first_responses.count,
        details.first_responses.average_s,
        details.resolutions.count,
        details.resolutions.average_s,
        details.new_contacts,
        details.active_contacts,
    )
