"""The workspace as it is shown, and what becomes of its channels."""

from collections.abc import Callable

import pytest

from common.models.channel import ChannelStatus, Provider
from common.models.ids import random_id
from common.models.incident import IncidentKind
from common.models.tenant import PLANS, Plan, Role
from tests.functions.workspace.conftest import Workspace

pytestmark = pytest.mark.emulator


def _number() -> str:
    return str(int(random_id().encode().hex(), 16))[:18]


def _connect_telegram(workspace: Workspace, bot: str) -> str:
    body = {"provider": "telegram", "bot_token": f"{bot}:AAH-secret"}
    c: str = workspace.call("POST", "/channels", body).get_json()["id"]
    return c


def _connect_whatsapp(workspace: Workspace, number: str) -> str:
    body = {"provider": "whatsapp", "name": "Shop", "phone_number_id": number, "waba_id": f"9{number}"}
    body |= {"access_token": "EAAtoken", "app_secret": "0123456789abcdef"}
    c: str = workspace.call("POST", "/channels", body).get_json()["id"]
    return c


def test_the_workspace_tells_plan_limits_and_role(workspace: Workspace) -> None:
    shown = workspace.call("GET", "", role=Role.VIEWER).get_json()
    limits = PLANS[Plan.PRO]
    assert (shown["id"], shown["name"], shown["plan"], shown["role"]) == (workspace.t, "Acme", "pro", "viewer")
    assert shown["limits"] == {name: value for name, value in limits._asdict().items() if name != "usage_shards"}


def test_members_are_listed_page_by_page(workspace: Workspace) -> None:
    first = workspace.call("GET", "/members?limit=1", role=Role.VIEWER).get_json()
    assert first == {
        "items": [{"id": "ann", "email": "ann@acme.test", "name": "Ann", "role": "owner"}],
        "next_cursor": None,
    }


def test_channels_are_listed_page_by_page(workspace: Workspace) -> None:
    made = {_connect_telegram(workspace, _number()) for _ in range(3)}
    first = workspace.call("GET", "/channels?limit=2", role=Role.VIEWER).get_json()
    rest = workspace.call("GET", f"/channels?limit=2&cursor={first['next_cursor']}", role=Role.VIEWER).get_json()
    assert {channel["id"] for channel in first["items"] + rest["items"]} == made
    assert (len(first["items"]), len(rest["items"]), rest["next_cursor"]) == (2, 1, None)


def test_a_channel_of_another_tenant_is_not_there(new_workspace: Callable[..., Workspace]) -> None:
    mine, other = new_workspace(), new_workspace()
    path = f"/channels/{_connect_telegram(mine, _number())}"
    calls = [
        ("GET", path, None),
        ("PATCH", path, {"name": "Mine"}),
        ("DELETE", path, None),
        ("POST", f"{path}/test", None),
    ]
    assert [other.call(method, at, body).status_code for method, at, body in calls] == [404] * 4


@pytest.mark.parametrize(
    ("role", "sees"), [(Role.OWNER, True), (Role.ADMIN, True), (Role.AGENT, False), (Role.VIEWER, False)]
)
def test_only_admins_see_the_verify_token(workspace: Workspace, role: Role, sees: bool) -> None:
    c = _connect_whatsapp(workspace, _number())
    shown = workspace.call("GET", f"/channels/{c}", role=role).get_json()
    assert (shown["verify_token"] == workspace.credentials(c)["verify_token"]) is sees


@pytest.mark.parametrize("role", [Role.AGENT, Role.VIEWER])
@pytest.mark.parametrize(("method", "below"), [("PATCH", ""), ("DELETE", ""), ("POST", "/test")])
def test_only_admins_change_channels(workspace: Workspace, role: Role, method: str, below: str) -> None:
    assert workspace.call(method, f"/channels/any{below}", {}, role=role).status_code == 403


def test_a_channel_is_renamed_paused_and_taken_up_again(workspace: Workspace) -> None:
    c = _connect_telegram(workspace, _number())
    renamed = workspace.call("PATCH", f"/channels/{c}", {"name": " Front desk "}).get_json()
    paused = workspace.call("PATCH", f"/channels/{c}", {"status": "paused"}).get_json()
    assert (renamed["name"], renamed["status"]) == ("Front desk", "active")
    assert (paused["name"], paused["status"]) == ("Front desk", "paused")
    assert workspace.channel(c).status is ChannelStatus.PAUSED
    assert workspace.call("PATCH", f"/channels/{c}", {"status": "active"}).get_json()["status"] == "active"


@pytest.mark.parametrize("status", ["broken", "disconnected"])
def test_a_person_cannot_choose_what_only_we_find_out(workspace: Workspace, status: str) -> None:
    c = _connect_telegram(workspace, _number())
    assert workspace.call("PATCH", f"/channels/{c}", {"status": status}).status_code == 422


def test_a_broken_channel_is_not_switched_on_but_tested(workspace: Workspace) -> None:
    bot = _number()
    c = _connect_telegram(workspace, bot)
    workspace.telegram.refused.add(f"{bot}:AAH-secret")
    refused = workspace.call("POST", f"/channels/{c}/test").get_json()
    assert (refused["ok"], refused["channel"]["status"]) == (False, "broken")
    assert refused["channel"]["status_reason"] == refused["detail"] != ""
    [incident] = workspace.with_.incidents.list_open(workspace.t)
    assert (incident.kind, incident.subject) == (IncidentKind.CHANNEL_REFUSED, c)
    assert refused["detail"] in incident.detail
    assert workspace.call("PATCH", f"/channels/{c}", {"status": "active"}).status_code == 409
    workspace.telegram.refused.clear()
    workspace.telegram.webhooks.clear()
    mended = workspace.call("POST", f"/channels/{c}/test").get_json()
    assert (mended["ok"], mended["channel"]["status"], mended["channel"]["status_reason"]) == (True, "active", "")
    assert workspace.with_.incidents.list_open(workspace.t) == []
    assert workspace.telegram.webhooks[bot] == (
        mended["channel"]["webhook_url"],
        workspace.credentials(c)["secret_token"],
    )


def test_a_test_does_not_switch_a_paused_channel_on(workspace: Workspace) -> None:
    c = _connect_telegram(workspace, _number())
    workspace.call("PATCH", f"/channels/{c}", {"status": "paused"})
    assert workspace.call("POST", f"/channels/{c}/test").get_json()["channel"]["status"] == "paused"


def test_a_provider_that_is_down_breaks_no_channel(workspace: Workspace) -> None:
    c = _connect_whatsapp(workspace, _number())
    workspace.whatsapp.down = True
    assert workspace.call("POST", f"/channels/{c}/test").status_code == 503
    assert workspace.channel(c).status is ChannelStatus.ACTIVE


def test_disconnecting_forgets_credentials_look_ups_and_webhook(workspace: Workspace) -> None:
    bot = _number()
    c = _connect_telegram(workspace, bot)
    key = workspace.channel(c).key
    assert workspace.call("DELETE", f"/channels/{c}").status_code == 204
    gone = workspace.channel(c)
    shown = workspace.call("GET", f"/channels/{c}").get_json()
    assert (gone.status, gone.sealed, gone.key) == (ChannelStatus.DISCONNECTED, "", "")
    assert (shown["webhook_path"], shown["webhook_url"]) == ("", "")
    assert workspace.with_.channels.find_by_key(key) is None
    assert workspace.with_.channels.find_holder(Provider.TELEGRAM, bot) is None
    assert workspace.telegram.webhooks == {}
    assert workspace.call("POST", f"/channels/{c}/test").status_code == 409


def test_disconnecting_goes_on_without_the_provider(workspace: Workspace) -> None:
    c = _connect_telegram(workspace, _number())
    workspace.telegram.broken = True
    assert workspace.call("DELETE", f"/channels/{c}").status_code == 204
    assert workspace.channel(c).status is ChannelStatus.DISCONNECTED


def test_disconnecting_twice_leaves_the_next_owner_alone(new_workspace: Callable[..., Workspace]) -> None:
    before, after = new_workspace(), new_workspace()
    number = _number()
    old = _connect_whatsapp(before, number)
    before.call("DELETE", f"/channels/{old}")
    new = _connect_whatsapp(after, number)
    assert before.call("DELETE", f"/channels/{old}").status_code == 204
    holder = after.with_.channels.find_holder(Provider.WHATSAPP, number)
    assert holder is not None
    assert holder == (after.t, new)


def test_an_ended_channel_that_a_late_send_calls_broken_cannot_harm_the_next_owner(
    new_workspace: Callable[..., Workspace],
) -> None:
    before, after = new_workspace(), new_workspace()
    number = _number()
    old = _connect_whatsapp(before, number)
    before.call("DELETE", f"/channels/{old}")
    before.with_.channels.patch(before.t, before.channel(old).id, {"status": ChannelStatus.BROKEN})
    new = _connect_whatsapp(after, number)
    assert before.call("DELETE", f"/channels/{old}").status_code == 204
    assert after.with_.channels.find_holder(Provider.WHATSAPP, number) == (after.t, new)
