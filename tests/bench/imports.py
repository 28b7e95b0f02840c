"""How fast files come in: rows and MB a second and the most memory, for FIT, Apple Health and a table; each in a process
of its own, with a database of its own. `python -m tests.bench.imports` measures only this."""

import os
import resource
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.paths import ROOT

MB = 1_000_000
SESSIONS = 20  # of the FIT file
RECORDS = 3600  # of each: an hour


def measure_imports():
    """Print a row for each kind of file."""
    print("| file | MB | rows | read, CPU s | MB a second | saved, rows a second | memory before, MB | most, MB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("hours.fit", fit_file), ("export.xml", apple_file), ("activities.csv", table_file)):
            path = Path(folder) / name
            write(path)
            database = f"sqlite:///{folder}/{name}.sqlite3"
            environment = os.environ | {"DATABASE_URL": database, "SECRET_KEY": "bench" * 12, "ALLOWED_HOSTS": "x"}
            words = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(words, cwd=ROOT, env=environment, check=True)
            subprocess.run([sys.executable, "-m", "tests.bench.imports", path], cwd=ROOT, env=environment, check=True)


def measure(path):
    """Read a file and bring it, in this process."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    from django.utils import timezone

    from journal.files.found import OneFile
    from journal.files.reading import read_file
    from journal.files.transfer import bring
    from journal.models import Person, Profile

    person = Profile.objects.of_account(Person.objects.create_user("runner"))
    before, size, start = most_memory(), path.stat().st_size, time.process_time()
    with path.open("rb") as stream:
        found = read_file(OneFile(path.name, stream), size, timezone.now())
    read = time.process_time() - start
    start = time.process_time()
    bring(person, found, path.name, timezone.now())
    saved, rows = time.process_time() - start, len(found.rows)
    cells = [path.name, f"{size / MB:.1f}", rows, f"{read:.1f}", f"{size / MB / read:.1f}", f"{rows / saved:.0f}"]
    print("| " + " | ".join(map(str, [*cells, f"{before:.0f}", f"{most_memory():.0f}"])) + " |", flush=True)


def most_memory():
    """The most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fit_file(path):
    """A chain of FIT files, each an hour with a record a second."""
    with path.open("wb") as out:
        for n in range(SESSIONS):
            start = 1_100_000_000 + n * 86_400
            data = struct.pack("<BBBHBBBB", 0x40, 0, 0, 0, 1, 0, 1, 0) + bytes([0, 4])  # file_id: an activity
            data += struct.pack("<BBBHB", 0x41, 0, 0, 20, 3) + bytes([253, 4, 0x86, 5, 4, 0x86, 3, 1, 2])  # a record
            for second in range(RECORDS):
                data += struct.pack("<BIIB", 1, start + second, second * 300, 140)
            data += struct.pack("<BBBHB", 0x42, 0, 0, 18, 4) + bytes([253, 4, 0x86, 2, 4, 0x86, 8, 4, 0x86, 5, 1, 0])
            data += struct.pack("<BIIIB", 2, start + RECORDS, start, RECORDS * 1000, 1)
            out.write(bytes([12, 16, 0, 0]) + struct.pack("<I", len(data)) + b".FIT" + data + b"\0\0")


def apple_file(path, size=100 * MB):
    """An export of a watch: heart rates, a run a day and a night's sleep."""
    pulse = (
        ' <Record type="HKQuantityTypeIdentifierHeartRate" sourceName="Watch" sourceVersion="9.1" device="&lt;HKDevice, '
        'name:Watch, hardware:Watch6,2, software:9.1&gt;" unit="count/min" creationDate="{0}" startDate="{0}" '
        'endDate="{0}" value="71">\n  <MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="0"/>\n </Record>\n'
    )
    day = (
        ' <Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="40" durationUnit="min" '
        'startDate="{0} 18:00:00 +0100" endDate="{0} 18:40:00 +0100"/>\n'
        ' <Record type="HKCategoryTypeIdentifierSleepAnalysis" sourceName="Watch" '
        'value="HKCategoryValueSleepAnalysisAsleepCore" startDate="{0} 00:10:00 +0100" endDate="{0} 07:00:00 +0100"/>\n'
    )
    with path.open("w") as out:
        out.write("<?xml version='1.0' encoding='UTF-8'?>\n<HealthData>\n")
        for n in range(1, 1_000_000):
            date = f"{2015 + n // 336 % 11}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"
            out.write(day.format(date) + "".join(pulse.format(f"{date} 12:{m:02}:00 +0100") for m in range(60)))
            if out.tell() > size:
                break
        out.write("</HealthData>\n")


def table_file(path, rows=20_000):
    """Sessions of an account, one every six hours."""
    with path.open("w") as out:
        out.write("Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Moving Time,Distance\n")
        for n in range(rows):
            day = f"{2010 + n // 1344 % 15}-{n // 112 % 12 + 1:02}-{n // 4 % 28 + 1:02} {n % 4 * 6:02}:10:00"
            out.write(f"{n},{day},Morning,Run,1900,5.2,1800,5200\n")


if __name__ == "__main__":
    measure(Path(sys.argv[1])) if len(sys.argv) > 1 else measure_imports()
