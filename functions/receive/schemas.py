"""What comes in from outside beside the webhooks themselves, which the adapters read."""

from pydantic import BaseModel, ConfigDict, Field


class Verification(BaseModel):
    """Meta's question whether we own the webhook's address.

    Source: shared facts on providers, §3.1 (Meta, create-webhook-endpoint, 2026-05-21).
    """

    model_config = ConfigDict(defer_build=True, extra="ignore")

    mode: str = Field(default="", alias="hub.mode")
    token: str = Field(default="", alias="hub.verify_token")
    challenge: str = Field(default="", alias="hub.challenge")
