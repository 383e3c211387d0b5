"""Signatures are those of the standard."""

from datetime import UTC, datetime

from common.webhooks.signing import new_secret, signed


def test_the_example_of_the_standard_is_signed_as_there() -> None:
    body = b'{"event_type":"ping","data":{"success":true}}'
    at = datetime.fromtimestamp(1731705121, UTC)
    assert signed("msg_loFOjxBNrRLzqYUf", at, body, ["whsec_plJ3nmyCDGBKInavdOK15jsl"]) == {
        "webhook-id": "msg_loFOjxBNrRLzqYUf",
        "webhook-timestamp": "1731705121",
        "webhook-signature": "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
    }


def test_secrets_differ() -> None:
    assert new_secret() != new_secret()
    assert new_secret().startswith("whsec_")
