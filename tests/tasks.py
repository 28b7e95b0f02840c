"""The worker in a test: does what waits, then is done."""

from unittest.mock import patch

from django_tasks_db.management.commands import db_worker


def work():
    """Do every task that waits, on the test's own connection: its transaction must not be closed between tasks."""
    with patch.object(db_worker, "close_old_connections"):
        db_worker.Worker(
            queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
            worker_id="test", excluded_queue_names=[],
        ).run()  # fmt: skip
