"""Answers to invitations, history, the trash and moves over HTTP, with what a second member's socket hears of them."""
import os
import unittest

from trio import Trio

LAYOUT = os.environ.get("HEARTH_LAYOUT", "one")
ENGINE = os.environ.get("HEARTH_ENGINE", "sqlite")


class History(unittest.TestCase):
    count = 0

    @classmethod
    def setUpClass(cls):
        cls.trio = Trio(LAYOUT, ENGINE).start()
        cls.addClassCleanup(cls.trio.close)
        cls.ada, cls.bob, cls.cem = cls.trio.user("ada"), cls.trio.user("bob"), cls.trio.user("cem")
        for user in (cls.ada, cls.bob, cls.cem):
            user.id = user.get("/api/v1/me").json["id"]

    def setUp(self):
        History.count += 1
        self.title = f"Home {History.count}"
        self.calendar = self.trio.calendar(self.ada, self.title)
        self.path = f"/api/v1/calendars/{self.calendar}"
        self.trio.join(self.bob, self.title)

    def live(self, user):
        live = self.trio.socket(user)
        self.addCleanup(live.close)
        return live

    def made(self, answer, status=200):
        self.assertEqual(answer.status, status, answer)
        return answer.json

    def refused(self, answer, status, reason):
        self.assertEqual((answer.status, answer.json.get("reason")), (status, reason), answer)
        return answer.json

    def event(self, **more):
        return self.made(self.ada.post(f"{self.path}/events", {
            "event_name": "Dinner", "event_start": "2027-06-01T18:00:00Z", "event_end": "2027-06-01T20:00:00Z",
            "participants": [{"user_id": self.bob.id, "name": self.bob.name}, {"name": "Grandma"}], **more}), 201)

    def one(self, event, rest=""):
        return f"{self.path}/events/{event['id']}{rest}"

    def patch(self, user, event, **what):
        return self.made(user.request("PATCH", self.one(event), body=what))

    def answer(self, user, event, **what):
        return user.request("PUT", self.one(event, "/answer"), body=what)

    def role(self, user, role):
        self.made(self.ada.request("PATCH", f"{self.path}/members/{user.id}", body={"role": role}))

    def test_answers_and_proposals(self):
        event = self.event()
        self.role(self.bob, "viewer")
        live = self.live(self.ada)
        answered = self.made(self.answer(self.bob, event, answer="maybe", comment="Later?", proposed_start="2027-06-01T19:00:00Z",
                                         proposed_end="2027-06-01T21:00:00Z"))
        heard = live.wait_event("updated_event")
        self.assertEqual(heard["seq"], answered["version"])
        self.assertEqual(heard["data"]["changed"], ["participants"])
        self.assertEqual(heard["data"]["participants"][0], {
            "user_id": self.bob.id, "name": self.bob.name, "answer": "maybe", "comment": "Later?",
            "proposed_start": "2027-06-01T19:00:00Z", "proposed_end": "2027-06-01T21:00:00Z"})
        self.assertEqual(self.made(self.answer(self.ada, event, answer="yes", person="Grandma"))["participants"][1]["answer"], "yes")
        self.refused(self.answer(self.ada, event, answer="yes"), 403, "not_a_participant")
        self.refused(self.answer(self.bob, event, answer="perhaps"), 400, "invalid_answer")
        accept = self.one(event, f"/proposals/{self.bob.id}/accept")
        self.refused(self.bob.post(accept), 403, "role")
        stale = self.ada.post(accept, headers={"If-Match": f'"{event["version"]}"'})
        self.assertEqual((stale.status, stale.json["event"]["participants"][0]["answer"]), (412, "maybe"), stale)
        listener = self.live(self.bob)
        moved = self.made(self.ada.post(accept))
        self.assertEqual((moved["event_start"], moved["event_end"]), ("2027-06-01T19:00:00Z", "2027-06-01T21:00:00Z"))
        self.assertNotIn("proposed_start", moved["participants"][0])
        heard = listener.wait_event("updated_event", event_start="2027-06-01T19:00:00Z")
        self.assertEqual(heard["seq"], moved["version"])
        self.refused(self.ada.post(accept), 404, "no_proposal")
        self.made(self.answer(self.bob, event, answer="no", proposed_start="2027-06-02T19:00:00Z", proposed_end="2027-06-02T21:00:00Z"))
        declined = self.made(self.ada.post(self.one(event, f"/proposals/{self.bob.id}/decline")))
        self.assertEqual((declined["event_start"], declined["participants"][0]["answer"]), ("2027-06-01T19:00:00Z", "no"))
        self.role(self.bob, "busy")
        self.refused(self.answer(self.bob, event, answer="yes"), 403, "role")

    def test_an_answer_to_one_of_a_series(self):
        event = self.event(recurrence=["RRULE:FREQ=WEEKLY;COUNT=3"])
        one = self.made(self.answer(self.bob, event, answer="no", occurrence="2027-06-08T18:00:00", scope="this"))
        self.assertEqual(one["series_id"], event["id"])
        self.made(self.answer(self.bob, event, answer="yes"))
        events = self.made(self.ada.get(f"{self.path}/events?from=2027-06-01&to=2027-07-01"))["events"]
        self.assertEqual([e["participants"][0]["answer"] for e in events], ["yes", "no", "yes"])

    def test_history_and_restore(self):
        event = self.event()
        self.patch(self.bob, event, location="Hall")
        self.patch(self.ada, event, location="Yard", event_name="Supper")
        versions = self.made(self.bob.get(self.one(event, "/history")))["versions"]
        self.assertEqual([(v["number"], v["kind"], v["by"]) for v in versions],
                         [(3, "updated", "ada"), (2, "updated", "bob"), (1, "created", "ada")])
        self.assertEqual(sorted(versions[0]["changes"], key=lambda c: c["field"]),
                         [{"field": "event_name", "old": "Dinner", "new": "Supper"}, {"field": "location", "old": "Hall", "new": "Yard"}])
        paged, cursor = [], ""
        while cursor is not None:
            page = self.made(self.ada.get(self.one(event, f"/history?limit=2{cursor and '&cursor=' + cursor}")))
            paged += page["versions"]
            cursor = page["next_cursor"]
        self.assertEqual(paged, versions)
        self.assertEqual(self.made(self.bob.get(self.one(event, "/versions/2")))["event"]["location"], "Hall")
        self.refused(self.bob.get(self.one(event, "/versions/9")), 404, "no_such_version")
        live = self.live(self.bob)
        restored = self.made(self.ada.post(self.one(event, "/versions/1/restore")))
        self.assertEqual((restored["event_name"], restored["location"]), ("Dinner", ""))
        heard = live.wait_event("updated_event")
        self.assertEqual((heard["seq"], sorted(heard["data"]["changed"])), (restored["version"], ["event_name", "location"]))
        stale = self.ada.post(self.one(event, "/versions/2/restore"), headers={"If-Match": f'"{event["version"]}"'})
        self.assertEqual((stale.status, stale.json["event"]["event_name"]), (412, "Dinner"))
        self.made(self.ada.request("DELETE", self.one(event)))
        back = self.made(self.bob.post(self.one(event, "/versions/3/restore")))
        self.assertEqual((back["event_name"], back["location"]), ("Supper", "Yard"))
        self.assertTrue(live.wait_event("created_event")["data"]["restored"])
        self.assertEqual(live.wait_event("updated_event", event_name="Supper")["seq"], back["version"])

    def test_private_history(self):
        event = self.event(participants=[], visibility="private", event_name="Surprise")
        self.patch(self.ada, event, location="Cellar")
        for path in (self.one(event, "/history"), self.one(event, "/versions/1"), self.one(event, "/versions/2")):
            answer = self.bob.get(path)
            self.made(answer)
            self.assertNotIn(b"Surprise", answer.body)
            self.assertNotIn(b"Cellar", answer.body)
            self.assertNotIn(b"ada", answer.body)
        self.role(self.bob, "busy")
        self.refused(self.bob.get(self.one(event, "/history")), 403, "role")

    def test_conflicts_show_both(self):
        event = self.event()
        self.patch(self.bob, event, location="Hall")
        both = self.ada.request("PATCH", self.one(event), body={"location": "Yard", "base_version": event["version"]})
        self.refused(both, 412, "conflict")
        self.assertEqual((both.json["event"]["location"], both.json["conflicting"], both.json["yours"]),
                         ("Hall", ["location"], {"location": "Yard"}))

    def test_trash(self):
        event = self.event()
        self.made(self.bob.request("DELETE", self.one(event)))
        trash = self.made(self.ada.get(f"{self.path}/trash"))
        self.assertEqual([(e["id"], e["deleted_by"]) for e in trash["events"]], [(event["id"], "bob")])
        self.assertGreater(trash["events"][0]["kept_until"], trash["events"][0]["deleted_at"])
        self.made(self.ada.post(self.one(event, "/restore")))
        self.assertEqual(self.made(self.ada.get(f"{self.path}/trash"))["events"], [])
        live = self.live(self.bob)
        self.patch(self.ada, event, location="Hall")
        live.wait_event("updated_event", location="Hall")  # in step: who is behind when a calendar goes is to connect again
        self.assertEqual(self.ada.request("DELETE", self.path).status, 204)
        live.wait_event("deleted_calendar")
        trashed = self.made(self.ada.get("/api/v1/calendars/trash"))["calendars"]
        self.assertEqual([(c["name"], c["deleted_by"]) for c in trashed if c["id"] == self.calendar], [(self.title, "ada")])
        self.refused(self.bob.post(f"{self.path}/restore"), 403, "role")
        self.made(self.ada.post(f"{self.path}/restore"))
        self.assertTrue(live.wait_event("joined_calendar", user_id=self.bob.id)["data"]["restored"])
        self.assertEqual(len(self.made(self.bob.get(f"{self.path}/events"))["events"]), 1)
        # In the room again.
        self.patch(self.ada, event, location="Yard")
        live.wait_event("updated_event", location="Yard")

    def test_moves(self):
        event = self.event()
        self.patch(self.bob, event, location="Hall")
        work = self.trio.calendar(self.ada, f"Work {self.count}")
        self.trio.join(self.cem, f"Work {self.count}")
        there = f"/api/v1/calendars/{work}"
        at_home, at_work = self.live(self.bob), self.live(self.cem)
        self.refused(self.bob.post(self.one(event, "/move"), {"calendar_id": work}), 403, "not_a_member")
        moved = self.made(self.ada.post(self.one(event, "/move"), {"calendar_id": work}))
        self.assertEqual((moved["id"], moved["uid"], moved["calendar_id"]), (event["id"], event["uid"], work))
        self.assertEqual(moved["participants"][0], {"name": "bob", "answer": "none"})
        left = at_home.wait_event("deleted_event")
        self.assertEqual((left["data"]["id"], left["data"]["moved"], left["calendar_id"]), (event["id"], True, self.calendar))
        arrived = at_work.wait_event("created_event")
        self.assertEqual((arrived["data"]["id"], arrived["data"]["moved"], arrived["seq"]), (event["id"], True, moved["version"]))
        self.assertEqual(self.bob.get(self.one(event)).status, 404)
        self.assertEqual(self.made(self.cem.get(f"{there}/events/{event['id']}"))["location"], "Hall")
        versions = self.made(self.cem.get(f"{there}/events/{event['id']}/history"))["versions"]
        self.assertEqual([v["kind"] for v in versions], ["moved", "updated", "created"])
        self.assertIn({"field": "calendar_id", "old": self.calendar, "new": work}, versions[0]["changes"])
        self.refused(self.ada.post(f"{there}/events/{event['id']}/move", {"calendar_id": work}), 400, "same_calendar")
        self.assertEqual(self.made(self.ada.post(f"{there}/events/{event['id']}/move", {"calendar_id": self.calendar}))["calendar_id"],
                         self.calendar)


if __name__ == "__main__":
    unittest.main(verbosity=2)
