"""The databases under test: one, or two where accounts have one of their own."""

from contextlib import ExitStack, contextmanager

from django.db import connections, router
from django.test.utils import CaptureQueriesContext

from journal.models import Person


def accounts_database():
    """The database that holds the accounts."""
    return connections[router.db_for_read(Person)]


@contextmanager
def captured():
    """A list that holds the queries ({"sql": ...}) once the block has ended."""
    queries = []
    with ExitStack() as stack:
        contexts = [stack.enter_context(CaptureQueriesContext(database)) for database in connections.all()]
        yield queries
        for context in contexts:
            queries += context.captured_queries
