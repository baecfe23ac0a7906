"""Search in 100,000 events, on both engines: what is asked for is in one event, in a tenth of them, or in nearly all."""
import random
import statistics
import time

from client import Http
from server import Server

FILES, EVENTS = 10, 10_000
ASKED = 40
QUESTIONS = {"rare": "needle{0}", "common": "lesson", "two words": "lesson violin", "a beginning": "vio"}
COMMON = ("lesson", "violin", "dinner", "school", "garden", "dentist", "market", "birthday", "football", "train")


def text(number, words):
    chosen = words.choices(COMMON, k=1) + [f"word{words.randrange(20_000)}" for _ in range(6)]
    needle = f" needle{number}" if number % 1000 == 0 else ""
    return (f"BEGIN:VEVENT\r\nUID:search-{number}@example.org\r\nDTSTAMP:20260101T000000Z\r\n"
            f"DTSTART:{2010 + number % 20}{number % 12 + 1:02}{number % 28 + 1:02}T{number % 20:02}0000Z\r\nDURATION:PT1H\r\n"
            f"SUMMARY:{chosen[0]} {chosen[1]}{needle}\r\nDESCRIPTION:{' '.join(chosen[2:])} with violin practice\r\nEND:VEVENT\r\n")


class _Search:
    engine = ""

    def __enter__(self):
        self.server = Server(engine=self.engine).start()
        try:
            self.http = Http(self.server.port, self.server.user("ann"), timeout=300)
            self.server.calendar(self.http.token, "Home")
            self.fill(self.http.get("/api/v1/calendars").json["calendars"][0]["id"])
        except BaseException:
            self.server.close()
            raise
        return self

    def __exit__(self, *_):
        self.server.close()

    def fill(self, room):
        words = random.Random(7)
        for part in range(FILES):
            events = "".join(text(part * EVENTS + number, words) for number in range(EVENTS))
            body = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n"
            answer = self.http.post(f"/api/v1/calendars/{room}/import", body=body, headers={"Content-Type": "text/calendar"})
            if answer.status != 200 or answer.json["new"] != EVENTS:
                raise RuntimeError(f"import: {answer}")

    def ask(self, words):
        began = time.perf_counter()
        answer = self.http.get("/api/v1/search?q=" + words.replace(" ", "%20"))
        taken = (time.perf_counter() - began) * 1000
        if answer.status != 200 or not answer.json["hits"]:
            raise RuntimeError(f"{words}: {answer}")
        return taken

    def run(self, number):
        return {name: statistics.median(self.ask(question.format((number * ASKED + each) % 100 * 1000)) for each in range(ASKED))
                for name, question in QUESTIONS.items()}

    def rows(self, figures):
        return [(f"search in {FILES * EVENTS:,} events, {self.engine}, {name}", f"{figures[name]:.1f} ms", "", "< 50 ms")
                for name in QUESTIONS]


class OnPostgreSql(_Search):
    name, engine = "search_postgresql", "postgresql"


class OnSqlite(_Search):
    name, engine = "search_sqlite", "sqlite"
