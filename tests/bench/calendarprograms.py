"""CalDAV: PUTs on PostgreSQL, and reports of a calendar with a thousand events."""
import base64

from client import Http
from dav import SPACES, Dav, event
from server import SECONDS, Part
from wrk import wrk

CONNECTIONS = 16
ROOMS = 16
EVENTS = 1000


class _CalDav(Part):
    """A user with an app password."""

    def prepare(self):
        self.token = self.server.user("ann")
        secret = self.server.post("/api/v1/me/app-passwords", {"name": "Bench"}, self.token)["password"]
        self.dav = Dav(self.server.port, "ann", secret)
        self.credentials = base64.b64encode(f"ann:{secret}".encode()).decode()

    def path(self, name):
        self.server.calendar(self.token, name)
        calendars = Http(self.server.port, self.token).get("/api/v1/calendars").json["calendars"]
        return f"/dav/calendars/ann/{next(c['id'] for c in calendars if c['name'] == name)}/"


class Put(_CalDav):
    """New objects: the whole saga, each its own event."""
    name = "caldav_put"

    def prepare(self):
        super().prepare()
        self.paths = [self.path(f"Room {number}") for number in range(ROOMS)]

    def load(self, connections, number):
        return wrk(self.server.url("/dav/"), connections, SECONDS, "caldav_put.lua",
                   [self.credentials, f"r{number}c{connections}", *self.paths])

    def run(self, number):
        one, full = self.load(1, number), self.load(CONNECTIONS, number)
        return {"p50": one["p50"], "rate": full["rate"], "p99": full["p99"]}

    def rows(self, figures):
        return [("CalDAV PUT, one at a time, p50", f"{figures['p50']:.2f} ms", "", ""),
                (f"CalDAV PUT, {CONNECTIONS} connections, {ROOMS} calendars",
                 f"{figures['rate']:,.0f}/s (p99 {figures['p99']:.1f} ms)", "", ">= 300/s")]


class Report(_CalDav):
    """Everything of a calendar with a thousand events, data included."""
    name = "caldav_report"
    QUERY = (f"<C:calendar-query {SPACES}><D:prop><D:getetag/><C:calendar-data/></D:prop><C:filter>"
             "<C:comp-filter name='VCALENDAR'><C:comp-filter name='VEVENT'/></C:comp-filter></C:filter></C:calendar-query>")
    SYNC = (f"<D:sync-collection {SPACES}><D:sync-token/><D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop>"
            "</D:sync-collection>")

    def prepare(self):
        super().prepare()
        self.calendar = self.path("Home")
        for number in range(EVENTS):
            day = number % 28 + 1
            answer = self.dav.put(f"{self.calendar}{number}.ics", event(f"bench-{number}", f"Dinner {number}",
                                  f"202612{day:02}T190000Z", f"202612{day:02}T210000Z"))
            if answer.status != 201:
                raise RuntimeError(f"PUT: {answer}")

    def load(self, body):
        return wrk(self.server.url(self.calendar), 1, SECONDS, "caldav_report.lua", [self.credentials, body])["p50"]

    def run(self, number):
        return {"query": self.load(self.QUERY), "sync": self.load(self.SYNC)}

    def rows(self, figures):
        return [(f"CalDAV REPORT, {EVENTS:,} events with their data, p50", f"{figures['query']:.1f} ms", "", "< 100 ms"),
                (f"CalDAV sync-collection, {EVENTS:,} events from the beginning, p50", f"{figures['sync']:.1f} ms", "", "")]
