"""iCalendar files into a calendar and out of it, and the links under which one can be fetched."""
import os
import unittest

from test_rest import Base

TYPE = {"Content-Type": "text/calendar; charset=utf-8"}


def calendar(*components):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//Test//EN", *components, "END:VCALENDAR", ""])


def event(uid, name, *more, start="DTSTART:20270601T100000Z", end="DTEND:20270601T110000Z"):
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20270101T000000Z", start, end, f"SUMMARY:{name}", *more,
                        "END:VEVENT"])


class Transfer(Base):
    def setUp(self):
        self.ada, self.bob = self.trio.user(self.name("ada")), self.trio.user(self.name("bob"))
        self.room_name = self.name("room")
        self.room = self.trio.calendar(self.ada, self.room_name)
        self.trio.join(self.bob, self.room_name)
        self.path = f"/api/v1/calendars/{self.room}"

    def bring(self, text, user=None, dry_run=False):
        return (user or self.ada).post(f"{self.path}/import?dry_run={'true' if dry_run else 'false'}", body=text,
                                       headers=TYPE)

    def counts(self, answer):
        self.assertEqual(answer.status, 200, answer)
        return tuple(answer.json[kind] for kind in ("new", "changed", "same", "refused"))

    def role(self, role):
        members = self.ada.get(f"{self.path}/members").json["members"]
        bob = next(member for member in members if member["username"] == self.bob.session["username"])
        answer = self.ada.request("PATCH", f"{self.path}/members/{bob['user_id']}", {"role": role})
        self.assertEqual(answer.status, 200, answer)

    def test_brings_events_in_once(self):
        text = calendar(event("one", "Dinner", "X-FOO;X-A=1:kept"), event("two", "Walk", "RRULE:FREQ=DAILY;COUNT=5"),
                        event("two", "Late walk", "RECURRENCE-ID:20270603T100000Z", start="DTSTART:20270603T150000Z",
                              end="DTEND:20270603T160000Z"))
        self.assertEqual(self.counts(self.bring(text, dry_run=True)), (3, 0, 0, 0))
        self.assertEqual(self.counts(self.bring(text)), (3, 0, 0, 0))
        self.assertEqual(self.counts(self.bring(text)), (0, 0, 3, 0))
        changed = text.replace("SUMMARY:Dinner", "SUMMARY:Supper")
        self.assertEqual(self.counts(self.bring(changed, dry_run=True)), (0, 1, 2, 0))
        self.assertEqual(self.counts(self.bring(changed)), (0, 1, 2, 0))
        out = self.ada.get(f"{self.path}/export")
        self.assertEqual(out.status, 200, out)
        self.assertIn("text/calendar", out.headers["content-type"])
        body = self.text(out)
        for line in ("SUMMARY:Supper", "X-FOO;X-A=1:kept", "RRULE:FREQ=DAILY;COUNT=5", "RECURRENCE-ID:20270603T100000Z"):
            self.assertIn(line, body)
        self.assertEqual(self.counts(self.bring(body)), (0, 0, 3, 0))

    def text(self, answer):
        import gzip
        body = answer.body
        return (gzip.decompress(body) if answer.headers.get("content-encoding") == "gzip" else body).decode()

    def test_broken_ones_lose_nothing(self):
        text = calendar(event("one", "Good"), event("two", "Bad", start="DTSTART:20271301T100000Z"),
                        "BEGIN:VTODO\r\nUID:todo\r\nEND:VTODO", event("three", "Good too"))
        answer = self.bring(text)
        self.assertEqual(self.counts(answer), (2, 0, 0, 2))
        reasons = {item["uid"]: item["reason"] for item in answer.json["items"] if item["action"] == "refused"}
        self.assertEqual(reasons, {"two": "invalid_start", "todo": "not_supported"})

    def test_refuses(self):
        self.problem(self.bring("hello"), 400)
        self.problem(self.ada.post(f"{self.path}/import?dry_run=perhaps", body=calendar(), headers=TYPE), 400)
        self.role("viewer")
        self.problem(self.bring(calendar(event("one", "x")), user=self.bob), 403)
        stranger = self.trio.user(self.name("eve"))
        self.problem(self.bring(calendar(event("one", "x")), user=stranger), 403)
        self.problem(stranger.get(f"{self.path}/export"), 403)

    def test_twenty_megabytes(self):
        pad = "X-PAD:" + "x" * 60000
        parts = [event(f"big-{i}", "Big", pad) for i in range(30)]
        self.assertEqual(self.counts(self.bring(calendar(*parts), dry_run=True)), (30, 0, 0, 0))
        self.problem(self.bring("x" * (20 * 1000 * 1000 + 1)), 413)

    def test_busy_members_export_times_only(self):
        self.bring(calendar(event("one", "Secret", "LOCATION:Nowhere")))
        self.role("busy")
        answer = self.bob.get(f"{self.path}/export")
        body = self.text(answer)
        self.assertNotIn("Secret", body)
        self.assertNotIn("Nowhere", body)
        self.assertIn("DTSTART:20270601T100000Z", body)

    def test_one_event(self):
        self.bring(calendar(event("one", "Dinner"), event("two", "Walk")))
        listed = self.ada.get(f"{self.path}/events?from=2027-06-01T00:00:00Z&to=2027-06-02T00:00:00Z").json["events"]
        dinner = next(each for each in listed if each["event_name"] == "Dinner")
        body = self.text(self.ada.get(f"{self.path}/events/{dinner['id']}/export"))
        self.assertIn("SUMMARY:Dinner", body)
        self.assertNotIn("Walk", body)

    def test_feeds(self):
        self.bring(calendar(event("one", "Secret", "LOCATION:Nowhere")))
        made = self.bob.post(f"{self.path}/feeds", {"mode": "full"})
        self.assertEqual(made.status, 201, made)
        full, anyone = made.json["path"], self.trio.http()
        read = anyone.get(full)
        self.assertEqual(read.status, 200, read)
        self.assertIn("Secret", self.text(read))
        self.assertEqual(anyone.get(full, headers={"If-None-Match": read.headers["etag"]}).status, 304)
        self.bring(calendar(event("two", "News")))
        self.assertIn("News", self.text(anyone.get(full, headers={"If-None-Match": read.headers["etag"]})))
        busy = self.ada.post(f"{self.path}/feeds", {"mode": "busy"})
        self.assertNotIn("Secret", self.text(anyone.get(busy.json["path"])))
        self.assertEqual(len(self.bob.get(f"{self.path}/feeds").json["feeds"]), 1)
        self.assertEqual(len(self.ada.get(f"{self.path}/feeds").json["feeds"]), 2)
        for each in self.ada.get(f"{self.path}/feeds").json["feeds"]:
            self.assertNotIn("path", each)
        self.problem(self.bob.request("DELETE", f"{self.path}/feeds/{busy.json['id']}"), 404)
        self.assertEqual(self.ada.request("DELETE", f"{self.path}/feeds/{busy.json['id']}").status, 204)
        self.problem(anyone.get(busy.json["path"]), 404)
        self.role("busy")
        self.assertNotIn("Secret", self.text(anyone.get(full)))
        members = self.ada.get(f"{self.path}/members").json["members"]
        bob = next(member for member in members if member["username"] == self.bob.session["username"])
        self.assertLess(self.ada.request("DELETE", f"{self.path}/members/{bob['user_id']}").status, 300)
        self.problem(anyone.get(full), 404)
        self.trio.join(self.bob, self.room_name)
        self.problem(anyone.get(full), 404)
        self.problem(anyone.get("/feeds/" + "A" * 32 + ".ics"), 404)


if __name__ == "__main__":
    unittest.main()
