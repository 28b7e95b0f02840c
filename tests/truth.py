"""`make truth`: guidance on the journals of simulated people whose true causes are known, beside the goals.

Builds journals, runs `manage.py guide` over them and prints shares with their 95 % intervals, each beside its goal; at
last how long an answer takes. Nothing here is a test: 20 people of each family took 11 minutes on two cores.

    python -m tests.truth [--n PEOPLE A FAMILY] [--seeds 211 212 213] [--only "as kept"]
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from guidance.statistics.intervals import wilson

ROOT = Path(__file__).parents[1]
TRUTH = ROOT.parent / "shared/truth"
TRUE_FROM, FOUND_FROM, STRONG_FROM = 1.2, 2, 3  # odds ratios: a true cause, one to be found, a strong one
FAMILIES = "null single moderate pair rare drift mnar long".split()  # of people who log for a year
LOOKS = ("12", "26", "52")
SAID = ("likely", "confirmed")
RANGES = ("possible", *SAID)


@dataclass(frozen=True)
class Kind:
    """One way to keep a journal: `options` of make_journals.py, on all seed bases or on the first, and its goals.

    `goals`: {figure: what it should be at week 52}.
    """

    title: str
    options: tuple[str, ...]
    goals: dict[str, str]
    every_seed: bool = True


ALWAYS = {"ece": "<= .02 at every horizon", "harm": "0"}
BEFORE = "before grades and fair windows: "
KINDS = (
    Kind(
        "yes or no, as kept",
        (),
        ALWAYS
        | {"false": f"{BEFORE}.12", "told": f"{BEFORE}.007", "found": f"{BEFORE}.047"}
        | {"top1": f"{BEFORE}.42", "top3": f"{BEFORE}.69"},
    ),
    Kind(
        "yes or no, with care",
        ("--diligent",),
        ALWAYS
        | {"false": f"{BEFORE}.12", "told": f"{BEFORE}.016", "found": f"{BEFORE}.098"}
        | {"top1": f"{BEFORE}.53", "top3": f"{BEFORE}.76"},
    ),
    Kind("graded, as kept", ("--grades",), ALWAYS | {"found_set": ">= .10", "false_set": "<= .12"}),
    Kind(
        "graded, with care",
        ("--grades", "--diligent"),
        ALWAYS
        | {"found": ">= .16, aim .22", "false": "<= .10", "told": "<= .03", "top1": ">= .70", "top3": ">= .87"}
        | {"found_set": ">= .28"},
    ),
    Kind("graded carelessly, as kept", ("--grades", "2.5"), ALWAYS, every_seed=False),
    Kind(
        "yes or no, as kept, water and coffee after 70 % of twinges",
        ("--reactions", ".7"),
        ALWAYS | {"false": "<= .15"},
        every_seed=False,
    ),
    Kind(
        "graded, with care, water and coffee after 70 % of twinges",
        ("--grades", "--diligent", "--reactions", ".7"),
        ALWAYS | {"false": "<= .15"},
        every_seed=False,
    ),
)
TITLES = {
    "said": "causes called likely, a person",
    "found": "true causes (odds ratio 2 or more) called likely",
    "false": "of what is called likely, false",
    "told": "people told something false",
    "found_set": "true causes (2 or more) likely or in a set",
    "false_set": "of these statements, false",
    "top1": "the first suspect is a true cause",
    "top3": "a true cause among the first three",
    "ece": "calibration error of the probability",
    "covered": "ranges shown that hold the true risk ratio",
    "harm": "protective habits called likely, number",
}


def main():
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--n", type=int, default=20, help="people of each family")
    said.add_argument("--seeds", type=int, nargs="+", default=[211, 212, 213])
    said.add_argument("--only", default="", help="kinds whose title holds this")
    said = said.parse_args()
    if not TRUTH.exists():
        sys.exit("Nothing done: ../shared/truth, which makes the simulated people, is not here.")
    began = time.monotonic()
    for kind in KINDS:
        if said.only not in kind.title:
            continue
        cases = {}
        for seed in said.seeds if kind.every_seed else said.seeds[:1]:
            cases |= {(seed, *whose): case for whose, case in of_seed(seed, kind, said.n).items()}
        show(kind, cases)
        print(f"({(time.monotonic() - began) / 60:.0f} min so far)", flush=True)


def of_seed(seed, kind, n):
    """{(family, person, weeks): (true odds ratios, line of guidance)} of one seed base."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        maker = [sys.executable, "-B", "make_journals.py", folder, "--n", n, "--seed-base", seed, *kind.options]
        maker += ["--families", *FAMILIES, "--weeks", *LOOKS]
        subprocess.run([str(part) for part in maker], cwd=TRUTH, check=True, stdout=subprocess.DEVNULL)
        files = sorted(folder.glob("*-w*.json"))
        for file in files:
            mend(file)
        with ThreadPoolExecutor(2) as pool:
            lines = [text for part in pool.map(guide, [files[::2], files[1::2]]) for text in part]
        truth = json.loads((folder / "truth.json").read_text())
    cases = {}
    for line in map(json.loads, lines):
        name = Path(line["file"]).name
        family, person, _weeks = name.removesuffix(".json").split("-")
        cases[family, person, truth[name]["weeks"]] = truth[name]["causes"], line
    return cases


def mend(file):
    """Put right what the maker gets wrong and the journal format refuses; whether there was anything."""
    text = file.read_text()
    good = re.sub(r'"hours_since_meal": -[\d.]+', '"hours_since_meal": 0', text)
    file.write_text(good)
    return good != text


def guide(files):
    """The lines of `manage.py guide` over the files."""
    command = [sys.executable, "manage.py", "guide", *map(str, files)]
    done = subprocess.run(
        command, cwd=ROOT, check=True, capture_output=True, text=True, env={**os.environ, "DEBUG": ""}
    )
    return done.stdout.splitlines()


def show(kind, cases):
    """Prints the figures of weeks 26 and 52, and the time to an answer."""
    print(f"\n{kind.title}: {len({key[:-1] for key in cases})} people")
    weeks = [int(week) for week in LOOKS[1:]]
    found = [figures([case for key, case in cases.items() if key[-1] == week]) for week in weeks]
    print(f"{'':50}" + "".join(f"{f'week {week}':>30}" for week in weeks) + "   goal")
    for name, title in TITLES.items():
        print(f"{title:50}" + "".join(f"{told(one[name]):>30}" for one in found) + f"   {kind.goals.get(name, '')}")
    show_time(cases)


def told(figure):
    """ "12/46 .26 [.15 .40]" of (part, whole), a plain number as it is."""
    if not isinstance(figure, tuple):
        return f"{figure:.3f}"
    part, whole = figure
    if not whole:
        return "0/0"
    low, high = wilson(part, whole)
    return f"{part}/{whole} {part / whole:.3f} [{low:.3f} {high:.3f}]"


def figures(cases):
    """{figure: (part, whole) or a number} over [(true odds ratios, line of guidance)]."""
    single = [[(c["id"],) for c in line["causes"] if c["level"] in SAID] for _truth, line in cases]
    both = [one + [tuple(s["causes"]) for s in line["sets"]] for one, (_truth, line) in zip(single, cases, strict=True)]
    with_truth = [case for case in cases if max(case[0].values(), default=1) >= TRUE_FROM]
    ranges = [(c, truth) for truth, line in cases for c in line["causes"] if c["level"] in RANGES and c["risk_ratio"]]
    return {
        "said": sum(map(len, single)) / len(cases),
        "found": recall(cases, single),
        "false": false_share(cases, single),
        "told": (sum(false_share([case], [one])[0] > 0 for case, one in zip(cases, single, strict=True)), len(cases)),
        "found_set": recall(cases, both),
        "false_set": false_share(cases, both),
        "top1": (sum(true_among_first(1, *case) for case in with_truth), len(with_truth)),
        "top3": (sum(true_among_first(3, *case) for case in with_truth), len(with_truth)),
        "ece": calibration_error(cases),
        "covered": (sum(inside(*each) for each in ranges), len(ranges)),
        "harm": sum(truth.get(c, 1) < 1 for (truth, _), one in zip(cases, single, strict=True) for (c,) in one),
    }


def recall(cases, statements):
    """(how many of the causes to be found are in a statement, of how many)."""
    hits = [
        any(cause in statement for statement in of_one)
        for (truth, _line), of_one in zip(cases, statements, strict=True)
        for cause, ratio in truth.items()
        if ratio >= FOUND_FROM
    ]
    return sum(hits), len(hits)


def false_share(cases, statements):
    """(how many statements hold no true cause, of how many)."""
    false = [
        not any(truth.get(cause, 1) >= TRUE_FROM for cause in statement)
        for (truth, _line), of_one in zip(cases, statements, strict=True)
        for statement in of_one
    ]
    return sum(false), len(false)


def true_among_first(n, truth, line):
    first = sorted(line["causes"], key=lambda c: -(c["probability"] or 0))[:n]
    return any(truth.get(c["id"], 1) >= TRUE_FROM for c in first)


def calibration_error(cases):
    """Expected calibration error over ten bins of the probability, as score.py beside the maker of journals."""
    bins = defaultdict(list)
    for truth, line in cases:
        for c in line["causes"]:
            if c["probability"] is not None:
                bins[min(9, int(c["probability"] * 10))].append(c["probability"] - (truth.get(c["id"], 1) >= TRUE_FROM))
    return sum(abs(sum(gaps)) for gaps in bins.values()) / max(1, sum(map(len, bins.values())))


def inside(cause, truth):
    """Whether the true risk ratio is in the interval. From the odds ratio by the risk without the cause:
    Zhang & Yu (1998), "What's the relative risk?", JAMA 280."""
    odds, without = truth.get(cause["id"], 1), cause["without"]
    base = without["episodes"] / without["sessions"] if without["sessions"] else 0.15
    ratio = odds / (1 - base + base * odds)
    return cause["risk_ratio"]["low"] - 1e-9 <= ratio <= cause["risk_ratio"]["high"] + 1e-9


def show_time(cases):
    """Of people with a strong cause: whose strong cause was seen at one of the looks so far, and as what."""
    strong = defaultdict(dict)
    for (*whose, week), (truth, line) in cases.items():
        if causes := {cause for cause, ratio in truth.items() if ratio >= STRONG_FROM}:
            strong[tuple(whose)][week] = seen(causes, line)
    print(
        f"\n{'of people with a cause of odds ratio 3 or more, seen by':50}"
        + "".join(f"{f'week {w}':>30}" for w in LOOKS)
    )
    for n, word in enumerate(("possible or more", "likely, or in a set", "likely")):
        by_week = [
            (
                sum(any(words[n] for look, words in looks.items() if look <= int(w)) for looks in strong.values()),
                len(strong),
            )
            for w in LOOKS
        ]
        print(f"{word:50}" + "".join(f"{told(share):>30}" for share in by_week))


def seen(causes, line):
    """(whether one of the causes is possible or more, likely or in a set, likely)."""
    level = {c["id"]: c["level"] for c in line["causes"]}
    words = {level.get(cause) for cause in causes}
    likely = bool(words & set(SAID))
    return bool(words & set(RANGES)), likely or any(causes & set(s["causes"]) for s in line["sets"]), likely


if __name__ == "__main__":
    main()
