"""Random recurrence rules, as far as RFC 5545 allows them, with random windows near their start."""
import datetime

FREQUENCIES = ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
# About how long a period is, in seconds: windows are some periods wide.
PERIOD = {"SECONDLY": 1, "MINUTELY": 60, "HOURLY": 3600, "DAILY": 86400, "WEEKLY": 7 * 86400,
          "MONTHLY": 30 * 86400, "YEARLY": 365 * 86400}


class Case:
    """A start, the parts of a rule, dates added and taken out, and the window that is asked for."""

    def __init__(self, random):
        self.start = (datetime.datetime(1996, 1, 1)
                      + datetime.timedelta(seconds=random.randrange(35 * 365 * 86400)))
        if random.random() < 0.5:
            self.start = self.start.replace(minute=random.choice([0, 30]), second=0)
        self.freq = random.choice(FREQUENCIES)
        self.interval = 1 if random.random() < 0.6 else random.randint(2, random.choice([4, 20, 100]))
        self.wkst = 0 if random.random() < 0.6 else random.randrange(7)
        self.parts = {}
        self.days = []  # (number or 0, weekday)
        self.setpos = []
        self._choose_parts(random)
        self._choose_window(random)
        self._choose_end(random)
        self._choose_dates(random)

    def _choose_parts(self, random):
        coarse = FREQUENCIES.index(self.freq) >= FREQUENCIES.index("DAILY")

        def maybe(name, chance, values, most):
            if random.random() < chance:
                self.parts[name] = sorted(random.sample(values, random.randint(1, most)))

        maybe("BYMONTH", 0.25, range(1, 13), 4)
        if self.freq == "YEARLY":
            maybe("BYWEEKNO", 0.15, signed(53), 4)
        if self.freq in ("YEARLY", "SECONDLY", "MINUTELY", "HOURLY"):
            maybe("BYYEARDAY", 0.12, signed(366), 8)
        if self.freq != "WEEKLY":
            maybe("BYMONTHDAY", 0.25, signed(31), 5)
        maybe("BYHOUR", 0.2 if coarse else 0.3, range(24), 4)
        maybe("BYMINUTE", 0.15 if coarse else 0.3, range(60), 4)
        maybe("BYSECOND", 0.1 if coarse else 0.3, range(60), 4)
        if random.random() < 0.4:
            self._choose_days(random)
        if (self.parts or self.days) and random.random() < 0.25:
            self.setpos = sorted(random.sample(signed(random.choice([3, 10, 40])), random.randint(1, 3)))

    def _choose_days(self, random):
        weekdays = random.sample(range(7), random.randint(1, 5))
        numbers = [0]
        if self.freq == "MONTHLY":
            numbers = signed(5)
        elif self.freq == "YEARLY" and "BYWEEKNO" not in self.parts:
            numbers = signed(5) if "BYMONTH" in self.parts else signed(53)
        kind = random.random()
        if kind < 0.5 or len(numbers) == 1:
            self.days = [(0, day) for day in sorted(weekdays)]
        elif kind < 0.9:
            self.days = sorted({(random.choice(numbers), day) for day in weekdays})
        else:
            self.days = sorted({(random.choice([0, random.choice(numbers)]), day) for day in weekdays})

    def _choose_window(self, random):
        period = PERIOD[self.freq] * self.interval
        # Finer rules wait for a day that passes: their windows are at times much wider than their periods.
        reach = random.choice([1, 1, 20 * 86400 // period]) if period < 86400 and self._day_parts() else 1
        spread = min(max(period * max(reach, 1), 1), 4 * 365 * 86400)
        first = random.randint(-2, 12) * spread + random.randint(0, spread)
        self.begin = self.start + datetime.timedelta(seconds=first)
        self.end = self.begin + datetime.timedelta(seconds=random.randint(1, 15) * spread)

    def _day_parts(self):
        return self.days or any(name in self.parts for name in ("BYMONTH", "BYYEARDAY", "BYMONTHDAY"))

    def _choose_end(self, random):
        self.count = self.until = None
        kind = random.random()
        if kind < 0.25:
            self.count = random.randint(1, random.choice([3, 12, 60]))
        elif kind < 0.45:
            self.until = self.begin + (self.end - self.begin) * random.uniform(-0.2, 1.2)
            self.until = self.until.replace(microsecond=0)

    def _choose_dates(self, random):
        self.rdates, self.exdates = [], []
        if random.random() < 0.1:
            span = int((self.end - self.begin).total_seconds())
            self.rdates = sorted({self.begin + datetime.timedelta(seconds=random.randint(0, span))
                                  for _ in range(random.randint(1, 3))})
        if random.random() < 0.1:
            self.exdates = [random.choice([self.start, *self.rdates])]

    def rule(self):
        parts = [f"FREQ={self.freq}", f"INTERVAL={self.interval}", f"WKST={DAYS[self.wkst]}"]
        parts += [f"{name}={','.join(map(str, values))}" for name, values in self.parts.items()]
        if self.days:
            parts.append("BYDAY=" + ",".join(f"{number or ''}{DAYS[day]}" for number, day in self.days))
        if self.setpos:
            parts.append("BYSETPOS=" + ",".join(map(str, self.setpos)))
        if self.count:
            parts.append(f"COUNT={self.count}")
        if self.until:
            parts.append(f"UNTIL={basic(self.until)}Z")
        return ";".join(parts)

    def recurrence(self):
        lines = [f"RRULE:{self.rule()}"]
        if self.rdates:
            lines.append("RDATE:" + ",".join(map(basic, self.rdates)))
        if self.exdates:
            lines.append("EXDATE:" + ",".join(map(basic, self.exdates)))
        return "|".join(lines)

    def line(self):
        return "\t".join([basic(self.start), self.recurrence(), basic(self.begin), basic(self.end)])


def signed(highest):
    return [*range(-highest, 0), *range(1, highest + 1)]


def basic(time):
    return f"{time.year:04}{time:%m%dT%H%M%S}"
