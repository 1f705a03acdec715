"""The definitions a reader sees are those that measure the round; the glossary is whole in both languages."""

from __future__ import annotations

import re
from datetime import date, datetime

from base.ambiguities import SETTINGS
from base.setting_words import DEFAULTS, fields
from kpi import glossary, measure
from kpi.glossary import Definition
from kpi.indicators import ALL
from tests.kpi.history import LATER, History

THAI = re.compile("[\u0e00-\u0e7f]")


def definitions(history: History, known_at: datetime = LATER, round_number: int = 1) -> dict[str, Definition]:
    asked = measure.ask(2564, round_number, known_at=known_at, now=LATER)
    return {one.kpi.code: one for one in glossary.indicators(history.build(), asked)}


def test_every_indicator_has_its_version_targets_and_decisions(history: History) -> None:
    found = definitions(history)
    assert list(found) == [kpi.code for kpi in ALL]
    c1 = found["C1"]
    assert (c1.kpi.version, c1.in_force_since) == ("1", date(2015, 10, 1)) and c1.reason
    assert c1.targets == ((1, "88"), (2, "100")) and found["M7"].targets == ()
    assert all(one.is_default for definition in found.values() for one in definition.decided)
    for one in found.values():
        told = {each.setting.ambiguity for each in one.decided} | set(one.undecidable)
        assert told >= set(one.kpi.ambiguities), one.kpi.code


def test_a_changed_setting_is_told_from_when_it_was_known(history: History) -> None:
    changed = datetime(2021, 1, 10, 9)
    history.refer("settings", "2564:c1.r2_numerator", date(2020, 10, 1), at=changed, value="round_only")

    def numerator(known_at: datetime) -> tuple[str, bool]:
        (one,) = (one for one in definitions(history, known_at)["C1"].decided if one.setting.name == "c1.r2_numerator")
        return one.value, one.is_default

    assert numerator(LATER) == ("round_only", False)
    assert numerator(datetime(2021, 1, 10, 8)) == ("cumulative", True)


def test_every_term_has_both_languages_once() -> None:
    found = glossary.terms()
    assert len(found) > 150 and len({one.key for one in found}) == len(found)
    assert {one.section for one in found} == set(glossary.SECTIONS)
    for one in found:
        assert THAI.search(one.words.th) and not THAI.search(one.words.en) and one.words.en, one.key
        assert "*" not in one.words.th + one.words.en and "out of scope" not in one.words.en, one.key


def test_every_default_that_is_a_code_is_said_in_words() -> None:
    for name, setting in SETTINGS.items():
        if setting.default in ("true", "false") or name not in {one for kpi in ALL for one in kpi.settings}:
            continue
        said = DEFAULTS.get(name) or fields(setting.default)
        assert not re.search("[A-Za-z_]", said.th), name
