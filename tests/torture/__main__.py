"""`make torture`: what found faults before, again and in minutes. Kills, races, another person, fuzzed forms, files and imports.

Twinge is served by gunicorn with its real settings but for the limits on requests. Prints one row a subject; the exit
code is 1 when anything acknowledged was lost, anything was doubled or seen by somebody else, or a request failed.
"""

import argparse
import os
import random
import secrets
import signal
import sys
import tempfile
from pathlib import Path

SUBJECTS = ("kills", "races", "walk", "forms", "files", "imports")


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__.splitlines()[0])
    parser.add_argument("--postgres", action="store_true", help="on the empty database of DATABASE_URL")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--n", type=int, default=100, help="how much of it, in percent of a nightly run")
    parser.add_argument("--only", choices=SUBJECTS, action="append", help="one subject; may be said more than once")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_told: sys.exit(1))  # so that the server goes, too
    with tempfile.TemporaryDirectory() as folder:
        database = os.environ["DATABASE_URL"] if options.postgres else f"sqlite:///{folder}/torture.sqlite3"
        set_up(folder, database)
        sys.exit(torture(Path(folder), options))


def set_up(folder, database):
    """This process reads the same database as the server, with the same key."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="config.settings", SECRET_KEY=secrets.token_urlsafe(50), LOCAL="1", VAR_DIR=folder,
        ALLOWED_HOSTS="127.0.0.1,testserver", DATABASE_URL=database,
    )  # fmt: skip
    import django

    django.setup()


def torture(folder, options):
    """Run the subjects asked for; 1 when anything was wrong, else 0."""
    from importlib import import_module

    from tests.torture.found import TITLES, print_row
    from tests.torture.served import Site

    found = []
    print(f"seed {options.seed}, {'PostgreSQL' if options.postgres else 'SQLite'}")
    print_row(TITLES)
    print_row(["---"] * len(TITLES))
    with Site(folder) as site:
        for name in options.only or SUBJECTS:
            subject = import_module(f"tests.torture.{name}")
            found.append(subject.run(site, random.Random(options.seed), options.n / 100))
            print_row(found[-1].row())
    for each in found:
        for note in each.notes[:20]:
            print(f"{each.name}: {note}")
    return int(any(each.is_bad for each in found))


if __name__ == "__main__":
    main()
