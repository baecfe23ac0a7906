"""Who sees only busy times, and whom a private event is not for, never hears what it is about: over no route, report, feed or
frame."""
import gzip
import json
import re
import unittest
import urllib.parse

from socketio import SocketIo
from test_access import routes
from test_caldav import CalDavBase
from test_transfer import calendar, event

WORD = "quokka"  # in all that is secret, and in nothing else


def text_of(answer):
    body = gzip.decompress(answer.body) if answer.headers.get("content-encoding") == "gzip" else answer.body
    return body.decode() + json.dumps(answer.headers)


class Privacy(CalDavBase):
    def setUp(self):
        self.ada, self.bob, self.cleo, self.dora = (self.trio.user(self.name(stem)) for stem in ("ada", "bob", "cleo", "dora"))
        self.id = self.trio.calendar(self.ada, self.name("Room "))
        self.room = f"/api/v1/calendars/{self.id}"
        for user, role in ((self.bob, "busy"), (self.cleo, "editor"), (self.dora, "viewer")):
            code = self.made(self.ada.post(self.room + "/invites", {"role": role}))["code"]
            self.made(user.post(f"/api/v1/invites/{code}/accept"))
            user.id = user.get("/api/v1/me").json["id"]
        self.live = {user: [self.trio.socket(user), SocketIo(self.trio.port, token=user.token)] for user in (self.bob, self.cleo)}
        self.addCleanup(lambda: [each.close() for sockets in self.live.values() for each in sockets])

    def made(self, answer):
        self.assertIn(answer.status, (200, 201, 204), answer)
        return answer.json

    def secret(self, **more):
        return {"event_name": f"{WORD} surprise", "location": f"{WORD} cellar", "description": f"{WORD} cake", "url": f"https://example.org/{WORD}",
                "categories": [WORD], "event_start": "2027-03-01T18:00:00Z", "event_end": "2027-03-01T20:00:00Z", "visibility": "private",
                "recurrence": "RRULE:FREQ=WEEKLY;COUNT=4",
                "participants": [{"user_id": self.dora.id, "name": self.dora.name}, {"name": f"{WORD} guest"}], **more}

    def fill(self):
        """A private series with a changed instance, comments, edits and a deletion, and one that was private and is deleted."""
        made = self.made(self.ada.post(self.room + "/events", self.secret()))
        self.event = f"{self.room}/events/{made['id']}"
        self.event_id = made["id"]
        self.made(self.ada.request("PATCH", self.event, {"location": f"{WORD} attic"}))
        self.made(self.ada.request("PATCH", f"{self.event}?scope=this&occurrence=2027-03-08T18:00:00", {"event_name": f"{WORD} second"}))
        self.comment = self.made(self.dora.post(self.event + "/comments", {"message": f"{WORD} hush, @{self.cleo.name}"}))["id"]
        self.made(self.dora.request("PATCH", f"{self.room}/messages/{self.comment}", {"message": f"{WORD} hush again, @{self.cleo.name}"}))
        gone = self.made(self.ada.post(self.room + "/events", self.secret(visibility="confidential", recurrence="")))
        self.gone = f"{self.room}/events/{gone['id']}"
        self.made(self.ada.request("DELETE", self.gone))
        self.uid = self.event_id

    def nothing(self, where, text):
        self.assertNotIn(WORD, text.lower(), where)
        self.assertNotIn(WORD, urllib.parse.unquote(text).lower(), where)

    def paths(self):
        """Every route that is read, with what was made in its place."""
        values = {"calendar": self.id, "event": self.event_id}
        for route in routes():
            method, pattern = route.split(" ")
            names = re.findall(r"\{([^}]*)\}", pattern)
            if method == "GET" and all(name in values for name in names):
                yield re.sub(r"\{([^}]*)\}", lambda found: values[found.group(1)], pattern)

    def read_all(self, user):
        queries = ("", "?from=2027-01-01&to=2028-01-01", "?since=0", f"?q={WORD}", "?limit=1000", "?from=2027-01-01&to=2028-01-01&expand=false")
        for path in self.paths():
            for query in queries:
                answer = user.get(path + query)
                if answer.status == 429:
                    continue
                self.nothing(path + query, text_of(answer).replace(f"q={WORD}", ""))

    def try_all(self, user):
        wrong = {"If-Match": '"1"'}
        one = "?scope=this&occurrence=2027-03-08T18:00:00"
        for answer in (user.request("PATCH", self.event, {}, headers=wrong), user.request("PATCH", self.event + one, {}, headers=wrong),
                       user.request("PATCH", self.event + one, {}), user.request("PATCH", self.event, {"event_name": "x", "base_version": 1}),
                       user.request("DELETE", self.event, headers=wrong), user.request("DELETE", self.event + one, headers=wrong),
                       user.post(self.gone + "/restore"), user.get(self.gone),
                       user.post(self.event + "/comments", {"message": "what is this?"}),
                       user.post(self.event + "/comments", {"message": "what is this?", "reply_to": self.comment}),
                       user.request("PUT", self.event + "/comments/read", {"seq": 1}),
                       user.request("PATCH", f"{self.room}/messages/{self.comment}", {"message": "mine"}),
                       user.request("DELETE", f"{self.room}/messages/{self.comment}"),
                       user.post(f"{self.room}/import?dry_run=true", body=calendar(event(self.uid, "x")), headers={"Content-Type": "text/calendar"})):
            self.nothing(answer, text_of(answer))

    def read_feeds(self, user):
        for mode in ("full", "busy"):
            link = self.made(user.post(self.room + "/feeds", {"mode": mode}))
            self.assertTrue(link["url"].endswith(link["path"]) and link["url"].startswith("http"), link)
            self.nothing(mode, text_of(self.trio.http().get(link["path"])))

    def read_dav(self, user):
        dav = self.dav_of(user)
        path = f"/dav/calendars/{urllib.parse.quote(user.name)}/{self.id}/"
        everything = "<D:allprop/>"
        answers = [dav.request("PROPFIND", path, f'<D:propfind xmlns:D="DAV:">{everything}</D:propfind>', {"Depth": "1"}), dav.sync(path)]
        hrefs = re.findall(r"<[^>]*href>([^<]*\.ics)<", text_of(answers[0]))
        self.assertTrue(hrefs)
        answers.append(dav.multiget(path, hrefs))
        for href in hrefs:
            answers.append(dav.request("GET", href))
        for prop, text in (("SUMMARY", WORD), ("LOCATION", WORD), ("DESCRIPTION", WORD), ("CATEGORIES", WORD), ("ATTENDEE", self.dora.name)):
            found = dav.query(path, '<C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:prop-filter name="%s">'
                              '<C:text-match>%s</C:text-match></C:prop-filter></C:comp-filter></C:comp-filter>' % (prop, text))
            self.assertEqual(len(found), 0, prop)
        for answer in answers:
            self.nothing(user.name, text_of(answer) if hasattr(answer, "headers") else str([vars(each) for each in answer]))

    def hear_all(self, user):
        """What the sockets have heard up to a change that comes last."""
        last = self.made(self.ada.post(self.room + "/events", self.secret(event_name="Dinner", location="", description="", url="", recurrence="",
                                                                          categories=[], participants=[], visibility="public")))["id"]
        socket, socketio = self.live[user]
        seen = []

        def is_last(frame):
            seen.append(frame)
            return (frame.get("data") or {}).get("id") == last
        socket.wait(is_last)
        self.assertTrue([frame for frame in seen if frame.get("event") == "created_event"])
        self.nothing("live", json.dumps(seen))
        resumed = socket.call("resume", {"calendar_id": self.id, "since": 0})
        self.nothing("resume", json.dumps(resumed))
        self.nothing("Socket.IO", json.dumps(socketio.wait_event("created_event")))

    def check(self, user):
        self.fill()
        self.read_all(user)
        self.try_all(user)
        self.read_feeds(user)
        self.read_dav(user)
        self.hear_all(user)

    def test_busy(self):
        self.made(self.ada.post(self.room + "/messages", {"message": f"{WORD} in the room"}))
        times = [{"event_start": f"2027-03-0{day}T18:00:00Z", "event_end": f"2027-03-0{day}T20:00:00Z"} for day in (1, 2)]
        self.made(self.ada.post(self.room + "/polls", {"title": f"{WORD} party", "options": times}))
        self.made(self.ada.post(self.room + "/people", {"name": f"{WORD} child"}))
        self.made(self.ada.post(self.room + "/events", self.secret(visibility="public")))
        self.check(self.bob)

    def test_unconcerned(self):
        self.check(self.cleo)
        unread = self.cleo.get("/api/v1/me/unread").json["conversations"]
        self.assertEqual([each for each in unread if each.get("event_id") == self.event_id], [])

    def test_concerned(self):
        """Who takes part sees all of it: the others' masks are not everybody's."""
        live = self.trio.socket(self.dora)
        self.addCleanup(live.close)
        self.fill()
        live.wait(lambda frame: f"{WORD} attic" in json.dumps(frame))
        live.wait(lambda frame: f"{WORD} hush again" in json.dumps(frame))
        for path in ("/events", "/changes?since=0", "/notices?since=0", "/messages", "/export", f"/events/{self.event_id}/comments"):
            self.assertIn(WORD, text_of(self.dora.get(self.room + path)), path)
        self.assertIn(WORD, text_of(self.dora.get(f"/api/v1/search?q={WORD}")))
        self.made(self.dora.request("DELETE", f"{self.room}/messages/{self.comment}"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
