"""Series over HTTP and the WebSocket: read as occurrences, edited by one, by the following ones and as a whole."""
import os
import unittest

from trio import Trio

LAYOUT = os.environ.get("HEARTH_LAYOUT", "one")
ENGINE = os.environ.get("HEARTH_ENGINE", "sqlite")


class Series(unittest.TestCase):
    count = 0

    @classmethod
    def setUpClass(cls):
        cls.trio = Trio(LAYOUT, ENGINE).start()
        cls.addClassCleanup(cls.trio.close)
        cls.ada, cls.bob = cls.trio.user("ada"), cls.trio.user("bob")

    def setUp(self):
        Series.count += 1
        self.title = f"Home {Series.count}"
        self.calendar = self.trio.calendar(self.ada, self.title)
        self.path = f"/api/v1/calendars/{self.calendar}/events"
        self.ada.request("PATCH", f"/api/v1/calendars/{self.calendar}", body={"time_zone": "Europe/Berlin"})
        self.trio.join(self.bob, self.title)

    def series(self, rule="FREQ=WEEKLY;COUNT=5", **more):
        answer = self.ada.post(self.path, {"event_name": "Choir", "event_start": "2027-10-05T19:00:00",
                                           "event_end": "2027-10-05T20:00:00", "recurrence": ["RRULE:" + rule], **more})
        self.assertEqual(answer.status, 201, answer)
        return answer.json

    def autumn(self, user=None, more=""):
        answer = (user or self.ada).get(f"{self.path}?from=2027-10-01&to=2027-12-01{more}")
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def starts(self, user=None):
        return [f"{e['event_start']} {e['event_name']}" for e in self.autumn(user)["events"]]

    def test_reads_occurrences(self):
        made = self.series()
        events = self.autumn()["events"]
        self.assertEqual([e["occurrence"] for e in events],
                         [f"2027-{day}T19:00:00" for day in ("10-05", "10-12", "10-19", "10-26", "11-02")])
        self.assertEqual(events[-1]["event_start"], "2027-11-02T18:00:00Z")
        self.assertEqual({e["id"] for e in events}, {made["id"]})
        stored = self.autumn(more="&expand=false")["events"]
        self.assertEqual([e["recurrence"] for e in stored], [["RRULE:FREQ=WEEKLY;COUNT=5"]])
        self.assertEqual(len(self.ada.get(self.path).json["events"]), 1)
        got = self.ada.get(f"/calendar/get_events?calendar_name={self.title.replace(' ', '%20')}&from=2027-10-01&to=2027-12-01")
        self.assertEqual(len(got.json["events"]), 5)
        paged, cursor = [], ""
        while cursor is not None:
            page = self.autumn(more="&limit=2" + (f"&cursor={cursor}" if cursor else ""))
            paged += page["events"]
            cursor = page["next_cursor"]
        self.assertEqual(paged, events)
        far = self.ada.get(f"{self.path}?from=2027-01-01&to=2033-01-01")
        self.assertEqual((far.status, far.json["reason"]), (400, "window_too_long"))
        wrong = self.ada.post(self.path, {"event_name": "x", "event_start": "2027-10-05T19:00:00", "event_end": "2027-10-05T20:00:00",
                                          "recurrence": ["RRULE:FREQ=NEVER"]})
        self.assertEqual((wrong.status, wrong.json["reason"]), (400, "invalid_rule"))

    def test_edits(self):
        made = self.series()
        one = f"{self.path}/{made['id']}"
        moved = self.ada.request("PATCH", f"{one}?occurrence=2027-10-12T19:00:00&scope=this",
                                 body={"event_start": "2027-10-13T19:00:00", "event_end": "2027-10-13T20:00:00"})
        self.assertEqual(moved.status, 200, moved)
        self.assertEqual((moved.json["series_id"], moved.json["occurrence"]), (made["id"], "2027-10-12T19:00:00"))
        rest = self.ada.request("PATCH", one, body={"event_name": "Concert", "scope": "following", "occurrence": "2027-10-26T19:00:00"})
        self.assertEqual(rest.status, 200, rest)
        self.assertNotEqual(rest.json["id"], made["id"])
        self.assertEqual(self.starts(self.bob), ["2027-10-05T17:00:00Z Choir", "2027-10-13T17:00:00Z Choir",
                                                 "2027-10-19T17:00:00Z Choir", "2027-10-26T17:00:00Z Concert",
                                                 "2027-11-02T18:00:00Z Concert"])
        self.assertEqual(self.ada.request("DELETE", f"{one}?occurrence=2027-10-19T19:00:00&scope=this").status, 200)
        self.assertEqual(len(self.starts()), 4)
        gone = self.ada.request("DELETE", one)
        self.assertEqual(gone.status, 200, gone)
        self.assertEqual(len(self.starts()), 2)
        self.assertEqual(self.bob.post(one + "/restore").status, 200)
        self.assertEqual(len(self.starts()), 4)
        lost = self.ada.request("DELETE", f"{one}?occurrence=2027-10-19T19:00:00&scope=this")
        self.assertEqual((lost.status, lost.json["reason"]), (404, "no_such_occurrence"))

    def test_stale_edits(self):
        made = self.series()
        one = f"{self.path}/{made['id']}"
        tag = {"If-Match": f'"{made["version"]}"'}
        self.assertEqual(self.bob.request("PATCH", one, body={"location": "Hall"}, headers=tag).status, 200)
        stale = self.ada.request("PATCH", f"{one}?occurrence=2027-10-12T19:00:00&scope=this", body={"location": "Yard"}, headers=tag)
        self.assertEqual(stale.status, 412, stale)
        self.assertEqual(stale.json["event"]["location"], "Hall")
        merged = self.ada.request("PATCH", f"{one}?occurrence=2027-10-12T19:00:00&scope=this",
                                  body={"description": "Cake", "base_version": made["version"]})
        self.assertEqual((merged.status, merged.json["location"]), (200, "Hall"), merged)

    def test_everybody_hears_of_a_split_in_order(self):
        made = self.series()
        live = self.trio.socket(self.bob)
        self.addCleanup(live.close)
        self.assertEqual(self.ada.request("PATCH", f"{self.path}/{made['id']}",
                                          body={"event_name": "Concert", "scope": "following", "occurrence": "2027-10-19T19:00:00"}).status, 200)
        head = live.wait_event("updated_event")
        tail = live.wait_event("created_event")
        self.assertEqual(head["data"]["recurrence"], ["RRULE:FREQ=WEEKLY;COUNT=2"])
        self.assertEqual(tail["data"]["recurrence"], ["RRULE:FREQ=WEEKLY;COUNT=3"])
        self.assertEqual(tail["seq"], head["seq"] + 1)

    def test_private_events_are_busy_times_for_others(self):
        live = self.trio.socket(self.bob)
        self.addCleanup(live.close)
        self.series(event_name="Surprise", visibility="private", location="Cellar")
        heard = live.wait_event("created_event")
        self.assertEqual((heard["data"]["event_name"], "Cellar" in str(heard)), ("Busy", False), heard)
        self.assertEqual({e["event_name"] for e in self.autumn(self.bob)["events"]}, {"Busy"})
        self.assertEqual({e["event_name"] for e in self.autumn()["events"]}, {"Surprise"})
        changes = self.bob.get(f"/api/v1/calendars/{self.calendar}/changes?since=0")
        self.assertNotIn(b"Surprise", changes.body)


if __name__ == "__main__":
    unittest.main(verbosity=2)
