import pytest

from rapport.query.testing import registered


@pytest.fixture(autouse=True)
def fields_of_the_rooms():
    with registered():
        yield
