"""Every provider has both halves of an adapter, and receiving starts without an HTTP client."""

import subprocess
import sys

import pytest

from common.channels.registry import receivers, senders
from common.models.channel import Provider


def test_every_provider_has_a_receiver_and_a_sender() -> None:
    inbound = receivers()
    outbound = senders(
        graph_base_url="https://graph.facebook.com",
        graph_version="v24.0",
        telegram_base_url="https://api.telegram.org",
        timeout_s=10,
    )
    assert set(inbound) == set(outbound) == set(Provider)
    assert all(adapter.provider is provider for provider, adapter in inbound.items())
    assert all(adapter.provider is provider for provider, adapter in outbound.items())


@pytest.mark.parametrize(
    "statement",
    [
        "from common.channels.registry import receivers; receivers()",
        "import common.channels.whatsapp.inbound",
        "import common.channels.telegram.inbound",
    ],
)
def test_receiving_imports_no_http_client(statement: str) -> None:
    check = f"{statement}\nimport sys\nsys.exit('httpx' in sys.modules or 'requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
