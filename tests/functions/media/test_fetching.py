"""Media are fetched once into the bucket, checked against the provider's checksum, and what fails is said in words."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest

from common.channels.base import ChannelRefused, MediaGone
from common.errors import DependencyDown, NotFound, TooLarge
from common.media.storage import MediaBucket
from common.models.channel import Provider
from common.models.inbound import Deletion, Edit
from common.models.message import Kind, Media, MediaStatus
from common.models.payloads import MessagePayload
from functions.media import main as media_main
from functions.media.service import fetching
from tests.functions.crashes import crash_everywhere
from tests.functions.events import ANA, at, says, stored_id
from tests.functions.world import WHATSAPP, World, arm

pytestmark = pytest.mark.emulator

CAT = b"not really a picture of a cat"
SHA256 = hashlib.sha256(CAT).hexdigest()
PICTURE = says("cat", kind=Kind.IMAGE, media=Media(mime_type="image/png", provider_media_id="m1", sha256=SHA256))

Made = Callable[..., World]


@pytest.fixture
def made(new_world: Made, media_bucket: MediaBucket) -> Callable[[bytes | Exception], World]:
    """A world into which a picture has come."""

    def make(served: bytes | Exception, *, promised: str = SHA256) -> World:
        world = new_world(media_bucket)
        world.providers[Provider.WHATSAPP].media = {"m1": served}
        world.providers[Provider.WHATSAPP].media_sha256 = promised
        world.deliver(PICTURE)
        return world

    return make


def media_of(world: World) -> Media:
    media = world.message(stored_id("cat")).media
    assert media is not None
    return media


def names(world: World, bucket: MediaBucket) -> list[str]:
    """The names of the tenant's objects."""
    return [each.name for each in bucket.objects(world.t)]


def test_a_media_is_stored_under_its_tenant_and_hash(made: Made, media_bucket: MediaBucket) -> None:
    world = made(CAT)
    world.settle()
    media = media_of(world)
    assert media.status is MediaStatus.STORED
    assert media.object_name == f"tenants/{world.t}/media/{SHA256}"
    assert (media.sha256, media.size_bytes, media.filename) == (SHA256, len(CAT), "cat.png")
    assert media_bucket.load(media.object_name) == CAT


@pytest.mark.kills("fetch-media")
@pytest.mark.parametrize("served", [CAT, MediaGone("It is gone.")], ids=["there", "gone"])
def test_a_crash_anywhere_changes_nothing(made: Made, served: bytes | Exception) -> None:
    undisturbed = made(served)
    undisturbed.settle()
    expected = undisturbed.documents()
    for point, world in crash_everywhere(lambda: made(served), World.settle, arm):
        assert world.documents() == expected, f"after a crash at point {point}"
    assert undisturbed.answers[-1] == ("fetch-media", 204)


def test_a_media_that_is_gone_is_said_so_at_once(made: Made) -> None:
    world = made(MediaGone("WhatsApp no longer has it."))
    world.settle()
    assert (media_of(world).status, media_of(world).failure) == (MediaStatus.FAILED, "WhatsApp no longer has it.")
    assert world.answers == [("fetch-media", 204)]
    assert world.documents("jobs") == {}


@pytest.mark.parametrize(
    ("served", "status"), [(ChannelRefused("The token was revoked."), 500), (DependencyDown("It is down."), 503)]
)
def test_only_a_provider_that_is_down_for_all_slows_the_media_of_all(
    made: Made, served: Exception, status: int
) -> None:
    world = made(served)
    world.dispatch()
    world.run_next()
    assert world.answers == [("fetch-media", status)]
    assert media_of(world).status is MediaStatus.PENDING
    world.providers[Provider.WHATSAPP].media = {"m1": CAT}
    world.settle()
    assert media_of(world).status is MediaStatus.STORED


def test_a_damaged_media_is_fetched_again(made: Made, media_bucket: MediaBucket) -> None:
    world = made(CAT[:-1])
    world.dispatch()
    world.run_next()
    assert world.answers == [("fetch-media", 503)]
    assert media_of(world).status is MediaStatus.PENDING
    assert names(world, media_bucket) == []
    world.providers[Provider.WHATSAPP].media = {"m1": CAT}
    world.settle()
    assert media_of(world).status is MediaStatus.STORED


@pytest.mark.parametrize("served", [CAT[:-1], DependencyDown("Nobody answers.")], ids=["damaged", "down"])
def test_what_never_comes_gives_up_where_people_see_it(made: Made, served: bytes | Exception) -> None:
    world = made(served)
    world.settle()
    assert media_of(world).status is MediaStatus.FAILED
    assert media_of(world).failure.startswith("The file could not be fetched.")
    [job] = world.documents("jobs").values()
    assert (job["job"], job["subject"]) == ("fetch-media", stored_id("cat"))
    assert world.answers[-1] == ("fetch-media", 204)
    assert len(world.answers) == 8


def test_only_a_failure_before_the_asking_is_readied_again(made: Made) -> None:
    world = made(DependencyDown("Nobody answers."))
    world.settle()
    failed_at = world.message(stored_id("cat")).worked_at["media"]
    payload = MessagePayload(tenant_id=world.t, message_id=stored_id("cat"), channel_id=WHATSAPP)
    media_main.revive(payload, failed_at)
    assert media_of(world).status is MediaStatus.FAILED
    media_main.revive(payload, failed_at + timedelta(milliseconds=1))
    assert media_of(world).status is MediaStatus.PENDING


def test_a_media_larger_than_we_take_is_said_so(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LIMIT_BYTES", 10)
    world = made(CAT)
    world.settle()
    assert media_of(world).status is MediaStatus.FAILED
    assert "larger" in media_of(world).failure


def test_a_task_that_comes_again_fetches_nothing(made: Made) -> None:
    world = made(CAT)
    world.settle()
    world.providers[Provider.WHATSAPP].media = {}
    assert fetching.fetch_media(world.t, stored_id("cat"), with_=world.fetching()) is fetching.Fetched.NOTHING


def test_a_late_failure_does_not_take_back_what_is_stored(made: Made) -> None:
    world = made(CAT)
    world.settle()
    fetching.give_up(world.t, stored_id("cat"), "Too late.", world.clock.now(), messages=world.fetching().messages)
    assert media_of(world).status is MediaStatus.STORED


# the bucket itself


def test_the_same_bytes_are_one_object_of_each_tenant(world: World, media_bucket: MediaBucket) -> None:
    first = media_bucket.store(world.t, [CAT], "image/png", limit_bytes=100)
    again = media_bucket.store(world.t, [CAT[:5], CAT[5:]], "image/png", limit_bytes=100)
    other = media_bucket.store("another", [CAT], "image/png", limit_bytes=100)
    assert first == again
    assert first.sha256 == other.sha256
    assert first.object_name != other.object_name


def test_a_stream_over_the_limit_stores_nothing(world: World, media_bucket: MediaBucket) -> None:
    with pytest.raises(TooLarge):
        media_bucket.store(world.t, [CAT, CAT], "image/png", limit_bytes=len(CAT))
    with pytest.raises(NotFound):
        media_bucket.load(f"tenants/{world.t}/media/{hashlib.sha256(CAT + CAT).hexdigest()}")


def test_a_stream_of_exactly_the_limit_is_stored(world: World, media_bucket: MediaBucket) -> None:
    stored = media_bucket.store(world.t, [CAT], "image/png", limit_bytes=len(CAT))
    assert media_bucket.load(stored.object_name) == CAT


def test_a_stream_that_breaks_off_stores_nothing(world: World, media_bucket: MediaBucket) -> None:
    def breaking():
        yield CAT
        raise DependencyDown("It broke off.")

    with pytest.raises(DependencyDown):
        media_bucket.store(world.t, breaking(), "image/png", limit_bytes=100)
    with pytest.raises(NotFound):
        media_bucket.load(f"tenants/{world.t}/media/{SHA256}")


def test_an_empty_file_is_an_object_too(world: World, media_bucket: MediaBucket) -> None:
    stored = media_bucket.store(world.t, [], "", limit_bytes=100)
    assert media_bucket.load(stored.object_name) == b""


EDIT = Edit(sender=ANA, provider_message_id="cat", at=at(-2), text="a dog")
DELETION = Deletion(sender=ANA, provider_message_id="cat", at=at(-1))


def test_the_media_of_a_message_that_was_taken_back_is_shown_no_more(made: Made) -> None:
    world = made(CAT)
    world.settle()
    world.deliver(DELETION)
    message = world.message(stored_id("cat"))
    assert (message.deleted_at, message.text, message.media) == (at(-1), "", None)


def taken_back_meanwhile(world: World) -> None:
    """The author takes the message back between the reading of it and the storing of its media."""
    with_ = world.fetching()
    store = with_.bucket.store

    def meanwhile(*args: object, **options: object):
        world.deliver(DELETION)
        return store(*args, **options)

    with_.bucket.store = meanwhile
    assert fetching.fetch_media(world.t, stored_id("cat"), with_=with_) is fetching.Fetched.NOTHING
    message = world.message(stored_id("cat"))
    assert (message.deleted_at, message.media) == (at(-1), None)


def test_a_message_that_is_taken_back_while_its_media_is_fetched_stays_so_and_leaves_no_file(
    made: Made, media_bucket: MediaBucket
) -> None:
    world = made(CAT)
    taken_back_meanwhile(world)
    assert names(world, media_bucket) == []


def test_a_file_that_another_message_shows_stays_when_this_one_is_taken_back(
    made: Made, media_bucket: MediaBucket
) -> None:
    world = made(CAT)
    world.deliver(PICTURE.model_copy(update={"provider_message_id": "same cat"}))
    fetching.fetch_media(world.t, stored_id("same cat"), with_=world.fetching())
    taken_back_meanwhile(world)
    assert names(world, media_bucket) == [SHA256]
    assert world.message(stored_id("same cat")).media is not None


def test_a_second_task_that_stores_the_same_bytes_takes_nothing_away(made: Made, media_bucket: MediaBucket) -> None:
    world = made(CAT)
    with_ = world.fetching()
    store = with_.bucket.store

    def meanwhile(*args: object, **options: object):
        fetching.fetch_media(world.t, stored_id("cat"), with_=world.fetching())
        return store(*args, **options)

    with_.bucket.store = meanwhile
    assert fetching.fetch_media(world.t, stored_id("cat"), with_=with_) is fetching.Fetched.NOTHING
    assert names(world, media_bucket) == [SHA256]
    assert media_of(world).status is MediaStatus.STORED


def test_an_edit_that_comes_while_the_media_is_fetched_is_not_lost(made: Made) -> None:
    world = made(CAT)
    with_ = world.fetching()
    find = with_.messages.find
    calls: list[str] = []

    def meanwhile(t, m):
        found = find(t, m)
        calls.append(m)
        {2: lambda: world.deliver(EDIT)}.get(len(calls), lambda: None)()
        return found

    with_.messages.find = meanwhile
    assert fetching.fetch_media(world.t, stored_id("cat"), with_=with_) is fetching.Fetched.STORED
    assert len(calls) == 3
    assert world.message(stored_id("cat")).text == "a dog"
    assert media_of(world).status is MediaStatus.STORED
