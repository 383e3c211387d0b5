"""Rewording a message: one question to a language model, and each of its answers held against the rules.

The model gets the text as it was written, with its placeholders: no personal data reaches it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from common.ai.client import Models
from common.ai.errors import ModelError, ModelMalformed
from common.ai.prompts import rewording
from common.errors import Fault, Invalid, PlanRequired
from common.models.ids import TenantId
from common.models.spinning import check_variant
from common.models.template import TEXT_MAX_CHARS
from common.models.template_rules import BODY_MAX_CHARS
from common.models.tenant import PLANS, Plan, Tenant
from common.store.tenants import Tenants
from common.store.usage import Usage
from functions.templates.spin_schemas import SpinIn, SpinKind, SpinUsage, Spun, SpunVariant, VariantFault

LIMIT_CHARS: Final = {SpinKind.TEMPLATE: BODY_MAX_CHARS, SpinKind.SESSION: TEXT_MAX_CHARS}
"""How long a rewording may be, and so the message itself."""
MOST_CHARS_AT_ONCE: Final = 12_000
"""Of all rewordings of one question: about as much as a model writes in the time that a person waits."""
_NOTES: Final = {
    SpinKind.TEMPLATE: (
        "A person approves each variant before it is used. WhatsApp sends only what it has approved: keep each variant "
        "as a template of its own and submit it, and a campaign chooses among those approved."
    ),
    SpinKind.SESSION: (
        "A person approves each variant before it is used. These go out on Telegram, and on WhatsApp within 24 hours "
        "of a contact's last message; the body of an approved WhatsApp template cannot be varied."
    ),
}


def spin(
    t: TenantId, asked: SpinIn, now: datetime, *, tenants: Tenants, usage: Usage, models: Callable[[], Models]
) -> Spun:
    """Rewordings of a message, by one question to the model; what it used is counted, also where it was in vain.

    Raises:
        PlanRequired: the tenant's plan has no spinning.
        Invalid: the text is too long for its kind, or for so many rewordings.
        ModelError: the model gave nothing of use.
    """
    tenant = tenants.get(t)
    demand_spinning(tenant)
    check_size(asked)
    question = rewording.question(asked.text, asked.count, asked.language, asked.tone)
    try:
        answer = models().complete(
            rewording.Rewordings,
            rewording.INSTRUCTIONS,
            question,
            output_limit_tokens=1000 + 2 * asked.count * len(asked.text),
        )
    except ModelError as error:
        usage.count_model(tenant, now, error.spent)
        raise
    spent = answer.spent
    usage.count_model(tenant, now, spent)
    variants = judged(asked, answer.value.variants)
    if not variants:
        raise ModelMalformed("The language model gave no variants. Your text is unchanged; try again.", spent=spent)
    return Spun(
        variants=variants,
        usage=SpinUsage(
            model=spent.model,
            input_tokens=spent.input_tokens,
            output_tokens=spent.output_tokens,
            price_micro_usd=spent.price_micro_usd,
            latency_ms=spent.latency_ms,
        ),
        note=note(asked, variants),
    )


def demand_spinning(tenant: Tenant) -> None:
    """Lets pass whose plan has spinning.

    Raises:
        PlanRequired: it has not.
    """
    if PLANS[tenant.plan].spinning:
        return
    needed = next(plan for plan in Plan if PLANS[plan].spinning)
    raise PlanRequired(
        f"Message spinning needs the {needed} plan; this workspace has the {tenant.plan} plan. An owner can change it.",
        extra={"plan": tenant.plan, "plan_needed": needed},
    )


def check_size(asked: SpinIn) -> None:
    """Lets pass what one question can be about.

    Raises:
        Invalid: the text is too long.
    """
    limit_chars = LIMIT_CHARS[asked.kind]
    if len(asked.text) > limit_chars:
        detail = f"A {asked.kind} text has at most {limit_chars:,} characters; this one has {len(asked.text):,}."
        raise Invalid(detail, faults=[Fault("/text", detail)])
    if len(asked.text) * asked.count > MOST_CHARS_AT_ONCE:
        detail = f"Of so long a text, at most {MOST_CHARS_AT_ONCE // len(asked.text)} variants can be made at once."
        raise Invalid(detail, faults=[Fault("/count", detail)])


def judged(asked: SpinIn, texts: Sequence[str]) -> list[SpunVariant]:
    """The rewordings with what is wrong about each; of two that are alike, the first is kept."""
    kept: list[str] = []
    variants: list[SpunVariant] = []
    for text in (each.strip() for each in texts[: asked.count]):
        faults = check_variant(
            asked.text,
            text,
            kept,
            limit_chars=LIMIT_CHARS[asked.kind],
            is_template=asked.kind is SpinKind.TEMPLATE,
        )
        if not faults:
            kept.append(text)
        shown = [VariantFault(code=fault.code, detail=fault.detail) for fault in faults]
        variants.append(SpunVariant(text=text, faults=shown, usable=not faults))
    return variants


def note(asked: SpinIn, variants: Sequence[SpunVariant]) -> str:
    """How the rewordings may be used, and how many cannot."""
    said = [_NOTES[asked.kind]]
    broken = sum(not variant.usable for variant in variants)
    if broken == len(variants):
        said.append("Every variant breaks a rule; try again, or put the text in other words.")
    elif broken:
        said.append(f"{broken} of {len(variants)} {'breaks' if broken == 1 else 'break'} a rule and cannot be used.")
    if len(variants) < asked.count:
        said.append(f"The model gave {len(variants)} instead of {asked.count}.")
    return " ".join(said)
