#!/usr/bin/python3
"""Measures the release build and prints one table: the median of three runs of everything. Run by scripts/bench.

A part that fails says so in its rows; nothing here makes the run fail. HEARTH_BENCH_SECONDS (5) is how long each load lasts,
HEARTH_BENCH_RUNS (3) how often it is repeated."""
import os
import pathlib
import statistics
import sys
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "system")]

import calendarprograms  # noqa: E402
import desktop  # noqa: E402
import live  # noqa: E402
import machine  # noqa: E402
import endpoints  # noqa: E402
import recurrence  # noqa: E402
import search  # noqa: E402
import startup  # noqa: E402
import transfer  # noqa: E402

RUNS = int(os.environ.get("HEARTH_BENCH_RUNS", "3"))
SERVER = [endpoints.Register, endpoints.Login, endpoints.GetEvents, endpoints.CreateEvent, calendarprograms.Put, calendarprograms.Report, live.Fanout,
          live.Idle, startup.Start, recurrence.Recurrence, transfer.Import, search.OnPostgreSql, search.OnSqlite]
CLIENT = [desktop.Window]
PARTS = {part.name: part for part in SERVER + CLIENT}


def chosen(words):
    groups = {"server": SERVER, "client": CLIENT}
    parts = []
    for word in words or ["server", "client"]:
        if word not in groups and word not in PARTS:
            sys.exit(f"usage: scripts/bench [server|client|{'|'.join(PARTS)}...]")
        parts += groups.get(word) or [PARTS[word]]
    return list(dict.fromkeys(parts))


def medians(runs):
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def rows_of(part):
    """The part's rows: what, Hearth, beside it, goal."""
    print(f"{part.name} ...", file=sys.stderr, flush=True)
    try:
        with part() as measured:
            return measured.rows(medians([measured.run(number) for number in range(RUNS)]))
    except Exception as error:  # whatever it is, the other parts are measured
        traceback.print_exc()
        text = str(error).strip().splitlines()
        return [(part.name, f"failed: {text[0][:150] if text else type(error).__name__}", "", "")]


def table(rows):
    rows = [("", "Hearth", "beside it", "goal"), *rows]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["| " + " | ".join(text.ljust(width) for text, width in zip(row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def main():
    parts = chosen(sys.argv[1:])
    before = os.getloadavg()
    rows = [row for part in parts for row in rows_of(part)]
    print(f"\n{machine.describe()}\nLoad average (1, 5, 15 min) before: {machine.load(before)}; after: "
          f"{machine.load(os.getloadavg())}. Median of {RUNS}.\n\n{table(rows)}")


main()
