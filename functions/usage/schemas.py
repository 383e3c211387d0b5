"""What goes out about usage."""

from pydantic import BaseModel


class Metric(BaseModel):
    """One counter of the month."""

    used: int
    """How much was used."""
    limit: int | None
    """How much the plan allows; null where it does not limit this."""


class CurrentUsage(BaseModel):
    """The running month's counters."""

    period: str
    """The month, `YYYY-MM`, in the tenant's time zone."""
    plan: str
    """The tenant's plan."""
    metrics: dict[str, Metric]
    """By name: `messages_in`, `messages_out`, and of language models `ai_calls`, `ai_tokens_in`, `ai_tokens_out` and
    `ai_micro_usd`, the price in millionths of a US dollar."""
