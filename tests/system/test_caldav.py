"""CalDAV from outside, with a raw client: discovery, objects, conditions, queries, sync, and who may what."""
import unittest
import urllib.parse

from dav import A, C, CS, D, Dav, Multi, condition, event
from test_rest import Base


class CalDavBase(Base):
    """A user with an app password, and a calendar."""

    def dav_user(self, stem="user"):
        user = self.trio.user(self.name(stem))
        return user, self.dav_of(user)

    def dav_of(self, user):
        made = user.post("/api/v1/me/app-passwords", {"name": "Test"})
        self.assertEqual(made.status, 201, made)
        return Dav(self.trio.port, user.name, made.json["password"])

    def room(self, user):
        name = self.name("Room")
        identifier = self.trio.calendar(user, name)
        return name, f"/dav/calendars/{urllib.parse.quote(user.name)}/{identifier}/"

    def path_for(self, dav, name):
        return dav.calendars()[name]


class Discovery(CalDavBase):
    def test_well_known(self):
        for method in ("GET", "PROPFIND", "OPTIONS"):
            answer = self.trio.http().request(method, "/.well-known/caldav")
            self.assertEqual((answer.status, answer.headers["location"]), (301, "/dav/"))

    def test_needs_credentials(self):
        answer = self.trio.http().request("PROPFIND", "/dav/", headers={"Depth": "0"})
        self.assertEqual(answer.status, 401)
        self.assertIn("Basic", answer.headers["www-authenticate"])
        user = self.trio.user(self.name())
        wrong = Dav(self.trio.port, user.name, "wrong-password").request("PROPFIND", "/dav/", headers={"Depth": "0"})
        self.assertEqual(wrong.status, 401)
        bearer = user.request("PROPFIND", "/dav/", headers={"Depth": "0"})
        self.assertEqual(bearer.status, 207)

    def test_home_lists_every_calendar_of_a_member(self):
        owner, _ = self.dav_user()
        member, dav = self.dav_user()
        mine, path = self.room(member)
        theirs, _ = self.room(owner)
        self.room(owner)
        self.trio.join(member, theirs)
        self.assertEqual(set(dav.calendars()), {mine, theirs})
        self.assertEqual(dav.calendars()[mine], path)

    def test_properties(self):
        user, dav = self.dav_user()
        name, path = self.room(user)
        found = dav.propfind(path, "<D:displayname/><CS:getctag/><D:sync-token/><A:calendar-color/><D:resourcetype/>"
                             "<C:supported-calendar-component-set/><D:current-user-privilege-set/><D:nonsense/>")[path]
        self.assertEqual(found.text(D + "displayname"), name)
        self.assertRegex(found.text(A + "calendar-color"), "^#[0-9A-F]{8}$")
        self.assertEqual(found.found[C + "supported-calendar-component-set"][0].get("name"), "VEVENT")
        self.assertEqual(found.missing[D + "nonsense"], 404)
        before = found.text(CS + "getctag")
        self.assertEqual(dav.put(path + "a.ics", event("a")).status, 201)
        self.assertNotEqual(dav.propfind(path, "<CS:getctag/>")[path].text(CS + "getctag"), before)

    def test_others_are_hidden(self):
        owner, owner_dav = self.dav_user()
        stranger, dav = self.dav_user()
        _, path = self.room(owner)
        self.assertEqual(owner_dav.put(path + "a.ics", event("a")).status, 201)
        identifier = path.split("/")[-2]
        for each in (path, path + "a.ics", f"/dav/calendars/{stranger.name}/{identifier}/",
                     f"/dav/calendars/{stranger.name}/{identifier}/a.ics", f"/dav/calendars/{owner.name}/",
                     f"/dav/principals/{owner.name}/", "/dav/principals/nobody/"):
            for method in ("PROPFIND", "GET", "PUT", "DELETE", "PROPPATCH", "REPORT"):
                with self.subTest(f"{method} {each}"):
                    body = event("b") if method == "PUT" else None
                    answer = dav.request(method, each, body=body, headers={"Depth": "0", "Content-Type": "text/calendar"})
                    self.assertIn(answer.status, (404, 405, 400, 403))
                    self.assertNotIn(b"Dinner", answer.body)
        self.assertEqual(owner_dav.request("GET", path + "a.ics").status, 200)


class Objects(CalDavBase):
    def setUp(self):
        self.user, self.dav = self.dav_user()
        self.room_name, self.path = self.room(self.user)

    def test_round_trip(self):
        text = event("round", more="X-HEARTH-TEST;X-P=1:kept\r\nLOCATION:Kitchen\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\n"
                     "DESCRIPTION:soon\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n")
        made = self.dav.put(self.path + "round.ics", text)
        self.assertEqual(made.status, 201, made)
        got = self.dav.request("GET", self.path + "round.ics")
        self.assertEqual(got.status, 200)
        self.assertIn("text/calendar", got.headers["content-type"])
        for line in ("UID:round", "SUMMARY:Dinner", "X-HEARTH-TEST;X-P=1:kept", "LOCATION:Kitchen", "TRIGGER:-PT15M",
                     "DTSTART:20261210T190000Z"):
            self.assertIn(line + "\r\n", got.body.decode())
        if "etag" in made.headers:
            self.assertEqual(got.body.decode(), text)
            self.assertEqual(got.headers["etag"], made.headers["etag"])

    def test_is_an_event_like_any_other(self):
        live = self.trio.socket(self.user)
        self.assertEqual(self.dav.put(self.path + "x.ics", event("x", "Breakfast")).status, 201)
        pushed = live.wait_event("created_event", timeout=1)
        self.assertEqual(pushed["data"]["event_name"], "Breakfast")
        self.assertEqual(self.dav.put(self.path + "x.ics", event("x", "Brunch")).status, 204)
        self.assertEqual(live.wait_event("updated_event", timeout=1)["data"]["event_name"], "Brunch")
        self.assertEqual(self.dav.request("DELETE", self.path + "x.ics").status, 204)
        live.wait_event("deleted_event", timeout=1)
        live.close()

    def test_conditions(self):
        href = self.path + "c.ics"
        self.assertEqual(self.dav.put(href, event("c"), **{"If-Match": "*"}).status, 412)
        self.assertEqual(self.dav.put(href, event("c"), **{"If-None-Match": "*"}).status, 201)
        self.assertEqual(self.dav.put(href, event("c", "x"), **{"If-None-Match": "*"}).status, 412)
        etag = self.dav.request("GET", href).headers["etag"]
        self.assertEqual(self.dav.put(href, event("c", "x"), **{"If-Match": etag}).status, 204)
        self.assertEqual(self.dav.put(href, event("c", "y"), **{"If-Match": etag}).status, 412)
        self.assertEqual(self.dav.request("DELETE", href, headers={"If-Match": etag}).status, 412)
        etag = self.dav.request("GET", href).headers["etag"]
        self.assertEqual(self.dav.request("GET", href, headers={"If-None-Match": etag}).status, 304)
        self.assertEqual(self.dav.request("DELETE", href, headers={"If-Match": etag}).status, 204)
        self.assertEqual(self.dav.request("GET", href).status, 404)

    def test_refusals(self):
        cases = [
            ("garbage", "hello", C + "valid-calendar-data"),
            ("task", event("t").replace("VEVENT", "VTODO"), C + "supported-calendar-component"),
            ("method", event("m").replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:REQUEST"), C + "valid-calendar-object-resource"),
            ("no UID", event("u").replace("UID:u\r\n", ""), C + "valid-calendar-object-resource"),
            ("two events", event("v").replace("END:VCALENDAR", "BEGIN:VEVENT\r\nUID:w\r\nDTSTAMP:20261101T120000Z\r\n"
                                              "DTSTART:20261210T190000Z\r\nEND:VEVENT\r\nEND:VCALENDAR"),
             C + "valid-calendar-object-resource"),
            ("too large", event("l", more=f"DESCRIPTION:{'x' * (1 << 20)}\r\n"), C + "max-resource-size"),
        ]
        for name, text, expected in cases:
            with self.subTest(name):
                answer = self.dav.put(self.path + "bad.ics", text)
                self.assertEqual((answer.status, condition(answer)), (403, expected), answer)
        self.assertEqual(self.dav.request("GET", self.path + "bad.ics").status, 404)
        self.assertEqual(self.dav.put(self.path + "one.ics", event("same")).status, 201)
        again = self.dav.put(self.path + "two.ics", event("same"))
        self.assertEqual((again.status, condition(again)), (409, C + "no-uid-conflict"))
        self.assertIn((self.path + "one.ics").encode(), again.body)

    def test_viewer_may_look(self):
        viewer, dav = self.dav_user()
        self.trio.join(viewer, self.room_name)
        me = viewer.get("/api/v1/me").json["id"]
        identifier = self.path.split("/")[-2]
        changed = self.user.request("PATCH", f"/api/v1/calendars/{identifier}/members/{me}", body={"role": "viewer"})
        self.assertEqual(changed.status, 200, changed)
        self.assertEqual(self.dav.put(self.path + "a.ics", event("a")).status, 201)
        path = self.path_for(dav, self.room_name)
        self.assertEqual(dav.request("GET", path + "a.ics").status, 200)
        refused = dav.put(path + "a.ics", event("a", "x"))
        self.assertEqual((refused.status, condition(refused)), (403, D + "need-privileges"))
        self.assertEqual(dav.request("DELETE", path + "a.ics").status, 403)
        self.assertEqual(dav.request("DELETE", path).status, 403)

    def test_busy_never_sees_a_title(self):
        member, dav = self.dav_user()
        self.trio.join(member, self.room_name)
        me = member.get("/api/v1/me").json["id"]
        identifier = self.path.split("/")[-2]
        self.user.request("PATCH", f"/api/v1/calendars/{identifier}/members/{me}", body={"role": "busy"})
        text = event("secret", "Surprise", more="LOCATION:Attic\r\nDESCRIPTION:Cake\r\nX-NOTE:Candles\r\n")
        self.assertEqual(self.dav.put(self.path + "s.ics", text).status, 201)
        path = self.path_for(dav, self.room_name)
        answers = [dav.request("GET", path + "s.ics").body, dav.report(path, "C:calendar-multiget",
                   f"<D:prop><C:calendar-data/></D:prop><D:href>{path}s.ics</D:href>").body,
                   dav.report(path, "C:calendar-query", "<D:prop><C:calendar-data/></D:prop><C:filter>"
                              "<C:comp-filter name='VCALENDAR'/></C:filter>").body]
        for body in answers:
            self.assertIn(b"20261210T190000Z", body)
            for word in (b"Surprise", b"Attic", b"Cake", b"Candles"):
                self.assertNotIn(word, body)
        # What one may not see, one may not look for either.
        found = dav.query(path, "<C:comp-filter name='VEVENT'><C:prop-filter name='SUMMARY'>"
                          "<C:text-match>Surprise</C:text-match></C:prop-filter></C:comp-filter>")
        self.assertEqual(len(found), 0)


class Calendars(CalDavBase):
    def test_make_change_and_delete(self):
        user, dav = self.dav_user()
        path = f"/dav/calendars/{user.name}/chosen/"
        name = self.name("Made")
        made = dav.xml("MKCALENDAR", path, '<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set>'
                       f"<D:prop><D:displayname>{name}</D:displayname></D:prop></D:set></C:mkcalendar>")
        self.assertEqual(made.status, 201, made)
        self.assertIn(name, dav.calendars())
        again = dav.request("MKCALENDAR", path)
        self.assertEqual((again.status, condition(again)), (403, D + "resource-must-be-null"))
        self.assertEqual(dav.put(path + "a.ics", event("a")).status, 201)
        new_name = self.name("Renamed")
        patched = Multi(dav.xml("PROPPATCH", path, '<D:propertyupdate xmlns:D="DAV:" xmlns:A="http://apple.com/ns/ical/">'
                                f"<D:set><D:prop><D:displayname>{new_name}</D:displayname><A:calendar-color>#112233FF"
                                "</A:calendar-color></D:prop></D:set></D:propertyupdate>"))
        self.assertEqual(set(patched[path].found), {D + "displayname", A + "calendar-color"})
        self.assertEqual(dav.propfind(path, "<A:calendar-color/>")[path].text(A + "calendar-color"), "#112233FF")
        self.assertEqual(dav.request("DELETE", path).status, 204)
        self.assertNotIn(new_name, dav.calendars())


class Reports(CalDavBase):
    def setUp(self):
        self.user, self.dav = self.dav_user()
        self.room_name, self.path = self.room(self.user)

    def put(self, uid, **more):
        answer = self.dav.put(f"{self.path}{uid}.ics", event(uid, **more))
        self.assertEqual(answer.status, 201, answer)
        return f"{self.path}{uid}.ics"

    def range(self, start, end):
        return f"<C:comp-filter name='VEVENT'><C:time-range start='{start}' end='{end}'/></C:comp-filter>"

    def test_query(self):
        once = self.put("once")
        weekly = self.put("weekly", start="20260105T080000Z", end="20260105T090000Z", more="RRULE:FREQ=WEEKLY\r\n")
        ended = self.put("ended", start="20260105T080000Z", end="20260105T090000Z", more="RRULE:FREQ=WEEKLY;COUNT=3\r\n")
        self.assertEqual(set(self.dav.query(self.path, self.range("20261210T000000Z", "20261211T000000Z"))), {once})
        self.assertEqual(set(self.dav.query(self.path, self.range("20261214T000000Z", "20261215T000000Z"))), {weekly})
        self.assertEqual(set(self.dav.query(self.path, self.range("20260101T000000Z", "20260120T000000Z"))), {weekly, ended})
        self.assertEqual(len(self.dav.query(self.path, "<C:comp-filter name='VEVENT'/>")), 3)
        self.assertEqual(len(self.dav.query(self.path, "<C:comp-filter name='VTODO'/>")), 0)

    def test_multiget(self):
        first, second = self.put("a"), self.put("b")
        found = self.dav.multiget(self.path, [second, self.path + "none.ics", first])
        self.assertEqual(list(found), [second, self.path + "none.ics", first])
        self.assertIn("UID:b", found[second].text(C + "calendar-data"))
        self.assertEqual(found[self.path + "none.ics"].status, 404)

    def test_free_busy(self):
        self.put("busy")
        self.put("free", more="TRANSP:TRANSPARENT\r\n", start="20261210T120000Z", end="20261210T130000Z")
        answer = self.dav.report(self.path, "C:free-busy-query",
                                 "<C:time-range start='20261210T000000Z' end='20261211T000000Z'/>")
        self.assertEqual(answer.status, 200, answer)
        self.assertIn("FREEBUSY:20261210T190000Z/20261210T210000Z", answer.body.decode())
        self.assertNotIn("120000Z", answer.body.decode())

    def test_sync(self):
        first, second = self.put("a"), self.put("b")
        start = self.dav.sync(self.path)
        self.assertEqual(set(start), {first, second})
        self.assertEqual(len(self.dav.sync(self.path, start.sync_token)), 0)
        third = self.put("c")
        self.assertEqual(self.dav.put(first, event("a", "Changed")).status, 204)
        self.assertEqual(self.dav.request("DELETE", second).status, 204)
        changed = self.dav.sync(self.path, start.sync_token)
        self.assertEqual(set(changed), {first, second, third})
        self.assertEqual(changed[second].status, 404)
        self.assertEqual(self.dav.propfind(first, "<D:getetag/>")[first].text(D + "getetag"),
                         changed[first].text(D + "getetag"))
        refused = self.dav.report(self.path, "D:sync-collection", "<D:sync-token>data:,other</D:sync-token><D:prop/>")
        self.assertEqual((refused.status, condition(refused)), (403, D + "valid-sync-token"))

    def test_sees_what_the_app_does(self):
        token = self.dav.sync(self.path).sync_token
        made = self.user.post("/calendar/create_event", {"calendar_name": self.room_name, "event_name": "Zoo",
                              "event_start": "2026-12-12T10:00:00Z", "event_end": "2026-12-12T11:00:00Z"})
        self.assertEqual(made.status, 201, made)
        changed = self.dav.sync(self.path, token)
        self.assertEqual(len(changed), 1)
        href = next(iter(changed))
        got = self.dav.request("GET", href)
        self.assertIn("SUMMARY:Zoo", got.body.decode())
        self.assertEqual(self.dav.put(href, got.body.decode().replace("Zoo", "Circus"),
                                      **{"If-Match": got.headers["etag"]}).status, 204)
        identifier = self.path.split("/")[-2]
        events = self.user.get(f"/api/v1/calendars/{identifier}/events").json["events"]
        self.assertEqual([e["event_name"] for e in events], ["Circus"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
