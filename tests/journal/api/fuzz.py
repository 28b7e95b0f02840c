"""`make fuzz-api`: schemathesis asks every address what the OpenAPI document allows, and what it does not.

No answer is a 5xx, each has a status and a form that the document names, and every problem says what it is.
"""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from config.api import document
from journal.accounts import tokens
from tests import factories
from tests.programs import Program

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
SCHEMA = schemathesis.openapi.from_dict(document())
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]


@pytest.fixture
def program(person, settings, monkeypatch):
    SCHEMA.app = get_wsgi_application()  # once static files have been collected
    for operation in OPERATIONS:
        operation.app = SCHEMA.app
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | dict.fromkeys(
        ("import_file", "analysis"), "1000000/m/user"
    )
    monkeypatch.setattr(tokens, "MOST_A_MINUTE", 1_000_000)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # one transaction is around all requests of a test
    for make in (factories.session, factories.episode, factories.drink, factories.night, factories.day):
        make(person)
    yield Program(person)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_no_request_fails(operation, mode, program):
    wrong = {}

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(suppress_health_check=list(HealthCheck), deadline=None)
    def ask(case):
        response = case.call(headers={"Authorization": f"Bearer {program.token}", "Accept-Encoding": "identity"})
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as group:
            for failure in group.exceptions:
                wrong.setdefault(f"{type(failure).__name__} {response.status_code}", str(failure)[:500])

    ask()
    assert not wrong, "\n".join(wrong.values())
