"""The program that the tests run is named by LRVIZ, or is on the PATH; without one, they say so and skip."""

import json

import pytest

import lrviz
from lrviz._program import run


def pytest_report_header():
    try:
        return f"lrviz: {lrviz.program()}"
    except lrviz.LRVizError as error:
        return f"lrviz: MISSING, {error}"


@pytest.fixture(scope="session")
def program():
    try:
        return lrviz.program()
    except lrviz.LRVizError as error:
        pytest.skip(str(error))


@pytest.fixture
def rates_of(program):
    """The rates of the first group that the program gives for a spec."""

    def rates(spec, steps):
        with spec.arguments() as arguments:
            output = run(["print", *arguments, "--epochs", str(steps), "--format", "json"])
        return [float(x) for x in json.loads(output)["schedules"][0]["lrs"][0]]

    return rates
