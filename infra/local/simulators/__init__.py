"""Simulated WhatsApp and Telegram with their customers' phones, speaking the real HTTP protocols."""

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.limits import SimLimits
from infra.local.simulators.simulators import Simulators

__all__ = ["SimChannel", "SimLimits", "Simulators"]
