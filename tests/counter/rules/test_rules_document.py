from tests.counter.rules.rules_tables import DOCUMENT, tables


def test_the_document_tells_the_rules_that_are_in_force() -> None:
    assert tables() in DOCUMENT.read_text("utf-8"), "run python -m tests.counter.rules.rules_tables"
