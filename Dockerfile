# Twinge in a container: `docker build -t twinge .`; compose.yaml has all that belongs around it.
ARG BASE=docker.io/library/debian:bookworm-slim
FROM ${BASE}

# Python, Pango for the doctor's summary as a PDF with letters to draw it, pg_dump for backups of PostgreSQL.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends ca-certificates python3 python3-venv \
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core postgresql-client >/dev/null \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /twinge
# Where packages come from, when not from PyPI.
ARG PIP_INDEX_URL
ARG PIP_NO_INDEX
ARG PIP_FIND_LINKS
COPY requirements.txt requirements.lock ./
RUN python3 -m venv .venv && .venv/bin/pip install --quiet --no-cache-dir --no-compile -r requirements.txt -c requirements.lock
COPY manage.py ./
COPY config config
COPY journal journal
COPY guidance guidance
COPY templates templates
COPY static static
COPY config/container/start ./start

# All that outlives the container lies in one volume: SQLite's file, the secret key, uploads that wait, backups.
ENV VAR_DIR=/data BIND=0.0.0.0 PORT=8000 PYTHONUNBUFFERED=1
RUN useradd --uid 10001 --no-create-home twinge && mkdir -m 700 /data && chown twinge /data
USER twinge
VOLUME /data
EXPOSE 8000
HEALTHCHECK --start-period=60s CMD [".venv/bin/python", "-c", \
    "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/', timeout=5)"]
ENTRYPOINT ["./start"]
CMD ["all"]
