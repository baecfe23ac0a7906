"""iCalendar: a file of 10,000 events into a calendar, the same file again, and out of it."""
import time

from client import Http
from server import Part

EVENTS = 10_000


def event(number):
    day, hour = number % 28 + 1, number % 20
    rule = "RRULE:FREQ=WEEKLY;COUNT=20\r\n" if number % 10 == 0 else ""
    return (f"BEGIN:VEVENT\r\nUID:bench-{number}@example.org\r\nDTSTAMP:20260101T000000Z\r\n"
            f"DTSTART;TZID=Europe/Berlin:2027{number % 12 + 1:02}{day:02}T{hour:02}0000\r\nDURATION:PT1H\r\n{rule}"
            f"SUMMARY:Event {number}\r\nDESCRIPTION:Something that somebody has written down\\, with a second line\\nhere.\r\n"
            "LOCATION:At home\r\nSTATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nSEQUENCE:0\r\n"
            "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nDESCRIPTION:Reminder\r\nEND:VALARM\r\nEND:VEVENT\r\n")


class Import(Part):
    """Into a new calendar in each run."""
    name = "import"

    def prepare(self):
        self.http = Http(self.server.port, self.server.user("ann"), timeout=120)
        self.text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(map(event, range(EVENTS))) + "END:VCALENDAR\r\n"

    def bring(self, room, expected):
        began = time.perf_counter()
        answer = self.http.post(f"/api/v1/calendars/{room}/import", body=self.text, headers={"Content-Type": "text/calendar"})
        taken = time.perf_counter() - began
        if answer.status != 200 or answer.json[expected] != EVENTS:
            raise RuntimeError(f"import: {answer}")
        return taken

    def run(self, number):
        self.server.calendar(self.http.token, f"Room {number}")
        rooms = self.http.get("/api/v1/calendars").json["calendars"]
        room = next(each["id"] for each in rooms if each["name"] == f"Room {number}")
        first, again = self.bring(room, "new"), self.bring(room, "same")
        began = time.perf_counter()
        out = self.http.get(f"/api/v1/calendars/{room}/export")
        if out.status != 200:
            raise RuntimeError(f"export: {out}")
        return {"first": first, "again": again, "export": time.perf_counter() - began}

    def rows(self, figures):
        return [(f"import of {EVENTS:,} events", f"{figures['first']:.2f} s", "", "< 5 s"),
                ("the same again", f"{figures['again']:.2f} s", "", ""),
                ("export of them", f"{figures['export']:.2f} s", "", "")]
