"""Who is forgotten leaves no file in the bucket, be it shown, taken back, or only coming while they are erased."""

from collections.abc import Callable

import pytest

from common.media.storage import MediaBucket
from common.models.channel import Provider
from common.models.inbound import Deletion
from common.models.message import Kind, Media
from common.models.webhook import message_data
from common.store.messages import Messages
from functions.contacts.service import erasing
from functions.inbox.schemas import MessageView
from functions.media.service import fetching
from tests.functions.crashes import crash_everywhere
from tests.functions.events import ANA, ANA_TELEGRAM, at, contact_of, says, stored_id
from tests.functions.world import TELEGRAM, World, arm

pytestmark = pytest.mark.emulator

CAT = b"a cat that its owner would rather not have shown"
PICTURE = says("cat", kind=Kind.IMAGE, media=Media(mime_type="image/png", provider_media_id="m1"))
DELETION = Deletion(sender=ANA, provider_message_id="cat", at=at(-1))

Made = Callable[[], World]


@pytest.fixture
def made(new_world: Callable[..., World], media_bucket: MediaBucket) -> Made:
    """A world into which a picture has come, not fetched yet."""

    def make() -> World:
        world = new_world(media_bucket)
        for provider in (Provider.WHATSAPP, Provider.TELEGRAM):
            world.providers[provider].media = {"m1": CAT}
        world.deliver(PICTURE)
        return world

    return make


@pytest.fixture
def files(media_bucket: MediaBucket) -> Callable[[World], int]:
    """How many objects a tenant has."""
    return lambda world: len(list(media_bucket.objects(world.t)))


def forget(world: World) -> None:
    """The contact is forgotten, and all tasks run."""
    erasing.begin(world.t, contact_of(), world.clock.now(), stores=world.keeping(), enqueue=world.enqueue)
    world.settle()


def test_a_file_that_was_taken_back_goes_with_whoever_sent_it(made: Made, files: Callable[[World], int]) -> None:
    world = made()
    world.settle()
    world.deliver(DELETION)
    assert files(world) == 1
    forget(world)
    message = world.message(stored_id("cat"))
    assert (message.erased_at is not None, message.taken_back_object) == (True, "")
    assert files(world) == 0


def test_a_file_that_was_taken_back_is_named_to_nobody(made: Made) -> None:
    world = made()
    world.settle()
    world.deliver(DELETION)
    message = world.message(stored_id("cat"))
    assert message.taken_back_object.startswith(f"tenants/{world.t}/media/")
    shown = MessageView.model_validate(message.model_dump()).model_dump_json()
    assert message.taken_back_object not in shown + repr(message_data(message))


def test_a_file_that_was_taken_back_stays_where_somebody_else_shows_it(
    made: Made, files: Callable[[World], int]
) -> None:
    world = made()
    world.deliver(PICTURE.model_copy(update={"sender": ANA_TELEGRAM}), on=TELEGRAM)
    world.settle()
    world.deliver(DELETION)
    forget(world)
    assert files(world) == 1
    assert world.message(stored_id("cat", TELEGRAM)).media is not None


def test_a_file_that_comes_while_its_message_is_erased_goes_too(
    made: Made, files: Callable[[World], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    world = made()
    world.events.clear()
    page = Messages.page

    def and_then_the_file_comes(self: Messages, *args: object, **options: object) -> object:
        read = page(self, *args, **options)
        fetching.fetch_media(world.t, stored_id("cat"), with_=world.fetching())
        return read

    monkeypatch.setattr(Messages, "page", and_then_the_file_comes)
    forget(world)
    assert world.message(stored_id("cat")).erased_at is not None
    assert files(world) == 0


def test_a_file_that_is_stored_after_its_message_was_erased_goes_too(made: Made, files: Callable[[World], int]) -> None:
    world = made()
    world.events.clear()
    with_ = world.fetching()
    store = with_.bucket.store

    def meanwhile(*args: object, **options: object) -> object:
        forget(world)
        return store(*args, **options)

    with_.bucket.store = meanwhile  # type: ignore[assignment]
    assert fetching.fetch_media(world.t, stored_id("cat"), with_=with_) is fetching.Fetched.NOTHING
    assert files(world) == 0


def test_a_crash_while_somebody_is_erased_leaves_no_file(made: Made, files: Callable[[World], int]) -> None:
    def prepared() -> World:
        world = made()
        world.settle()
        world.deliver(DELETION)
        erasing.begin(world.t, contact_of(), world.clock.now(), stores=world.keeping(), enqueue=world.enqueue)
        return world

    for point, world in crash_everywhere(prepared, World.settle, arm):
        assert files(world) == 0, f"after a crash at point {point}"
