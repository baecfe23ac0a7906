"""CalDAV with the programs that people use: python3-caldav, vdirsyncer with khal on top of it, and litmus."""
import datetime
import os
import re
import subprocess
import unittest

import caldav

from dav import event
from test_caldav import CalDavBase
from trio import clean_environment

UTC = datetime.timezone.utc


def run(command, folder, code=0, stdin=None):
    """The output of a program that has only `folder` for its own."""
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": f"{folder}/config", "XDG_DATA_HOME": f"{folder}/data",
            "XDG_CACHE_HOME": f"{folder}/cache", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, errors="replace", timeout=120,
                          input=stdin, env={**clean_environment(), **home})
    assert code is None or done.returncode == code, (command, done.returncode, done.stdout, done.stderr)
    return done.stdout + done.stderr


class PythonCaldav(CalDavBase):
    def setUp(self):
        self.user, dav = self.dav_user()
        self.name_, self.path = self.room(self.user)
        self.dav = dav
        self.client = caldav.DAVClient(f"http://127.0.0.1:{self.trio.port}/dav/", username=dav.username, password=dav.password)

    def calendar(self):
        calendars = {c.name: c for c in self.client.principal().calendars()}
        return calendars[self.name_]

    def test_discovers_and_edits(self):
        calendar = self.calendar()
        made = calendar.save_event(event("py", "Picnic"))
        found = calendar.event_by_uid("py")
        self.assertEqual(str(found.vobject_instance.vevent.summary.value), "Picnic")
        found.vobject_instance.vevent.summary.value = "Barbecue"
        found.save()
        identifier = self.path.split("/")[-2]
        events = self.user.get(f"/api/v1/calendars/{identifier}/events").json["events"]
        self.assertEqual([e["event_name"] for e in events], ["Barbecue"])
        made.delete()
        self.assertEqual(calendar.events(), [])

    def test_searches(self):
        calendar = self.calendar()
        calendar.save_event(event("once", "Once"))
        calendar.save_event(event("daily", "Daily", start="20261201T080000Z", end="20261201T090000Z",
                                  more="RRULE:FREQ=DAILY;COUNT=5\r\n"))
        found = calendar.date_search(datetime.datetime(2026, 12, 4, tzinfo=UTC), datetime.datetime(2026, 12, 5, tzinfo=UTC),
                                     expand=False)
        self.assertEqual([e.vobject_instance.vevent.uid.value for e in found], ["daily"])
        self.assertEqual(len(calendar.events()), 2)

    def test_syncs(self):
        calendar = self.calendar()
        calendar.save_event(event("a"))
        objects = calendar.objects_by_sync_token(load_objects=True)
        self.assertEqual(len(list(objects)), 1)
        made = self.user.post("/calendar/create_event", {"calendar_name": self.name_, "event_name": "Zoo",
                              "event_start": "2026-12-12T10:00:00Z", "event_end": "2026-12-12T11:00:00Z"})
        self.assertEqual(made.status, 201)
        updated, deleted = objects.sync()
        self.assertEqual((len(list(updated)), len(list(deleted))), (1, 0))

    def test_makes_and_deletes_calendars(self):
        name = self.name("Python")
        made = self.client.principal().make_calendar(name=name)
        made.save_event(event("x"))
        self.assertIn(name, [c.name for c in self.client.principal().calendars()])
        made.delete()
        self.assertNotIn(name, [c.name for c in self.client.principal().calendars()])


class Vdirsyncer(CalDavBase):
    """A folder of files kept the same as a calendar, in both directions."""

    def setUp(self):
        self.user, self.dav = self.dav_user()
        self.name_, self.path = self.room(self.user)
        self.identifier = self.path.split("/")[-2]
        self.folder = self.trio.folder / self.user.name
        self.files = self.folder / "files" / self.identifier
        for each in (self.files, self.folder / "config" / "vdirsyncer", self.folder / "config" / "khal"):
            each.mkdir(parents=True)
        (self.folder / "config" / "vdirsyncer" / "config").write_text(f'''
[general]
status_path = "{self.folder}/status/"
[pair hearth]
a = "local"
b = "remote"
collections = ["{self.identifier}"]
conflict_resolution = "b wins"
[storage local]
type = "filesystem"
path = "{self.folder}/files/"
fileext = ".ics"
[storage remote]
type = "caldav"
url = "http://127.0.0.1:{self.trio.port}/"
username = "{self.dav.username}"
password = "{self.dav.password}"
''')
        run(["vdirsyncer", "discover"], self.folder, stdin="y\n" * 5)

    def sync(self):
        return run(["vdirsyncer", "sync"], self.folder)

    def events(self):
        answer = self.user.get(f"/api/v1/calendars/{self.identifier}/events")
        return sorted(e["event_name"] for e in answer.json["events"])

    def texts(self):
        return "".join(f.read_text() for f in self.files.glob("*.ics"))

    def test_both_ways(self):
        (self.files / "one.ics").write_text(event("one", "From the folder"))
        made = self.user.post("/calendar/create_event", {"calendar_name": self.name_, "event_name": "From the app",
                              "event_start": "2026-12-12T10:00:00Z", "event_end": "2026-12-12T11:00:00Z"})
        self.assertEqual(made.status, 201)
        self.sync()
        self.assertEqual(self.events(), ["From the app", "From the folder"])
        self.assertIn("SUMMARY:From the app", self.texts())
        for file in self.files.glob("*.ics"):
            if "From the app" in file.read_text():
                file.write_text(file.read_text().replace("From the app", "Changed in the folder"))
        self.sync()
        self.assertEqual(self.events(), ["Changed in the folder", "From the folder"])
        event_id = made.json["id"]
        changed = self.user.request("PATCH", f"/api/v1/calendars/{self.identifier}/events/{event_id}",
                                    body={"event_name": "Changed in the app"})
        self.assertEqual(changed.status, 200, changed)
        self.sync()
        self.assertIn("SUMMARY:Changed in the app", self.texts())
        (self.files / "one.ics").unlink()
        self.sync()
        self.assertEqual(self.events(), ["Changed in the app"])
        self.assertEqual(self.user.request("DELETE", f"/api/v1/calendars/{self.identifier}/events/{event_id}").status, 200)
        # The last of a collection: vdirsyncer asks to be told that it is meant.
        run(["vdirsyncer", "sync", "--force-delete"], self.folder)
        self.assertEqual(list(self.files.glob("*.ics")), [])

    def test_conflict(self):
        (self.files / "c.ics").write_text(event("c", "Before"))
        self.sync()
        (self.files / "c.ics").write_text(event("c", "Here"))
        href = next(iter(self.dav.propfind(self.path, "<D:getetag/>", "1").responses.keys() - {self.path}))
        self.assertEqual(self.dav.put(href, event("c", "There")).status, 204)
        self.sync()
        self.assertEqual(self.events(), ["There"])
        self.assertIn("SUMMARY:There", self.texts())
        self.assertNotIn("Here", self.texts())

    def test_khal_on_top(self):
        (self.folder / "config" / "khal" / "config").write_text(f'''
[calendars]
[[family]]
path = {self.files}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = UTC
default_timezone = UTC
[default]
default_calendar = family
''')
        run(["khal", "new", "-a", "family", "2026-12-20", "10:00", "11:00", "Made in khal"], self.folder)
        self.sync()
        self.assertEqual(self.events(), ["Made in khal"])
        made = self.user.post("/calendar/create_event", {"calendar_name": self.name_, "event_name": "Made in Hearth",
                              "event_start": "2026-12-20T12:00:00Z", "event_end": "2026-12-20T13:00:00Z"})
        self.assertEqual(made.status, 201)
        self.sync()
        listed = run(["khal", "list", "2026-12-20", "2026-12-21"], self.folder)
        self.assertIn("10:00-11:00 Made in khal", listed)
        self.assertIn("12:00-13:00 Made in Hearth", listed)


class Litmus(CalDavBase):
    """litmus tests WebDAV folders, which take any file and any property, and can be made anywhere. What there is none of in a
    calendar home is named here with the reason; everything else has to pass."""

    NO_FILES = "it puts a text file, and a calendar takes iCalendar only (valid-calendar-data)"
    NO_FOLDERS = "it makes a folder within a folder, and a calendar holds objects only (RFC 4791, 4.2)"
    NO_DEAD = "it sets dead properties, which are refused one by one (docs/adr/0006-caldav.md)"
    NO_MOVE = "it moves an object, which is no method of ours"
    DOES_NOT_APPLY = {
        "basic": {
            "put_get": NO_FILES, "put_get_utf8_segment": NO_FILES, "mkcol_over_plain": f"needs put_get's file: {NO_FILES}",
            "delete": f"needs put_get's file: {NO_FILES}", "delete_fragment": NO_FOLDERS, "mkcol": NO_FOLDERS,
            "mkcol_again": NO_FOLDERS, "delete_coll": NO_FOLDERS, "mkcol_with_body": NO_FOLDERS,
        },
        "http": {},
        "props": {
            "propset": NO_DEAD, "propget": NO_DEAD, "propdeletes": NO_DEAD, "propreplace": NO_DEAD, "propnullns": NO_DEAD,
            "prophighunicode": NO_DEAD, "propremoveset": NO_DEAD, "propsetremove": NO_DEAD, "propvalnspace": NO_DEAD,
            "propmanyns": NO_DEAD, "propmove": NO_MOVE,
        },
    }

    def suite(self, name):
        _, dav = self.dav_user()
        folder = self.trio.folder / f"litmus-{name}"
        (folder / "htdocs").mkdir(parents=True)
        # What litmus puts where it does not matter what: here something that a calendar takes.
        (folder / "htdocs" / "foo").write_text(event("litmus"))
        output = run([f"/usr/libexec/litmus/{name}", "--htdocs", f"{folder}/htdocs",
                      f"http://127.0.0.1:{self.trio.port}{dav.home()}", dav.username, dav.password], folder, code=None)
        # Every suite makes a calendar of this name, and names are everybody's.
        dav.request("DELETE", dav.home() + "litmus/")
        return output

    def check(self, name):
        output = self.suite(name).replace("\r", "\n")
        results = re.findall(r"^ *\d+\. (\w+)\.* (pass|FAIL|SKIPPED)", output, re.MULTILINE)
        failed = {test for test, result in results if result != "pass"}
        self.assertEqual(failed - set(self.DOES_NOT_APPLY[name]), set(), output)
        # Nothing has failed that the lines do not tell of, and the suite has come to its end.
        counted = re.search(r"of \d+ tests run: \d+ passed, (\d+) failed", output)
        self.assertEqual(int(counted.group(1)), sum(result == "FAIL" for _, result in results), output)
        self.assertIn(("finish", "pass"), results, output)

    def test_basic(self):
        self.check("basic")

    def test_http(self):
        self.check("http")

    def test_props(self):
        self.check("props")


if __name__ == "__main__":
    unittest.main(verbosity=2)
