"""One's own account from outside: app passwords, the export of all one's data, and the end of the account."""
import json
import re
import unittest

from test_rest import Base
from test_transfer import calendar, event
from trio import PASSWORD, draft

FORM = re.compile(r"([0-9a-hjkmnp-tv-z]{4}-){6}[0-9a-hjkmnp-tv-z]{4}")


class AppPasswords(Base):
    def make(self, user, name="Phone"):
        made = user.post("/api/v1/me/app-passwords", {"name": name})
        self.assertEqual(made.status, 201, made)
        return made.json

    def test_make_list_and_end(self):
        user = self.trio.user(self.name())
        first = self.make(user)
        second = self.make(user, "Laptop")
        self.assertRegex(first["password"], FORM)
        self.assertNotEqual(first["password"], second["password"])
        listed = user.get("/api/v1/me/app-passwords")
        self.assertEqual([p["name"] for p in listed.json["app_passwords"]], ["Phone", "Laptop"])
        self.assertNotIn(first["password"], listed.body.decode())
        path = f"/api/v1/me/app-passwords/{first['id']}"
        other = self.trio.user(self.name())
        self.problem(other.request("DELETE", path), 404)
        self.assertEqual(user.request("DELETE", path).status, 204)
        self.assertEqual([p["id"] for p in user.get("/api/v1/me/app-passwords").json["app_passwords"]], [second["id"]])

    def test_refuses(self):
        user = self.trio.user(self.name())
        for body in (b"{", {}, {"name": ""}, {"name": 1}, {"name": "x" * 101}, {"name": "a\u0000b"}):
            with self.subTest(body):
                self.problem(user.post("/api/v1/me/app-passwords", body), 400)
        self.problem(self.trio.http().post("/api/v1/me/app-passwords", {"name": "x"}), 401)

    def test_is_neither_stored_nor_logged(self):
        user = self.trio.user(self.name())
        secret = self.make(user)["password"]
        for row in self.trio.databases.query("SELECT id, name, hash FROM app_passwords", "auth"):
            self.assertNotIn(secret, "\t".join(row))
        for process in self.trio.processes.values():
            self.assertNotIn(secret, process.text())

    def test_does_not_log_in(self):
        name = self.name()
        user = self.trio.user(name)
        secret = self.make(user)["password"]
        self.problem(self.trio.http().post("/user/login", {"username": name, "password": secret}), 401)


class Export(Base):
    def test_everything_and_nothing_more(self):
        anna, ben = self.trio.user(self.name("anna")), self.trio.user(self.name("ben"))
        room, other = self.name("Room"), self.name("Busy")
        self.trio.calendar(anna, room)
        for number in range(3):
            made = anna.post("/calendar/create_event", draft(room, f"Event {number}"))
            self.assertEqual(made.status, 201, made)
        hidden = self.trio.calendar(ben, other)
        self.trio.join(anna, other)
        self.assertEqual(ben.request("PATCH", f"/api/v1/calendars/{hidden}/members/{anna.session['user_id']}",
                                     {"role": "busy"}).status, 200)
        self.assertEqual(ben.post("/calendar/create_event", draft(other, "Top secret")).status, 201)
        live = self.trio.socket(anna)
        self.assertTrue(live.call("message", {"message": "Mine", "calendar_name": room})["ok"])
        live.close()
        secret = anna.post("/api/v1/me/app-passwords", {"name": "Phone"}).json["password"]

        home = next(c["id"] for c in anna.get("/api/v1/calendars").json["calendars"] if c["name"] == room)
        own = anna.request("PUT", f"/api/v1/calendars/{home}/reminder-settings", {"reminders": [25], "muted": False})
        self.assertEqual(own.status, 200, own)

        answer = anna.get("/api/v1/me/export")
        self.assertEqual(answer.status, 200, answer)
        self.assertIn("attachment", answer.headers["content-disposition"])
        everything = answer.json
        self.assertEqual(everything["profile"]["username"], anna.name)
        self.assertEqual(len(everything["sessions"]), 1)
        self.assertEqual([p["name"] for p in everything["app_passwords"]], ["Phone"])
        calendars = {c["name"]: c for c in everything["calendars"]}
        self.assertEqual(set(calendars), {room, other})
        self.assertEqual(len(calendars[room]["events"]), 3)
        self.assertEqual([m["message"] for m in calendars[room]["messages"]], ["Mine"])
        self.assertEqual(calendars[room]["reminders"]["own"]["reminders"], [25])
        self.assertEqual(calendars[other]["reminders"]["events"], [])
        self.assertEqual(len(calendars[other]["events"]), 1)
        self.assertEqual(calendars[other]["role"], "busy")
        for never in ("Top secret", secret, anna.token, anna.session["refresh_token"]):
            self.assertNotIn(never, json.dumps(everything))
        self.problem(self.trio.http().get("/api/v1/me/export"), 401)


    def test_cuts_nothing_off(self):
        """More events than one page of the service has."""
        user = self.trio.user(self.name())
        room = self.trio.calendar(user, self.name("Room "))
        many = [event(f"many-{number}", f"Event {number}") for number in range(2100)]
        series = event("series", "Every day", "RRULE:FREQ=DAILY")
        brought = user.post(f"/api/v1/calendars/{room}/import", body=calendar(*many, series), headers={"Content-Type": "text/calendar"})
        self.assertEqual(brought.json["new"], 2101, brought)
        exported = user.get("/api/v1/me/export").json["calendars"][0]["events"]
        names = [each["event_name"] for each in exported]
        self.assertEqual(sorted(names), sorted([f"Event {number}" for number in range(2100)] + ["Every day"]))
        self.assertEqual(len({each["id"] for each in exported}), 2101)


class Deletion(Base):
    def delete(self, user, password=PASSWORD):
        return user.request("DELETE", "/api/v1/me", {"password": password})

    def test_wrong_password(self):
        user = self.trio.user(self.name())
        self.problem(self.delete(user, "wrong password"), 403)
        self.problem(user.request("DELETE", "/api/v1/me", {}), 400)
        self.assertEqual(user.get("/api/v1/me").status, 200)

    def test_last_owner(self):
        anna, ben = self.trio.user(self.name("anna")), self.trio.user(self.name("ben"))
        room = self.name("Room")
        calendar = self.trio.calendar(anna, room)
        self.trio.join(ben, room)
        refused = self.delete(anna)
        self.problem(refused, 409)
        self.assertEqual(refused.json["calendars"], [{"id": calendar, "name": room}])
        self.assertEqual(anna.get("/api/v1/me").status, 200)
        self.assertEqual(anna.request("PATCH", f"/api/v1/calendars/{calendar}/members/{ben.session['user_id']}",
                                      {"role": "owner"}).status, 200)
        self.assertEqual(self.delete(anna).status, 204)
        self.assertEqual([m["username"] for m in ben.get(f"/api/v1/calendars/{calendar}/members").json["members"]], [ben.name])

    def test_nothing_is_left(self):
        anna, ben = self.trio.user(self.name("zora")), self.trio.user(self.name("ben"))
        room, diary = self.name("Room"), self.name("Diary")
        calendar = self.trio.calendar(ben, room)
        own = self.trio.calendar(anna, diary)
        self.trio.join(anna, room)
        made = anna.post("/calendar/create_event", draft(room, "Ours", participants=[
            {"user_id": user.session["user_id"], "name": user.name} for user in (anna, ben)]))
        self.assertEqual(made.status, 201, made)
        second = self.trio.login(anna.name)
        mine, theirs = self.trio.socket(second), self.trio.socket(ben)
        anna.post("/api/v1/me/app-passwords", {"name": "Phone"})
        self.assertEqual(self.delete(anna).status, 204)

        self.assertEqual(mine.wait_closed(), 4401)
        theirs.wait_event("left_calendar", user_id=anna.session["user_id"])
        changed = theirs.wait_event("updated_event", id=made.json["id"])
        self.assertEqual([p.get("user_id") for p in changed["data"]["participants"]], [ben.session["user_id"]])
        for user in (anna, second):
            self.problem(user.get("/api/v1/me"), 401)
        self.problem(self.trio.http().post("/user/login", {"username": anna.name, "password": PASSWORD}), 401)
        event = ben.get(f"/api/v1/calendars/{calendar}/events/{made.json['id']}").json
        self.assertEqual(event["created_by"], "Former member")
        self.assertNotIn(anna.name, json.dumps(event))
        self.assertNotIn(anna.name, json.dumps(ben.get(f"/api/v1/calendars/{calendar}/changes?since=0").json))
        self.problem(ben.get(f"/api/v1/calendars/{own}"), 404)
        left = self.trio.databases.query(
            f"SELECT COUNT(*) FROM participants WHERE user_id = '{anna.session['user_id']}'", "auth")
        self.assertEqual(left, [["0"]])

        again = self.trio.user(anna.name)  # the name is free
        self.assertNotEqual(again.session["user_id"], anna.session["user_id"])
        self.assertEqual(again.get("/api/v1/calendars").json["calendars"], [])


class Crash(Base):
    """A deletion that was begun is finished, whatever went in the middle."""

    def test_taken_up_at_the_start(self):
        anna, ben = self.trio.user(self.name("anna")), self.trio.user(self.name("ben"))
        room = self.name("Room")
        calendar = self.trio.calendar(ben, room)
        self.trio.join(anna, room)
        # As the auth service leaves it where the gateway goes after the first step.
        identity = anna.session["user_id"]
        self.trio.databases.query(f"INSERT INTO departures (user_id, begun_ms) VALUES ('{identity}', 1)", "auth")
        self.trio.restart()
        ben = self.trio.login(ben.name)

        def gone():
            members = ben.get(f"/api/v1/calendars/{calendar}/members").json["members"]
            count = self.trio.databases.query(f"SELECT COUNT(*) FROM users WHERE id = '{identity}'", "auth")
            return [m["username"] for m in members] == [ben.name] and count == [["0"]]

        self.trio.until(gone)
        self.trio.user(anna.name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
