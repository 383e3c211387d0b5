"""Whoever counts a message looks now and then how full the month is; what they did not come to tell is told here."""

from datetime import datetime

from common.models.tenant import Tenant
from common.models.usage import Warned
from common.store.usage import Usage
from common.store.usage_warnings import UsageWarnings


def warn(tenant: Tenant, now: datetime, *, usage: Usage, warnings: UsageWarnings) -> list[Warned]:
    """Records the levels of the plan's limits that the month has reached and nobody recorded; a read a counter."""
    return warnings.give(tenant, now, usage.current(tenant, now))
