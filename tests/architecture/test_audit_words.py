"""The dashboard has words for every action that the audit trail tells of, and for no other."""

import ast
import re
from pathlib import Path

from infra.openapi import Operation

ROOT = Path(__file__).parents[2]
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")


def _of_services() -> set[str]:
    """Actions in entries that services make themselves: all that looks like one where entries are made."""
    sources = [path.read_text() for path in (ROOT / "functions").rglob("*.py")]
    trees = [ast.parse(source) for source in sources if "AuditEntry(" in source]
    constants = [node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return {text for text in constants if isinstance(text, str) and ACTION.fullmatch(text)}


def test_every_action_has_words_and_every_word_an_action() -> None:
    words = (ROOT / "dashboard/src/words/audit.ts").read_text()
    known = re.findall(rf'^ {{4}}"({ACTION.pattern})":', words, re.MULTILINE)
    assert known == sorted(set(known))
    assert set(known) == _of_services() | {each.route.action for each in Operation.all() if each.route.action}
