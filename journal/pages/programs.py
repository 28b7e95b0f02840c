"""What a person copies into a program of their own: addresses, headers and bodies, whole."""

from dataclasses import dataclass

from journal.vocabulary import Activity, DrinkKind

DRINK = f"500 ml {DrinkKind.WATER} now"
# What a line can say, in the words of journal.api.line.
LINES = (DRINK, "cramp left calf 10 min ago", "run 45 min effort 6", "slept 7.5 h", "stress 4")


@dataclass(frozen=True)
class Examples:
    """Each field is one thing to copy. `header` for a field of its own, `headers` for a box with a line each."""

    log: str
    header: str
    headers: str
    text: str
    field: str
    flags: str
    variable: str
    curl_log: str
    curl_put: str
    curl_read: str
    curl_import: str
    lines: tuple[str, ...]


def examples(root: str) -> Examples:
    """The Examples for the interface at an address, such as "https://twinge.example/api/v1/"."""
    sent = '-H "Authorization: Bearer TOKEN"'
    run = f'{{"started_at": "2026-06-18T17:30:00+02:00", "duration_min": 50, "activity": "{Activity.RUN}"}}'
    return Examples(
        log=f"{root}log",
        header="Authorization: Bearer TOKEN",
        headers="Authorization:Bearer TOKEN\nContent-Type:text/plain",
        text=DRINK,
        field="text",
        flags="open_flags",
        variable="%http_data",
        curl_log=f'curl {root}log {sent} \\\n  -H "Idempotency-Key: $(uuidgen)" -d "text={DRINK}"',
        curl_put=f"curl -X PUT {root}sessions/$(uuidgen) {sent} \\\n  -d '{run}'",
        curl_read=f"curl {root}week {sent}\ncurl {root}guidance {sent}",
        curl_import=f"curl {root}imports {sent} -F file=@run.fit",
        lines=LINES,
    )
