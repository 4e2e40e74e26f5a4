"""`rapport import` as somebody at a terminal meets it."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.cli.commands.import_file import import_file
from rapport.cli.errors import CannotDo
from rapport.listen.models import ImportRun, Message
from rapport.workspace.models import Brand

HEADER = b"id,author,date,text,own\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "threads.csv"


def test_the_report_tells_what_was_taken_and_what_was_not(
    file: Path, brand: Brand, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(
        HEADER + b"1,mara,2026-03-02,hello,no\n1,mara,2026-03-02,hello,no\n2,us,soon,here,yes\n"
    )
    import_file(file, account="Halden Rail")
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "threads.csv as “Halden Rail”: 3 rows",
        "  taken                1",
        "  doubled              1",
        "  quarantined          1",
        "    line 4: The date “soon” cannot be read. Write it as 2017-10-31T22:10:47Z.",
    ]
    assert f"/mirror/{ImportRun.objects.get().pk}/" in said.err


def test_a_file_of_which_nothing_was_taken_fails_after_its_report(
    file: Path, brand: Brand, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(HEADER + b"2,us,soon,here,yes\n")
    with pytest.raises(CannotDo, match=r"Nothing was taken\.$"):
        import_file(file)
    assert "line 2" in capsys.readouterr().out


def test_a_file_known_already_says_so(file: Path, brand: Brand) -> None:
    file.write_bytes(HEADER + b"1,mara,2026-03-02,hello,no\n")
    import_file(file)
    with pytest.raises(CannotDo, match="known already"):
        import_file(file)


@pytest.mark.parametrize("content", [None, b"", b"hello\n"])
def test_a_file_that_cannot_be_read_fails_in_one_sentence(
    file: Path, brand: Brand, content: bytes | None
) -> None:
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CannotDo, match="was not imported"):
        import_file(file)
    assert not ImportRun.objects.exists()


def test_before_the_set_up_a_past_brings_its_own_brand(db: None, file: Path) -> None:
    file.write_bytes(HEADER + b"1,mara,2026-03-02,hello,no\n")
    import_file(file, account="Halden Rail", speed=3_600)
    assert Brand.objects.get().name == "Halden Rail"


def test_names_given_are_us_and_times_are_read_in_the_zone_given(file: Path, brand: Brand) -> None:
    file.write_bytes(b"from,date,text\nmara,2026-03-02 10:00,hello\nDesk,2026-03-02 11:00,hi\n")
    import_file(file, ours=["@desk"], timezone="Europe/Stockholm")
    first, second = Message.objects.order_by("created_at")
    assert (first.is_own, second.is_own) == (False, True)
    assert first.created_at.hour == 9
