"""`make truth-trials`: simulated people whose true causes are known go through coin trials, and what the plan promised.

The app plans: from each journal as it stood at the start week it takes the first suspects whose coin sets both arms and
what the plan promises of each. ../shared/truth/trials.py plays the people through those coins, `guide` reads their
journals, and both are set side by side: the score of trials.py, then promised and kept.

    python -m tests.truth_trials [--n PEOPLE A FAMILY] [--seeds 101] [--null]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from guidance.statistics.intervals import wilson
from tests.truth import TRUTH, guide, mend

START = 12  # weeks
FLIPPED = ("poor_warmup", "no_post_stretch", "electrolyte_loss")


def main():
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    said.add_argument("--n", type=int, default=20, help="people of each family")
    said.add_argument("--seeds", type=int, nargs="+", default=[101])
    said.add_argument("--null", action="store_true", help="from the start week on what is flipped has no effect")
    said = said.parse_args()
    if not TRUTH.exists():
        sys.exit("Nothing done: ../shared/truth, which makes the simulated people, is not here.")
    for care in ([], ["--diligent"]):
        for grades in ([], ["--grades"]):
            title = f"Kept {'with care' if care else 'as people keep them'}, {'graded' if grades else 'yes or no'}"
            rows = [row for seed in said.seeds for row in of_seed(title, seed, [*care, *grades], said)]
            promised_and_kept(f"{title}, all seed bases", rows)


def of_seed(title, seed, options, said):
    """[(promised, kept)] of one seed base: what each trial's plan says of its flips, and how it stood at week 52."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        maker = ["--n", said.n, "--seed-base", seed, *options]
        run("make_journals.py", folder / "before", *maker, "--weeks", START)
        before = sorted((folder / "before").glob("*-w*.json"))
        plans = plans_of(before)
        (folder / "suspects.json").write_text(json.dumps({name: list(found) for name, found in plans.items() if found}))
        print(f"\n{title}, seed base {seed}", flush=True)
        null = ["--null"] if said.null else []
        run("trials.py", folder / "after", *maker, "--suspects", folder / "suspects.json", *null, "--weeks", 26, 52,
            quiet=False)  # fmt: skip
        files = sorted((folder / "after").glob("*-w*.json"))
        for file in files:
            mend(file)
        with ProcessPoolExecutor(2) as pool:
            lines = [text for part in pool.map(guide, [files[::2], files[1::2]]) for text in part]
        (folder / "lines.jsonl").write_text("\n".join(lines))
        run("trials.py", "score", folder / "after" / "truth.json", folder / "lines.jsonl", quiet=False)
        return [row for line in lines if "-w52" in line[:300] for row in of_person(json.loads(line), plans)]


def run(script, *arguments, quiet=True):
    command = [sys.executable, "-B", script, *map(str, arguments)]
    subprocess.run(command, cwd=TRUTH, check=True, stdout=subprocess.DEVNULL if quiet else None)


def plans_of(files):
    """{file name: {cause: plan of it}} of journals at the start week."""
    for file in files:
        mend(file)
    with ProcessPoolExecutor(2) as pool:
        return dict(pool.map(plan_of, files, chunksize=8))


def plan_of(file):
    """(file name, {cause: {"confirmed": [...], "too_small": [...], "worth": ...}}): the chance after each block."""
    os.environ.update(SECRET_KEY="simulated people only", ALLOWED_HOSTS="localhost")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from guidance.analysis.analysis import advise
    from guidance.trials.outlook import outlook
    from guidance.trials.results import SMALLEST_EFFECT, own_prior
    from guidance.trials.switches import switches
    from journal.public import parse_document

    journal = parse_document(str(file))
    at, found = journal.exported_at, {}
    suspects = [cause for cause in advise(journal, at).analysis.causes if cause.id in FLIPPED]
    for cause in suspects:
        both = switches()[cause.id].both
        plan = outlook(journal, cause.compared, own_prior(cause), at, SMALLEST_EFFECT, both)
        if not (plan.too_few or plan.too_rare):
            found[cause.id] = {
                "confirmed": [chance.confirmed for chance in plan.plans.values()],
                "too_small": [chance.too_small for chance in plan.plans.values()],
                "worth": not plan.not_worth,
                "in_a_year": plan.in_a_year,
                "prior": own_prior(cause),
            }
    return file.name, found


def of_person(line, plans):
    """[(promised, kept)] of the trials of one person at week 52."""
    planned = plans.get(Path(line["file"]).name.replace("-w52", f"-w{START}"), {})
    for trial in line.get("trials", []):
        plan, blocks = planned[trial["cause"]], trial["flips"] // 4
        promised = [plan[key][blocks - 1] if blocks else 0.0 for key in ("confirmed", "too_small")]
        yield {**plan, "cause": trial["cause"], "promised": promised, "flips": trial["flips"], "state": trial["state"]}


def promised_and_kept(title, rows):
    """Prints the mean of what the plans promised for the flips that were made, and the share that came so."""
    print(f"\n{title}: what the plans promised, and what was kept (90 % interval), at week 52")
    for name, some in {
        "all": rows,
        **{cause: [row for row in rows if row["cause"] == cause] for cause in FLIPPED},
        "worth starting": [row for row in rows if row["worth"]],
    }.items():
        if not some:
            print(f"{name:20} no trial")
            continue
        texts = []
        for n, state in enumerate(("confirmed", "too_small")):
            kept = sum(row["state"] == state for row in some)
            low, high = wilson(kept, len(some), 1.645)
            promised = sum(row["promised"][n] for row in some) / len(some)
            texts.append(f"{state} {promised:.3f} kept {kept / len(some):.3f} [{low:.3f} {high:.3f}]")
        flips = sorted(row["flips"] for row in some)[len(some) // 2]
        planned = sorted(row["in_a_year"] for row in some)[len(some) // 2]
        print(f"{name:20} {len(some):4} trials, median {flips} flips ({planned} planned a year)  " + "   ".join(texts))


if __name__ == "__main__":
    main()
