"""`python -m etl set`: every setting of domain.md 4.4 takes its own values and no others."""

from __future__ import annotations

import pytest

from base.ambiguities import SETTINGS
from tests.etl_receive.command import Command
from tests.etl_receive.test_commands import one_sentence

NOT_POSSIBLE = {"display.decimals": "5", "k3.cap": "99", "m8.tolerance_points": "101", "c2.target": "many"}
POSSIBLE = {"c2.target": "12.5", "k3.cap": "120", "display.decimals": "0", "c2.dedupe_keys": "unit,used_on"}


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_every_setting_takes_its_values_and_refuses_others(command: Command, name: str) -> None:
    setting = SETTINGS[name]
    for value in {setting.default, *setting.choices, POSSIBLE.get(name, setting.default)}:
        assert command.run("set", name, value, "--fy", "2564").code == 0, value
    wrong = NOT_POSSIBLE.get(name, "no such value")
    sentence = one_sentence(command.run("set", name, wrong, "--fy", "2564"))
    assert name in sentence and wrong in sentence
    for choice in setting.choices:
        assert choice in sentence


@pytest.mark.parametrize(
    ("wrong", "near"),
    [
        ("c1.unit_bases", "c1.unit_basis"),
        ("K3.CAP", "k3.cap"),
        ("m8.tolerance", "m8.tolerance_points"),
        ("review.policy.nosuchform", "review.policy"),
        ("review.policy.", "review.policy"),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest(command: Command, wrong: str, near: str) -> None:
    sentence = one_sentence(command.run("set", wrong, "auto", "--fy", "2564"))
    assert wrong in sentence and near in sentence


def test_one_form_may_have_its_own_review(command: Command) -> None:
    assert command.run("set", "review.policy.progress", "manual", "--fy", "2564").code == 0
    assert "maybe" in one_sentence(command.run("set", "review.policy.progress", "maybe", "--fy", "2564"))
