"""The slowest expander: looks at every moment of every period. It shares nothing with the other two and settles
where they differ."""
import calendar
import datetime
import itertools

ONE_DAY = datetime.timedelta(days=1)


def week_start(date, wkst):
    return date - datetime.timedelta(days=(date.weekday() - wkst) % 7)


def first_week(year, wkst):
    """The first day of the first week that has four days or more in the year."""
    first = datetime.date(year, 1, 1)
    start = week_start(first, wkst)
    return start if (first - start).days <= 3 else start + 7 * ONE_DAY


def week_year(date, wkst):
    return max(year for year in (date.year - 1, date.year, date.year + 1) if first_week(year, wkst) <= date)


def counts(index, length, wanted):
    return index in wanted or index - length - 1 in wanted


def passes(case, date):
    parts = case.parts
    month_length = calendar.monthrange(date.year, date.month)[1]
    year_length = 366 if calendar.isleap(date.year) else 365
    year_day = date.timetuple().tm_yday
    if "BYMONTH" in parts and date.month not in parts["BYMONTH"]:
        return False
    if "BYMONTHDAY" in parts and not counts(date.day, month_length, parts["BYMONTHDAY"]):
        return False
    if "BYYEARDAY" in parts and not counts(year_day, year_length, parts["BYYEARDAY"]):
        return False
    if "BYWEEKNO" in parts:
        year = week_year(date, case.wkst)
        first = first_week(year, case.wkst)
        weeks = (first_week(year + 1, case.wkst) - first).days // 7
        if not counts((date - first).days // 7 + 1, weeks, parts["BYWEEKNO"]):
            return False
    if not case.days:
        return passes_as_start(case, date)
    in_month = case.freq == "MONTHLY" or "BYMONTH" in parts
    index, length = (date.day, month_length) if in_month else (year_day, year_length)
    return any(day == date.weekday() and number in (0, (index + 6) // 7, -((length - index) // 7 + 1))
               for number, day in case.days)


def passes_as_start(case, date):
    """What is missing is taken from the start."""
    if "BYMONTHDAY" in case.parts or "BYYEARDAY" in case.parts:
        return True
    if case.freq == "WEEKLY" or "BYWEEKNO" in case.parts:
        return date.weekday() == case.start.weekday()
    if case.freq == "MONTHLY" or (case.freq == "YEARLY" and "BYMONTH" in case.parts):
        return date.day == case.start.day
    if case.freq == "YEARLY":
        return (date.month, date.day) == (case.start.month, case.start.day)
    return True


def period_of(case, date):
    """The number of a day's period and its days."""
    if case.freq == "DAILY":
        return date.toordinal(), date, date + ONE_DAY
    if case.freq == "WEEKLY":
        start = week_start(date, case.wkst)
        return start.toordinal() // 7, start, start + 7 * ONE_DAY
    if case.freq == "MONTHLY":
        start = date.replace(day=1)
        end = (start + 31 * ONE_DAY).replace(day=1)
        return date.year * 12 + date.month, start, end
    if "BYWEEKNO" in case.parts:
        year = week_year(date, case.wkst)
        return year, first_week(year, case.wkst), first_week(year + 1, case.wkst)
    return date.year, date.replace(month=1, day=1), datetime.date(date.year + 1, 1, 1)


def chosen(case, moments):
    if not case.setpos:
        return moments
    found = {moments[pos - 1 if pos > 0 else pos] for pos in case.setpos if abs(pos) <= len(moments)}
    return sorted(found)


def by_days(case, end):
    parts, start = case.parts, case.start
    times = [datetime.time(*hms) for hms in itertools.product(
        parts.get("BYHOUR", [start.hour]), parts.get("BYMINUTE", [start.minute]),
        parts.get("BYSECOND", [start.second]))]
    first_number, date, _ = period_of(case, start.date())
    while datetime.datetime.combine(date, datetime.time()) <= end:
        number, first, after = period_of(case, date)
        if (number - first_number) % case.interval == 0:
            dates = [first + n * ONE_DAY for n in range((after - first).days)]
            yield from chosen(case, [datetime.datetime.combine(day, time)
                                     for day in dates if passes(case, day) for time in times])
        date = after


def by_units(case, end):
    size = {"SECONDLY": 1, "MINUTELY": 60, "HOURLY": 3600}[case.freq]
    unit = {"SECONDLY": case.start, "MINUTELY": case.start.replace(second=0),
            "HOURLY": case.start.replace(minute=0, second=0)}[case.freq]
    parts, start = case.parts, case.start
    while unit <= end:
        minutes = parts.get("BYMINUTE", [start.minute]) if size == 3600 else [unit.minute]
        seconds = parts.get("BYSECOND", [start.second]) if size > 1 else [unit.second]
        if (passes(case, unit.date()) and unit.hour in parts.get("BYHOUR", [unit.hour])
                and set(minutes) <= set(parts.get("BYMINUTE", minutes))
                and set(seconds) <= set(parts.get("BYSECOND", seconds))):
            yield from chosen(case, [unit.replace(minute=m, second=s) for m in minutes for s in seconds])
        unit += datetime.timedelta(seconds=size * case.interval)


def rule_moments(case, end):
    """What the rule gives from the start on up to `end`, in order, without COUNT and UNTIL."""
    moments = by_units(case, end) if case.freq in ("SECONDLY", "MINUTELY", "HOURLY") else by_days(case, end)
    return (moment for moment in moments if case.start <= moment <= end)
