"""The stand-in's agent: what it says is made of the prompt, and what it has done of the customer's plain words."""

import json

import pytest

from infra.local.simulators.openai.agents import agent_answer, wish
from infra.local.simulators.openai.conversation import Conversation, Tool, Turn

TOOLS = tuple(Tool(name, {}, strict=True) for name in ("remember", "forget", "look_up_contact", "hand_over"))


def asked(
    said: str, facts: tuple[str, ...] = (), instructions: str = "We open at eight. We close at six."
) -> Conversation:
    about = {"facts": [{"number": n, "fact": fact} for n, fact in enumerate(facts, 1)]}
    told = json.dumps({"instructions": instructions, "about_the_customer": about})
    return Conversation((Turn("system", "Rules."), Turn("system", told), Turn("user", said)), tools=TOOLS)


@pytest.mark.parametrize(
    ("said", "name", "arguments"),
    [
        ("Please remember that I like rye", "remember", {"fact": "The customer says: I like rye"}),
        ("Forget my address", "forget", {"what": "my address"}),
        ("Please forget everything about me!", "forget", {"what": "everything"}),
    ],
)
def test_plain_wishes_use_their_tool(said: str, name: str, arguments: dict[str, str]) -> None:
    wanted = wish(asked(said))
    assert wanted is not None
    assert (wanted.name, wanted.arguments) == (name, arguments)


def test_who_asks_for_a_person_gets_one() -> None:
    wanted = wish(asked("I want to talk to a human"))
    assert wanted is not None
    assert wanted.name == "hand_over"
    assert wish(asked("Do you remember me?")) is None


def test_a_question_is_answered_from_the_facts_of_the_prompt_only() -> None:
    made = agent_answer(asked("Where do I live?", ("The customer lives in Lisbon.",)))
    assert made is not None
    assert ("Lisbon" in made["text"], made["used_facts"]) == (True, [1])
    unknown = agent_answer(asked("Where do I live?"))
    assert unknown is not None
    assert ("Lisbon" in unknown["text"], unknown["confidence"] < 0.5) == (False, True)


def test_a_question_about_the_business_is_answered_from_its_instructions() -> None:
    made = agent_answer(asked("When do you open?"))
    assert made is not None
    assert made["text"] == "We open at eight."
