"""A provider's stand-in for the tests of the adapters."""

import pytest

from tests.common.channels.fake_provider import FakeProvider


@pytest.fixture
def provider() -> FakeProvider:
    """A provider without answers yet."""
    return FakeProvider()
