"""A month of a calendar with 1,000 recurring events, worked out by our expander and by python3-dateutil."""
import datetime
import itertools
import json
import statistics
import subprocess
import time

from dateutil import rrule

from server import TOOLS

EVENTS = 1_000
BEGIN, END = datetime.datetime(2026, 3, 1), datetime.datetime(2026, 4, 1)
RULES = [
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO,WE,FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "FREQ=WEEKLY;COUNT=300", "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "FREQ=WEEKLY;UNTIL=20261231T000000",
]


def events():
    """Events that began over the last six years."""
    for number, rule in zip(range(EVENTS), itertools.cycle(RULES)):
        yield BEGIN - datetime.timedelta(days=number * 2 + 1, hours=-(number % 24)), rule


def by_dateutil():
    began = time.perf_counter()
    found = sum(len(rrule.rrulestr(rule, dtstart=start).between(BEGIN, END, inc=True)) for start, rule in events())
    return found, (time.perf_counter() - began) * 1000


class Recurrence:
    name = "recurrence"

    def __enter__(self):
        self.lines = "".join(f"{start:%Y%m%dT%H%M%S}\t{rule}\n" for start, rule in events())
        return self

    def __exit__(self, *_):
        pass

    def run(self, _number):
        said = subprocess.run([TOOLS / "bench_recurrence", f"{BEGIN:%Y%m%dT%H%M%S}", f"{END:%Y%m%dT%H%M%S}"],
                              input=self.lines, capture_output=True, text=True, check=True).stdout
        return json.loads(said) | {"dateutil": statistics.median(by_dateutil()[1] for _ in range(3))}

    @staticmethod
    def rows(figures):
        return [(f"a month of {EVENTS:,} recurring events", f"{figures['expand_ms']:.1f} ms",
                 f"python3-dateutil {figures['dateutil']:,.0f} ms", "under 20 ms"),
                ("reading their rules from text", f"{figures['read_ms']:.1f} ms", "", "")]
