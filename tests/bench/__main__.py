"""`make bench`: what pages cost over HTTP, as multiples of a bare view in the same run, for a month, a year, ten years.

gunicorn with the real configuration, one client, kept-open sockets, medians of interleaved requests. Nothing here is a
test, and absolute times are this machine's only. With --against REF another commit is served beside this one and asked
in turn with it. Prints Markdown; a run that is worth keeping stands in docs/bench.md.
"""

import argparse
import os
import re
import statistics
import time
from contextlib import ExitStack

from tests.bench.imports import measure_imports
from tests.bench.journals import PEOPLE
from tests.bench.pages import PAGES, SLOW, WRITES, a_drink
from tests.bench.phone import measure_phone
from tests.bench.served import Served, checked_out, served
from tests.paths import ROOT

ROUNDS = 40
FEW = 8


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__.splitlines()[0])
    parser.add_argument("--against", metavar="REF", help="a commit, branch or tag to be measured in the same run")
    parser.add_argument("--postgres", action="store_true", help="on the PostgreSQL server of DATABASE_URL")
    options = parser.parse_args()
    database = {"database_server": os.environ["DATABASE_URL"] if options.postgres else None}
    with ExitStack() as stack:
        sites = {"now": stack.enter_context(served(ROOT, **database))}
        if options.against:
            before = stack.enter_context(checked_out(options.against))
            sites["before"] = stack.enter_context(served(before, **database))
        idle = {name: site.memory_mb() for name, site in sites.items()}
        measure_all(sites)
        print()
        for name, site in sites.items():
            print(f"{name}: {idle[name]:.0f} MB before the first analysis, {site.memory_mb():.0f} MB after all")
            print(f"{name}: first view of Today {first_view(site.clients['month'])}")
    print()
    measure_imports()
    print()
    measure_phone()


def measure_all(sites):
    titles = ["", "bare view, ms", *PEOPLE, "10 years / year", "10 years, ms", "queries: month, 10 years"]
    titles += ["10 years before", "now / before", "queries before"] if "before" in sites else []
    print_row(titles)
    print_row(["---", *["---:"] * (len(titles) - 1)])
    for title, url in PAGES.items():
        few = title in SLOW
        for site in sites.values():
            for client in [*site.clients.values()] * (2 if few else 8):  # both workers keep what they keep
                client.get(url)
        report(title, sites, measure(sites, lambda client, url=url: client.get(url), FEW if few else ROUNDS))
    report("Today, first after a write", sites, measure(sites, lambda client: client.get("/"), FEW, log_a_drink))
    guidance = lambda client: client.get("/guidance/")  # noqa: E731
    report("Guidance, cold", sites, measure(sites, guidance, FEW, log_a_drink))
    report("Guidance, cold, processor", sites, measure(sites, guidance, FEW, log_a_drink, Served.processor_s))
    for title, (url, fields) in WRITES.items():
        report(title, sites, measure(sites, lambda client, url=url, fields=fields: client.post(url, fields())))


def measure(sites, act, rounds=ROUNDS, before=lambda client: None, clock=lambda site: time.perf_counter()):
    """{(site, person): [seconds]} and {"bare": [seconds]}, in turn, so that a slow moment of the machine hits all."""
    times = {(site, person): [] for site in sites for person in PEOPLE} | {"bare": []}
    for n in range(rounds):
        for person in PEOPLE:
            for name in sorted(sites, reverse=n % 2):  # neither site is always the first
                client = sites[name].clients[person]
                before(client)
                start = time.perf_counter()
                sites[name].nobody.get("/bare/")
                times["bare"].append(time.perf_counter() - start)
                start = clock(sites[name])
                act(client)
                times[name, person].append(clock(sites[name]) - start)
    return times


def log_a_drink(client):
    client.post("/log/drink/", a_drink())


def report(title, sites, times):
    """A row: medians as multiples of the bare view's beside them, and the second site's if there is one.

    "now / before" is the median of the pairs that stood next to each other in time.
    """
    middle = {key: statistics.median(found) for key, found in times.items()}
    over = lambda key: f"{middle[key] / middle['bare']:.1f}"  # noqa: E731
    decade = middle["now", "10 years"]
    cells = [f"{middle['bare'] * 1000:.2f}", *(over(("now", person)) for person in PEOPLE)]
    cells += [f"{decade / middle['now', 'year']:.2f}", f"{decade * 1000:.2f}", queries(sites["now"], title)]
    if "before" in sites:
        pairs = [
            now / before
            for person in PEOPLE
            for now, before in zip(times["now", person], times["before", person], strict=True)
        ]
        cells += [over(("before", "10 years")), f"{statistics.median(pairs):.2f}", queries(sites["before"], title)]
    print_row([title, *cells])


def queries(site, title):
    found = site.queries.get(title)
    return f"{found['month']}, {found['10 years']}" if found else ""


def print_row(cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def first_view(client):
    """What a phone loads for Today with an empty cache."""
    files = sorted(set(re.findall(r'(?:href|src)="(/static/[^"#]+)', client.page("/"))))
    sizes = [len(client.get(url)) for url in ["/", *files]]
    return f"{sum(sizes) / 1000:.0f} KB in {len(sizes)} requests"


if __name__ == "__main__":
    main()
