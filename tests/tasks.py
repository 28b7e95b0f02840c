"""The worker in a test: does what waits, then is done."""

from django_tasks_db.management.commands.db_worker import Worker


def work():
    """Do every task that waits."""
    Worker(
        queue_names=["default"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id="test", excluded_queue_names=[],
    ).run()  # fmt: skip
