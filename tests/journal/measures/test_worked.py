"""Which muscles a session worked: said, corrected for the activity, or by the table."""

import pytest

from journal.measures.tables import tables
from journal.measures.worked import USUAL_MUSCLES, with_muscles, worked_muscles
from journal.vocabulary import Activity, BodyPart
from tests.guidance_rows import journal, person, session

LEGS = ["buttock", "thigh_front", "thigh_back", "calf"]


@pytest.mark.parametrize(
    ("said", "own", "worked"),
    [
        ({"activity": "run"}, None, LEGS),
        ({"activity": "run"}, {"run": ["calf"], "swim": []}, ["calf"]),
        ({"activity": "swim"}, {"run": ["calf"], "swim": []}, None),
        ({"activity": "run", "muscles": ["shin"]}, {"run": ["calf"]}, ["shin"]),
        ({"activity": "run", "muscles": []}, {"run": ["calf"]}, []),
        ({"activity": "strength"}, None, None),
        ({"activity": "strength"}, {"strength": ["chest"]}, ["chest"]),
    ],
)
def test_what_was_said_then_the_persons_correction_then_the_table(said, own, worked):
    assert worked_muscles(session(**said), own) == worked


def test_the_table_is_of_known_words_and_each_line_has_its_source():
    for activity, usual in USUAL_MUSCLES.items():
        assert activity in Activity.values
        assert set(usual.parts) <= set(BodyPart.values)
        assert usual.source
        assert usual.address.startswith("https://")


def test_the_analysis_reads_them_and_the_rows_stay_as_they_were_recorded():
    rows = [session(activity="run"), session(activity="other")]
    assert list(tables(journal(sessions=rows)).sessions["muscles"].fillna("?")) == [" ".join(LEGS), "?"]
    assert [row["muscles"] for row in with_muscles(rows, person(activity_muscles={"run": ["foot"]}))] == [
        ["foot"],
        None,
    ]
    assert [row["muscles"] for row in rows] == [None, None]
