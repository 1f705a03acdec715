"""Choices and the address: only listed names, only short strings, only values that may be chosen."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from ui import session


def choosing() -> None:
    """One page with two choices, one of them drawn only when asked for."""
    import streamlit as st

    from ui import session

    session.begin()
    st.selectbox("fy", ["2563", "2564"], key=session.choice("fy", ["2563", "2564"], "2564"))
    if not st.session_state.get("is_bare"):
        st.segmented_control("round", ["1", "2"], key=session.choice("round", ["1", "2"], "2"))
    until = st.selectbox("as_of", ["", "2021-01-31"], key=session.choice("as_of", ["", "2021-01-31"], ""))
    assert session.chosen("as_of") == until
    st.text(f"{session.chosen('fy')}/{session.chosen('round')}")
    session.publish()


def run(**address: str) -> AppTest:
    test = AppTest.from_function(choosing)
    for name, value in address.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def address_of(test: AppTest) -> dict[str, str]:
    return {name: values[0] if isinstance(values, list) else values for name, values in test.query_params.items()}


def test_the_address_restores_choices() -> None:
    test = run(fy="2563", round="1")
    assert test.text[0].value == "2563/1"
    assert address_of(test) == {"fy": "2563", "round": "1"}


@pytest.mark.parametrize("value", ["2599", "", "2563 ", "2563" * 50, "<b>", "../2563"])
def test_a_value_that_may_not_be_chosen_becomes_the_usual_one(value: str) -> None:
    test = run(fy=value)
    assert test.text[0].value == "2564/2"
    assert address_of(test) == {"fy": "2564", "round": "2"}


def test_names_that_are_not_asked_for_never_reach_the_session() -> None:
    test = run(choice_fy="2563", position="admin", _address="x", is_bare="1")
    assert test.text[0].value == "2564/2"
    assert "position" not in test.session_state and "is_bare" not in test.session_state


def test_a_name_that_is_not_listed_is_refused() -> None:
    with pytest.raises(KeyError):
        session.choice("position", ["admin"], "admin")


def test_the_widget_wins_over_an_address_that_did_not_change() -> None:
    test = run(fy="2563")
    test.selectbox(key="choice_fy").set_value("2564").run()
    assert test.text[0].value.startswith("2564")
    assert address_of(test)["fy"] == "2564"


def test_choosing_nothing_again_is_a_choice_too() -> None:
    """The end of the round, after a day within it: asked in the same run, not only in the next."""
    test = run(as_of="2021-01-31")
    test.selectbox(key="choice_as_of").set_value("").run()
    assert not test.exception
    assert "as_of" not in address_of(test)


def test_a_new_address_wins_over_the_session() -> None:
    test = run(fy="2563")
    test.query_params["fy"] = "2564"
    test.run()
    assert test.text[0].value.startswith("2564")


def test_a_choice_survives_a_page_that_does_not_draw_it() -> None:
    test = run(round="1")
    test.session_state["is_bare"] = True
    test.run()
    assert test.text[0].value == "2564/1"
    assert "round" not in address_of(test)
    test.session_state["is_bare"] = False
    test.run()
    assert test.text[0].value == "2564/1"
    assert address_of(test)["round"] == "1"


def leafing() -> None:
    """A page with two long lists, and a field to type a number into."""
    import streamlit as st

    from ui import session

    session.begin()
    for name in ("page.left", "page.right"):
        st.selectbox(name, ["1", "2", "3"], key=session.choice(name, ["1", "2", "3"], "1", is_quiet=True))
    session.note("id", st.text_input("id", value=session.given("id"), key="typed") or "")
    st.text(session.permanent(known_at="2021-04-06T10:00"))
    session.publish()


def test_a_quiet_choice_is_in_the_address_only_when_it_was_made() -> None:
    test = AppTest.from_function(leafing)
    test.query_params["page.right"] = "3"
    test.query_params["id"] = "S1"
    test.run()
    assert not test.exception
    assert [one.value for one in test.selectbox] == ["1", "3"]
    assert address_of(test) == {"page.right": "3", "id": "S1"}
    assert test.text[0].value == "page.right=3&id=S1&known_at=2021-04-06T10:00"
    test.selectbox(key="choice_page.left").set_value("2")
    test.selectbox(key="choice_page.right").set_value("1").run()
    assert address_of(test) == {"page.left": "2", "id": "S1"}
