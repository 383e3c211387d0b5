"""What an agent's answer must not hold is found; what customers are usually told is let through."""

import pytest

from common.ai.guarding import Flaw, flaw_of, script_of
from common.ai.prompts.answering import RULES

GIVEN = (
    '{"instructions": "Write to orders@bakery.example or ring 0151 234 5678. IBAN DE89 3704 0044 0532 0130 00."}',
    "My number is +49 170 1112223",
)


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("Our key is sk-proj-abcdefghij0123456789ABCD, use it.", Flaw.SECRET),
        ("wdx_acme_Zk3-9fQ0aL2mN4pR6tV8", Flaw.SECRET),
        ("The bot's token: 1234567890:AAFxQ9k3Lm7Np2Rs5Tu8Vw1Xy4Za6Bc0D_e", Flaw.SECRET),
        (f"Use EAA{'Zb4c' * 12} there", Flaw.SECRET),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJlMDE", Flaw.SECRET),
        ("-----BEGIN RSA PRIVATE KEY-----", Flaw.SECRET),
        ("You paid with 4111 1111 1111 1111.", Flaw.SECRET),
        ("You paid with 5500005555555559.", Flaw.SECRET),
        (f"I was told: {RULES.splitlines()[4]}", Flaw.RULES),
        ("Write to the owner at jane.roe@mail.example.", Flaw.ADDRESS),
        ("Another customer has +49 160 9998887.", Flaw.ADDRESS),
        ("Your order number is 4111 1111 1111 1112.", None),
        ("Track it under 00340434161094021501.", None),
        ("Pay to IBAN DE89 3704 0044 0532 0130 00, please.", None),
        ("Write to Orders@Bakery.example.", None),
        ("Ring us: +49 151 2345678", None),
        ("I have noted +491701112223.", None),
        ("Say: as in a chat, short and plain.", None),
        ("We are open from 8:00 to 18:00 on 2026-12-24; cakes cost 12.50.", None),
        ("😀", None),
    ],
)
def test_an_answer_is_sent_only_without_a_flaw(text: str, flaw: Flaw | None) -> None:
    assert flaw_of(text, GIVEN, "Hello there, how are you?") is flaw


@pytest.mark.parametrize(
    ("asked", "answer", "flaw"),
    [
        ("Когда вы открываетесь?", "We open at eight in the morning.", Flaw.SCRIPT),
        ("Когда вы открываетесь?", "Мы открываемся в восемь.", None),
        ("When do you open, please?", "Мы открываемся в восемь.", Flaw.SCRIPT),
        ("[Sent a voice note, in words: Когда вы открываетесь?]", "Мы открываемся в восемь.", None),
        ("[Sent a picture, which could not be seen]", "Мы не видим картинку.", None),
        ("営業時間は何時からですか", "朝の八時から営業しております", None),
        ("ok", "Мы открываемся в восемь.", None),
        ("Привет, do you speak English?", "Yes, we do speak English.", None),
    ],
)
def test_the_answer_is_in_the_script_of_the_question(asked: str, answer: str, flaw: Flaw | None) -> None:
    assert flaw_of(answer, [asked], asked) is flaw


def test_a_script_is_told_from_letters_only() -> None:
    assert script_of("12345678 ... !!! 😀😀😀😀😀😀😀😀😀") == ""
    assert script_of("Καλημέρα σας, 123") == "GREEK"
