# Two commands do all the set-up on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
PORT ?= 8000
BIN = .venv/bin
LOCAL_ENV = LOCAL=1
# Checks need some key; this one guards nothing, and they touch no database file.
CHECK_ENV = SECRET_KEY=checks-only-Zk8vQ2rT6wXy9bN4mJ7hL3pD5sF1gA0cEuViKo2Wq8 DATABASE_URL=sqlite://:memory:

.PHONY: run test fast check lint types test-postgres test-two-databases nightly lock bench bench-postgres torture torture-postgres two-hosts container openapi fuzz-api truth truth-trials mutants pictures format browser firefox webkit pango nginx postgres clean

run: .venv/app var/secret_key var/vapid_key pango
	@[ ! -s var/twinge.sqlite3 ] || $(LOCAL_ENV) $(BIN)/python manage.py migrate --check >/dev/null 2>&1 \
		|| $(LOCAL_ENV) $(BIN)/python manage.py backup --keep 14
	@$(LOCAL_ENV) $(BIN)/python manage.py migrate --verbosity 0
	@$(LOCAL_ENV) $(BIN)/python manage.py createcachetable
	@$(LOCAL_ENV) $(BIN)/python manage.py collectstatic --noinput --verbosity 0
	@echo "Twinge is at http://127.0.0.1:$(PORT)  (Ctrl-C stops it)"
	@$(LOCAL_ENV) WORKER=1 PORT=$(PORT) exec $(BIN)/gunicorn --config config/gunicorn.py config.wsgi

# ARGS= what else pytest is told: make test ARGS="-k words".
test: .venv/dev browser firefox pango nginx
	$(BIN)/pytest $(ARGS)

# Under a minute: the order of the house, the knowledge base, all red flags, who gets which tip, formulas, forms, files.
FAST = tests/test_house.py tests/test_health.py tests/guidance/knowledge/test_knowledge.py tests/guidance/flags tests/guidance/tips \
	tests/guidance/causes tests/journal/measures tests/journal/forms tests/journal/files tests/journal/test_calendar.py
fast: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pytest -m "not browser" --hypothesis-profile=fast $(FAST)

check: lint types test

types: .venv/dev
	$(CHECK_ENV) ALLOWED_HOSTS=twinge.example $(BIN)/mypy

# All that asks the database, on a PostgreSQL that is started for it and gone afterwards.
test-postgres: .venv/dev postgres pango
	TWO_DATABASES=$(TWO_DATABASES) tests/with_postgres $(BIN)/pytest -m "not browser" $(ARGS)

# All but the browser with accounts in a database of their own; on PostgreSQL: make test-postgres TWO_DATABASES=1.
test-two-databases: .venv/dev pango
	ACCOUNTS_DATABASE_URL=sqlite://:memory: $(BIN)/pytest -m "not browser" $(ARGS)

# What takes too long for every change: more examples for each law, more simulated people, faults that no test notices.
nightly: check test-postgres test-two-databases torture torture-postgres two-hosts container fuzz-api
	$(BIN)/pytest -m "not browser" --hypothesis-profile=nightly
	OFFLINE_RUNS=1000 $(BIN)/pytest tests/test_offline.py -k model
	$(MAKE) truth N=200
	for room in guidance/flags guidance/tips guidance/causes journal/measures; do $(MAKE) mutants ROOM=$$room N=40; done

# The exact versions of all packages, those that ours bring with them too; pip takes it as constraints.
lock:
	$(PYTHON) -m venv --clear .venv/lock
	.venv/lock/bin/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	.venv/lock/bin/pip freeze > requirements.lock
	rm -rf .venv/lock

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(CHECK_ENV) $(BIN)/python manage.py makemigrations --check --dry-run
	$(CHECK_ENV) ALLOWED_HOSTS=twinge.example $(BIN)/python manage.py check --deploy --fail-level WARNING

# ARGS="--against main" measures another commit in the same run.
bench: .venv/dev
	$(BIN)/python -m tests.bench $(ARGS)

bench-postgres: .venv/dev postgres
	tests/with_postgres $(BIN)/python -m tests.bench --postgres $(ARGS)

# Kills under writers, races of all writes, another person's walk, fuzzed forms and files; fails on anything lost, doubled,
# leaked or failed. N= percent of a nightly run, ARGS="--only races --seed 7".
torture: N = 100
torture: .venv/dev
	$(BIN)/python -m tests.torture --n $(N) $(ARGS)

# Two servers behind one nginx over one PostgreSQL: what holds across them, and while servers and database restart.
two-hosts: .venv/dev nginx postgres
	tests/with_postgres $(BIN)/python -m tests.two_hosts

# The container, built without a registry and run: all in one on SQLite, then its parts on PostgreSQL.
container: .venv/dev postgres
	tests/with_postgres tests/container

# The document of the interface for programs, after a change.
openapi: .venv/dev
	$(CHECK_ENV) ALLOWED_HOSTS=twinge.example $(BIN)/python -m tests.openapi

# Every address of that interface, asked what its document allows and what it does not.
fuzz-api: .venv/dev
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-fuzz.txt
	$(BIN)/pytest --show-capture=no tests/journal/api/fuzz.py $(ARGS)

torture-postgres: N = 100
torture-postgres: .venv/dev postgres
	tests/with_postgres $(BIN)/python -m tests.torture --postgres --n $(N) $(ARGS)

# Guidance against people whose causes are known; N= people of each family, SEEDS= seed bases.
N ?= 20
SEEDS ?= 211 212 213
truth: .venv/dev
	$(BIN)/python -m tests.truth --n $(N) --seeds $(SEEDS)

truth-trials: .venv/dev
	SECRET_KEY=simulated ALLOWED_HOSTS=localhost $(BIN)/python -m tests.truth_trials --n $(N) --seeds $(SEEDS)

# Small faults put into a copy of one room, and those that its tests do not notice; N= how many, SEED= which.
SEED ?= 1
mutants: .venv/dev
	$(BIN)/python -m tests.mutants $(ROOM) --n $(N) --seed $(SEED)

# The pictures of the README, from a demo journal.
pictures: .venv/dev browser
	$(BIN)/python -m tests.pictures

format: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The browser tests use the system's Chromium; without one they are skipped and say so.
browser:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } || \
		echo "No chromium on this machine: the browser tests will be skipped."

firefox:
	@command -v firefox-esr >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends firefox-esr >/dev/null; } || \
		echo "No firefox-esr on this machine: the tests in Firefox will be skipped."

webkit:
	@command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends webkit2gtk-driver xvfb >/dev/null; } || \
		echo "No WebKitWebDriver or Xvfb on this machine: the tests in WebKit will be skipped."

# A proxy for the tests of how Twinge is hosted; without one they are skipped.
nginx:
	@command -v nginx >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends nginx-light openssl >/dev/null; } || \
		echo "No nginx on this machine: the tests of a proxy will be skipped."

postgres:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends postgresql >/dev/null; } || \
		{ echo "PostgreSQL is not installed (apt-get install postgresql)."; exit 1; }

# The PDF of the doctor's summary is drawn with the system's Pango; without it the page itself is printed instead.
pango:
	@$(PYTHON) -c "from ctypes.util import find_library as f; raise SystemExit(not (f('pangoft2-1.0') and f('harfbuzz-subset')))" \
		|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
		apt-get install -y -qq --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 >/dev/null; } || \
		echo "No Pango on this machine: the doctor's summary prints from its page, not as PDF."

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/app: .venv/bin/python requirements.txt requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt -c requirements.lock
	@touch $@

.venv/dev: .venv/bin/python requirements.txt requirements-dev.txt requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c requirements.lock
	@touch $@ .venv/app

# A key of this machine's own, readable by its owner only and never committed.
var/secret_key:
	@mkdir -p -m 700 var
	@umask 077; $(PYTHON) -c "import secrets; print(secrets.token_urlsafe(50))" > $@

# What messages to browsers are signed with: 32 random bytes are a private key of P-256, but for one in 2^32 tries.
var/vapid_key:
	@mkdir -p -m 700 var
	@umask 077; $(PYTHON) -c "import secrets; print(secrets.token_urlsafe(32))" > $@

clean:
	rm -rf .venv var/static .pytest_cache .ruff_cache .mypy_cache .hypothesis .coverage
