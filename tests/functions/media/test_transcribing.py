"""Voice notes and pictures are put into words once, where they are wanted and the plan has it; failures are said."""

from collections.abc import Callable

import pytest

from common.ai.errors import ModelDown, ModelMalformed, ModelNotConfigured, ModelRefused
from common.ai.media import LIMIT_BYTES, MIB, Medium
from common.media.storage import MediaBucket
from common.models.inbound import Deletion
from common.models.message import Kind, Media, Transcript, TranscriptStatus
from common.models.payloads import MessagePayload
from common.models.spent import Spent
from common.models.tenant import Plan
from common.store.channels import Channels
from common.store.database import Database
from common.store.messages import Messages
from functions.media import main
from functions.media.service import fetching, transcribing, wanting
from tests.functions.crashes import crash_everywhere
from tests.functions.events import ANA, at, says, stored_id
from tests.functions.world import WHATSAPP, World, arm

pytestmark = pytest.mark.emulator

SOUND = b"not really a voice"
Made = Callable[..., World]


def voice(**media: object) -> object:
    """A voice note."""
    return says("note", kind=Kind.VOICE, media=Media(**{"mime_type": "audio/ogg", "provider_media_id": "m1", **media}))


@pytest.fixture
def made(new_world: Made, media_bucket: MediaBucket) -> Made:
    """A world with an agent that looks at media, into which a voice note has come."""

    def make(
        event: object = None,
        *,
        plan: Plan = Plan.PRO,
        agent: str | None = "ada",
        reads: bool = True,
        served: bytes = SOUND,
    ) -> World:
        world = new_world(media_bucket, plan=plan)
        Channels(Database(world.client)).patch(world.t, WHATSAPP, {"agent_id": agent})
        world.readers = {"ada"} if reads else set()
        for provider in world.providers.values():
            provider.media = {"m1": served}
        world.deliver(event or voice())
        return world

    return make


def transcript_of(world: World) -> Transcript | None:
    media = world.message(stored_id("note")).media
    assert media is not None
    return media.transcript


def test_a_voice_note_is_put_into_words_and_what_that_cost_is_counted(made: Made) -> None:
    world = made()
    world.settle()
    made_of = {"text": "Is the shop open?", "model": "gpt-transcribe", "price_micro_usd": 75}
    assert transcript_of(world) == Transcript(status=TranscriptStatus.READY, **made_of)
    assert world.words.asked == [(SOUND, "audio/ogg", "en")]
    assert world.counted()["ai_calls"] == 1
    assert world.counted()["ai_micro_usd"] == 75


def test_it_is_awaited_from_its_coming_until_its_words_are_there(made: Made) -> None:
    world = made()
    awaited = []
    world.dispatch()
    while world.tasks:
        awaited.append(world.message(stored_id("note")).media.is_awaited)
        world.run_next()
    assert awaited == [True, True]
    assert not world.message(stored_id("note")).media.is_awaited


@pytest.mark.parametrize(
    "circumstances",
    [
        {"agent": None},
        {"agent": "somebody else"},
        {"reads": False},
        {"plan": Plan.STARTER},
        {"event": says("note", kind=Kind.VIDEO, media=Media(mime_type="video/mp4", provider_media_id="m1"))},
        {"event": says("note", kind=Kind.STICKER, media=Media(mime_type="image/webp", provider_media_id="m1"))},
        {"event": says("note", kind=Kind.DOCUMENT, media=Media(mime_type="text/plain", provider_media_id="m1"))},
    ],
    ids=["no agent", "agent gone", "agent may not", "plan", "film", "sticker", "text file"],
)
def test_what_nobody_wants_or_may_have_is_not_put_into_words(made: Made, circumstances: dict[str, object]) -> None:
    world = made(**circumstances)
    world.settle()
    media = world.message(stored_id("note")).media
    assert (media.status, media.transcript, media.is_awaited) == ("stored", None, False)
    assert world.words.asked == []
    assert "ai_calls" not in world.counted()


@pytest.mark.parametrize(
    ("event", "served", "failure"),
    [
        (voice(mime_type="audio/amr"), SOUND, "No model reads files of the type audio/amr."),
        (voice(), b"", "The file is empty."),
    ],
)
def test_what_no_model_takes_is_said_so_at_once(made: Made, event: object, served: bytes, failure: str) -> None:
    world = made(event, served=served)
    world.settle()
    assert transcript_of(world) == Transcript(status=TranscriptStatus.FAILED, failure=failure)
    assert world.words.asked == []


def test_a_file_that_is_too_large_for_a_model_is_said_so(made: Made) -> None:
    world = made()
    readers = world.fetching().readers
    channel = Channels(Database(world.client)).get(world.t, WHATSAPP)
    note = world.message(stored_id("note"))
    most = LIMIT_BYTES[Medium.SOUND]
    assert wanting.first_transcript(world.t, note, channel, "audio/ogg", most, readers=readers) == Transcript()
    larger = wanting.first_transcript(world.t, note, channel, "audio/ogg", most + 1, readers=readers)
    assert larger is not None
    assert (larger.status, larger.failure) == (
        "failed",
        f"The file is too large for a model, which takes {most // MIB} MB.",
    )


def test_a_picture_that_was_sent_as_a_file_is_described(made: Made) -> None:
    media = Media(mime_type="image/jpeg", provider_media_id="m1")
    world = made(says("note", kind=Kind.DOCUMENT, media=media))
    world.settle()
    assert world.words.asked == [(SOUND, "image/jpeg", "en")]


@pytest.mark.kills("transcribe-media")
def test_a_crash_anywhere_changes_nothing_but_what_was_paid_twice(made: Made) -> None:
    undisturbed = made()
    undisturbed.settle()
    expected = undisturbed.documents("messages", "conversations", "contacts", "jobs")
    for point, world in crash_everywhere(made, World.settle, arm):
        assert world.documents("messages", "conversations", "contacts", "jobs") == expected, f"after point {point}"
        assert 1 <= world.counted()["ai_calls"] <= len(world.words.asked) <= 2, f"after point {point}"


def test_a_task_that_comes_again_asks_nobody(made: Made) -> None:
    world = made()
    world.settle()
    again = transcribing.transcribe_media(world.t, stored_id("note"), 0, with_=world.transcribing())
    assert again is transcribing.Transcribed.NOTHING
    assert len(world.words.asked) == 1


def test_a_file_that_is_fetched_twice_at_once_keeps_its_words(made: Made) -> None:
    world = made()
    with_ = world.fetching()
    store = with_.bucket.store

    def meanwhile(*args: object, **options: object):
        with_.bucket.store = store
        world.settle()
        return store(*args, **options)

    with_.bucket.store = meanwhile
    fetching.fetch_media(world.t, stored_id("note"), with_=with_)
    assert transcript_of(world).status is TranscriptStatus.READY
    assert len(world.words.asked) == 1


def test_a_model_that_is_down_is_asked_later(made: Made) -> None:
    world = made()
    world.words.script = [ModelDown("Nobody answers."), ModelDown("Nobody answers.")]
    world.settle()
    assert transcript_of(world).status is TranscriptStatus.READY
    assert [status for job, status in world.answers if job == "transcribe-media"] == [503, 503, 204]


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (ModelRefused("It declines."), transcribing.UNREADABLE),
        (ModelNotConfigured("There is no key."), transcribing.NO_MODEL),
    ],
)
def test_what_trying_again_does_not_help_is_said_at_once(made: Made, error: Exception, failure: str) -> None:
    world = made()
    world.words.script = [error]
    world.settle()
    assert transcript_of(world) == Transcript(status=TranscriptStatus.FAILED, failure=failure)
    assert world.documents("jobs") == {}


def test_a_useless_answer_is_paid_for_three_times_at_most(made: Made) -> None:
    world = made()
    world.words.script = [ModelMalformed("Broken.", spent=Spent(calls=1, output_tokens=5)) for _ in range(9)]
    world.settle()
    assert transcript_of(world).failure == transcribing.UNREADABLE
    assert (len(world.words.asked), world.counted()["ai_calls"], world.counted()["ai_tokens_out"]) == (3, 3, 15)


def test_silence_is_said_to_be_silence(made: Made) -> None:
    world = made()
    world.words.text = ""
    world.settle()
    assert (transcript_of(world).status, transcript_of(world).failure) == ("failed", transcribing.SILENT)


def test_a_model_that_stays_down_leaves_a_failure_that_a_person_can_have_tried_again(made: Made) -> None:
    world = made()
    world.words.script = [ModelDown("Nobody answers.") for _ in range(20)]
    world.settle()
    assert (transcript_of(world).status, transcript_of(world).failure) == ("failed", transcribing.DOWN)
    [job] = world.documents("jobs").values()
    assert (job["job"], job["subject"]) == ("transcribe-media", stored_id("note"))
    again = transcribing.transcribe_media(world.t, stored_id("note"), 0, with_=world.transcribing())
    assert again is transcribing.Transcribed.READY
    assert transcript_of(world).text == "Is the shop open?"


def test_a_late_failure_does_not_take_back_the_words(made: Made) -> None:
    world = made()
    world.settle()
    payload = MessagePayload(tenant_id=world.t, message_id=stored_id("note"), channel_id=WHATSAPP)
    main.give_up_transcribing(payload, "Too late.")
    main.give_up_fetching(payload, "Too late.")
    assert transcript_of(world).status is TranscriptStatus.READY


def test_a_note_that_is_taken_back_while_the_model_listens_leaves_no_words(made: Made) -> None:
    world = made()
    world.dispatch()
    world.run_next()
    with_ = world.transcribing()

    def meanwhile(*heard: object):
        world.deliver(Deletion(sender=ANA, provider_message_id="note", at=at(-1)))
        return world.words(*heard)

    done = transcribing.transcribe_media(world.t, stored_id("note"), 0, with_=with_._replace(word=meanwhile))
    assert done is transcribing.Transcribed.NOTHING
    assert world.message(stored_id("note")).media is None


def test_a_file_that_is_gone_from_the_bucket_is_said_so(made: Made) -> None:
    world = made()
    world.dispatch()
    world.run_next()
    db = Database(world.client)
    Messages(db).patch(world.t, stored_id("note"), {"media.object_name": f"tenants/{world.t}/media/none"})
    world.settle()
    assert transcript_of(world).failure == transcribing.GONE
