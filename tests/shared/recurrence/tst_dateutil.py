#!/usr/bin/env python3
"""Compares our expander with python3-dateutil's on random rules. Usage: tst_dateutil.py DUMP COUNT SEED

Where the two differ the difference must be one of KNOWN, and then ours must be what bruteforce.py gives."""
import collections
import itertools
import multiprocessing
import random
import subprocess
import sys

from dateutil import rrule

import bruteforce
import randomrules

BATCH = 2500
SHOWN = 20
# Where a rule gives more up to its window's end, the window ends earlier.
MOST_MOMENTS = 400
MOST_STEPS = 3000

# Why dateutil may differ -> the rules for which it does.
KNOWN = {
    "BYWEEKNO alone: dateutil takes all seven days of the week, not the start's weekday as for everything "
    "that a rule leaves out (RFC 5545, 3.3.10)":
        lambda case: "BYWEEKNO" in case.parts and not case.days and "BYMONTHDAY" not in case.parts
        and "BYYEARDAY" not in case.parts,
    "BYWEEKNO with INTERVAL or BYSETPOS: dateutil takes the calendar's year for the period, so that a week 1 "
    "that begins in December counts for the year before":
        lambda case: "BYWEEKNO" in case.parts and (case.interval > 1 or case.setpos),
    "BYWEEKNO of 52 and 53: dateutil takes the length of this year for that of the last when it counts last "
    "year's weeks, and finds a week 1 that begins in December only as 1, not counted from the end":
        lambda case: any(abs(week) >= 52 for week in case.parts.get("BYWEEKNO", [])),
    "WEEKLY with BYSETPOS: dateutil's first week begins at the start, not at WKST":
        lambda case: case.freq == "WEEKLY" and case.setpos,
    "BYDAY with and without numbers: dateutil wants a day to be in both lists, not in one of them":
        lambda case: len({number == 0 for number, _ in case.days}) == 2,
}


class PastTheWindow(Exception):
    pass


class TooSlow(Exception):
    pass


class BoundedInfo(rrule._iterinfo):
    """dateutil looks on for the next occurrence up to the year 9999, second by second; nobody asks for more than
    the window, and where even that takes too long another rule is drawn."""
    last_month = (9999, 12)
    steps_left = 0

    @classmethod
    def step(cls):
        cls.steps_left -= 1
        if cls.steps_left < 0:
            raise TooSlow

    def rebuild(self, year, month):
        if (year, month) > BoundedInfo.last_month:
            raise PastTheWindow
        super().rebuild(year, month)

    def mtimeset(self, hour, minute, second):
        self.step()
        return super().mtimeset(hour, minute, second)

    def stimeset(self, hour, minute, second):
        self.step()
        return super().stimeset(hour, minute, second)

    def ddayset(self, year, month, day):
        self.step()
        return super().ddayset(year, month, day)


class BoundedRule(rrule.rrule):
    def _rrule__mod_distance(self, value, byxxx, base):
        BoundedInfo.step()
        return super()._rrule__mod_distance(value, byxxx, base)


rrule._iterinfo = BoundedInfo


def dateutil_moments(case):
    parts = {name.lower(): values for name, values in case.parts.items()}
    days = [rrule.weekday(day, number or None) for number, day in case.days]
    # A yearly rule stays in the start's month while it counts the years.
    BoundedInfo.last_month = (case.end.year, 12 if case.freq == "YEARLY" else case.end.month)
    BoundedInfo.steps_left = MOST_STEPS
    try:
        rule = BoundedRule(getattr(rrule, case.freq), dtstart=case.start, interval=case.interval, wkst=case.wkst,
                           byweekday=days or None, bysetpos=case.setpos or None, **parts)
        yield from itertools.takewhile(lambda moment: moment < case.end, rule)
    except ValueError:  # the rule gives nothing, which dateutil finds out at once or on the way
        return
    except PastTheWindow:
        return


def moments_in_bounds(case):
    moments = list(itertools.islice(dateutil_moments(case), MOST_MOMENTS))
    if len(moments) == MOST_MOMENTS:
        case.end = moments[-1]
        case.begin = min(case.begin, moments[len(moments) // 2])
    return moments[:-1] if len(moments) == MOST_MOMENTS else moments


def occurrences(case, moments):
    """The start, which always is and counts as the first, the rule's moments, RDATEs and EXDATEs."""
    if case.count:
        # One more than asked for: whether the start is among them is seen only here.
        taken = list(itertools.islice(moments, case.count))
        taken = taken[:case.count - (0 if taken[:1] == [case.start] else 1)]
    else:
        taken = itertools.takewhile(lambda moment: not case.until or moment <= case.until, moments)
    found = {case.start, *taken, *case.rdates} - set(case.exdates)
    return sorted(moment for moment in found if case.begin <= moment < case.end)


def draw(source):
    """A case, and what dateutil gives for it."""
    while True:
        case = randomrules.Case(source)
        try:
            return case, line(occurrences(case, iter(moments_in_bounds(case))))
        except TooSlow:
            continue


def line(moments):
    return ",".join(map(randomrules.basic, moments))


def settle(case, ours):
    """The known reason for which dateutil differs, or nothing."""
    moments = occurrences(case, bruteforce.rule_moments(case, case.end))
    if line(moments) != ours:
        return None
    return next((reason for reason, holds in KNOWN.items() if holds(case)), None)


def run_batch(arguments):
    dump, seed, count = arguments
    source = random.Random(seed)
    drawn = [draw(source) for _ in range(count)]
    asked = "".join(case.line() + "\n" for case, _ in drawn)
    answers = subprocess.run([dump], input=asked, capture_output=True, text=True, check=True).stdout.split("\n")
    tally, failures = collections.Counter(), []
    for (case, theirs), ours in zip(drawn, answers):
        tally["occurrences"] += len(theirs.split(",")) if theirs else 0
        tally["empty"] += not theirs
        if ours == theirs:
            continue
        reason = settle(case, ours)
        if reason:
            tally[reason] += 1
        else:
            failures.append(f"{case.line()}\n  ours     {ours[:300]}\n  dateutil {theirs[:300]}")
    tally["compared"] = len(drawn)
    return tally, failures


def main():
    dump, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    batches = [(dump, seed * 1_000_000 + first, min(BATCH, count - first)) for first in range(0, count, BATCH)]
    tally, failures = collections.Counter(), []
    with multiprocessing.Pool() as pool:
        for batch_tally, batch_failures in pool.imap_unordered(run_batch, batches):
            tally += batch_tally
            failures += batch_failures
    for name, number in sorted(tally.items()):
        print(f"{number:8} {name}")
    for failure in failures[:SHOWN]:
        print(failure)
    print(f"{len(failures)} differences without a known reason")
    # Rules that give nothing would agree about nothing.
    return 1 if failures or tally["compared"] != count or tally["empty"] > 0.6 * count else 0


if __name__ == "__main__":
    sys.exit(main())
