"""`rapport bench`: its shape, not its speed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rapport.cli.bench import importing
from rapport.cli.bench.machine import machine
from rapport.cli.bench.registry import FIGURES, CannotMeasure, Figure, Hold, Measured
from rapport.cli.bench.samples import write_threads
from rapport.cli.commands import bench
from rapport.connectors.file.tests.reading_kit import read
from tests.make_docs import benchmarks_page


def a_figure(**changes: object) -> Figure:
    given = {
        "name": "speed",
        "unit": "s",
        "anchor": "a peer",
        "hold": Hold("at most", 2.0),
        "needs_database": False,
        "measure": lambda: Measured(1.0, anchor_value=4.0),
    } | changes
    return Figure(**given)  # type: ignore[arg-type]


def test_a_figure_carries_its_ratio_and_what_it_must_hold() -> None:
    figure = a_figure()
    assert figure.as_json(figure.measure()) == {
        "name": "speed",
        "value": 1.0,
        "unit": "s",
        "anchor": "a peer",
        "anchor_value": 4.0,
        "ratio": 0.25,
        "hold": "at most 2 s",
        "held": True,
        "note": "",
    }


@pytest.mark.parametrize(
    ("hold", "value", "held"),
    [
        (Hold("at most", 2.0), 2.1, False),
        (Hold("at least", 0.63), 0.63, True),
        (Hold("at least", 0.63), 0.62, False),
        (None, 5.0, None),
    ],
)
def test_a_figure_says_whether_it_held(hold: Hold | None, value: float, held: bool | None) -> None:
    figure = a_figure(hold=hold)
    assert figure.as_json(Measured(value))["held"] is held
    assert figure.as_json(Measured(value))["ratio"] is None


def test_what_cannot_be_measured_is_named_with_its_reason() -> None:
    def missing() -> Measured:
        raise CannotMeasure("the file is missing")

    figures, skipped = bench.measured([a_figure(), a_figure(name="other", measure=missing)])
    assert [one["name"] for one in figures] == ["speed"]
    assert skipped == [{"name": "other", "reason": "the file is missing"}]


async def test_the_sample_is_the_same_every_time_and_every_row_can_be_read(tmp_path: Path) -> None:
    paths = [tmp_path / "one.csv", tmp_path / "other.csv"]
    for path in paths:
        write_threads(path, rows=700)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    outcome = await read(paths[0])
    assert (len(outcome.posts), len(outcome.rejected)) == (700, 0)
    keys = {post.key for post in outcome.posts}
    assert all(post.parent_key in keys for post in outcome.posts if post.parent_key)
    assert 0.3 < sum(post.own for post in outcome.posts) / 700 < 0.6


def test_the_figures_of_importing_measure_a_real_import(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "ROWS", 120)
    importing._imported.cache_clear()
    for name in ("ingest_from_file", "ingest_stored", "mirror_of_a_file"):
        found = FIGURES[name].measure()
        assert found.value > 0
    importing._imported.cache_clear()


def test_the_page_of_the_docs_names_the_machine_and_every_figure() -> None:
    figure = a_figure()
    page = benchmarks_page(
        {
            "machine": machine(),
            "figures": [figure.as_json(figure.measure())],
            "skipped": [{"name": "other", "reason": "no browser"}],
        }
    )
    assert machine()["processor"] in page
    assert "| `speed` | 1 s | 0.25 | a peer | at most 2 s: held |" in page
    assert "`other` was not measured: no browser" in page


def test_the_page_of_the_docs_is_up_to_date() -> None:
    docs = Path(__file__).resolve().parents[4] / "docs"
    found = docs / "benchmarks.json"
    if not found.exists():
        pytest.skip("docs/benchmarks.json is missing; rapport bench --json docs/benchmarks.json")
    expected = benchmarks_page(json.loads(found.read_text(encoding="utf-8")))
    assert (docs / "benchmarks.md").read_text(encoding="utf-8") == expected
