"""Backups, taken while people write, and what they are good for: the same engine, the other one, and nothing else."""
import contextlib
import json
import os
import pathlib
import shutil
import sqlite3
import stat
import subprocess
import tempfile
import threading
import unittest

import cbor
from client import PATIENCE
from trio import BIN, Databases, Process, Trio, clean_environment, draft

LAYOUT = os.environ.get("HEARTH_LAYOUT", "three")
ENGINES = ("sqlite", "postgresql")


class Writers:
    """People who make events with participants and delete some, until it ends: there is always a change under way."""

    def __init__(self, trio, users, calendar, count=4):
        self.trio, self.users, self.calendar = trio, users, calendar
        self.ending = threading.Event()
        self.failures = []
        self.made = 0
        self.threads = [threading.Thread(target=self.run, args=(number,)) for number in range(count)]
        for thread in self.threads:
            thread.start()

    def run(self, number):
        user = self.users[number % len(self.users)]
        try:
            while not self.ending.is_set():
                made = user.post("/calendar/create_event", draft("Family", f"of {number}", participants=["ben"]))
                assert made.status == 201, made
                self.made += 1
                if self.made % 3 == 0:
                    gone = user.request("DELETE", f"/api/v1/calendars/{self.calendar}/events/{made.json['id']}")
                    assert gone.status in (200, 204), gone
        except Exception as error:  # noqa: BLE001: handed on by end()
            self.failures.append(error)
            self.ending.set()

    def end(self):
        self.ending.set()
        for thread in self.threads:
            thread.join()
        if self.failures:
            raise self.failures[0]


class Backups(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hearth-backup-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def hearthd(self, word, name, urls, code=0):
        done = subprocess.run([BIN / "hearthd", word, self.folder / name, "--data", self.folder / "data", "--auth-database", urls["auth"],
                               "--calendar-database", urls["calendar"]], capture_output=True, text=True, env=clean_environment(), timeout=120 * PATIENCE)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stderr

    def empty(self, engine, name="target"):
        (self.folder / name).mkdir()
        databases = Databases(engine, self.folder / name)
        self.addCleanup(databases.drop)
        return databases

    def manifest(self, name):
        return json.loads((self.folder / name / "manifest.json").read_text())

    def tables(self, name, service):
        """Table -> its columns and its rows, in an order of ours: every value of every column."""
        tables = cbor.load((self.folder / name / f"{service}.cbor").read_bytes())
        return {table: (columns, sorted(rows, key=repr)) for table, columns, rows in tables}

    def start(self, engine, databases=None):
        trio = Trio(LAYOUT, engine, ("saga.recovery_interval=200ms",))
        if databases:
            trio.databases.drop()
            trio.databases = databases
        self.addCleanup(trio.close)
        return trio.start()

    def stop(self, trio):
        for process in list(trio.processes.values())[::-1]:
            self.assertEqual(process.stop(), 0)

    def test_under_load_into_the_other_engine(self):
        for source, target in (ENGINES, ENGINES[::-1], ("sqlite", "sqlite"), ("postgresql", "postgresql")):
            with self.subTest(source=source, target=target):
                self.setUp()
                self.round(source, target)

    def round(self, source, target):
        trio = self.start(source)
        ana, ben = trio.user("ana"), trio.user("ben")
        calendar = trio.calendar(ana, "Family", "a calendar's password")
        trio.join(ben, "Family", "a calendar's password")
        invite = ana.post(f"/api/v1/calendars/{calendar}/invites", {"role": "editor", "uses": 3}).json
        self.furnish(trio, ana, calendar)
        writers = Writers(trio, (ana, ben), calendar)
        trio.until(lambda: writers.made >= 8, 30 * PATIENCE)
        for number in range(3):
            before = writers.made
            self.hearthd("backup" if number else "export", f"backup-{number}", trio.databases.urls)
            trio.until(lambda: writers.made > before, 30 * PATIENCE)
        writers.end()
        self.stop(trio)

        databases = self.empty(target)
        self.hearthd("restore", "backup-2", databases.urls)
        rows = {name: self.manifest("backup-2")[name]["rows"] for name in ("auth", "calendar")}
        self.assertEqual(rows["auth"]["users"], 2)
        self.hearthd("backup", "again", databases.urls)
        again = self.manifest("again")
        for name in rows:
            self.assertEqual(again[name]["rows"], rows[name])
            self.assertEqual(self.tables("again", name), self.tables("backup-2", name))

        restored = self.start(target, databases)
        self.check_people(restored, ana, calendar, invite)
        self.check_events(restored, calendar)

    def furnish(self, trio, ana, calendar):
        """A row in as many tables as there are at hand: a series with reminders, a message, a poll, an app password."""
        made = [ana.post("/calendar/create_event", draft("Family", "Swimming", recurrence=["RRULE:FREQ=WEEKLY;COUNT=5"], reminders=[10])),
                ana.post("/api/v1/me/app-passwords", {"name": "phone"}),
                ana.post(f"/api/v1/calendars/{calendar}/messages", {"message": "\u00fc \U0001f3ca and 'quotes'; --"})]
        for answer in made:
            self.assertEqual(answer.status, 201, answer)

    def check_people(self, restored, ana, calendar, invite):
        """Passwords, sessions, invitations and the calendar's own password are as they were."""
        restored.login("ben")
        fresh = restored.http().post("/user/refresh", {"refresh_token": ana.session["refresh_token"]})
        self.assertEqual(fresh.status, 200, fresh)
        carol = restored.user("carol")
        refused = carol.post("/api/v1/calendars/join", {"calendar_name": "Family", "calendar_password": "another password"})
        self.assertEqual(refused.status, 403, refused)
        restored.join(carol, "Family", "a calendar's password")
        dora = restored.user("dora")
        self.assertEqual(dora.post(f"/api/v1/invites/{invite['code']}/accept").status, 200)
        self.assertEqual([c["id"] for c in dora.get("/api/v1/calendars").json["calendars"]], [calendar])

    def check_events(self, restored, calendar):
        """Every event has its records, every record its event, and the log of changes has no gap."""
        query = restored.databases.query
        restored.until(lambda: query("SELECT count(*) FROM sagas WHERE state < 2", "calendar") == [["0"]], 40 * PATIENCE)
        events = {row[0] for row in query("SELECT id FROM events WHERE state = 1", "calendar")}
        records = {row[0] for row in query("SELECT event_id FROM participants", "auth")}
        self.assertGreater(len(events), 4)
        self.assertEqual(events, records)
        ana = restored.login("ana")
        found = ana.get("/api/v1/search?q=of").json["hits"]
        self.assertGreater(len(found), 0, "the search finds what was restored")
        seqs = [int(row[0]) for row in query("SELECT seq FROM changes ORDER BY seq", "calendar")]
        self.assertEqual(seqs, list(range(1, len(seqs) + 1)))
        self.assertEqual(query("SELECT seq FROM calendars", "calendar"), [[str(seqs[-1])]])

    def test_waits_for_what_is_under_way(self):
        """Somebody is writing a saga: the backup begins after it, with what the auth service has got meanwhile."""
        row = "'01900000-0000-7000-8000-00000000000%d'"
        for engine in ENGINES:
            with self.subTest(engine=engine):
                self.setUp()
                trio = self.start(engine)
                self.stop(trio)
                with self.writing(trio.databases) as finish:
                    backup = subprocess.Popen([BIN / "hearthd", "backup", self.folder / "backup", "--auth-database", trio.databases.urls["auth"],
                                               "--calendar-database", trio.databases.urls["calendar"]], env=clean_environment())
                    self.addCleanup(backup.wait)
                    trio.until((self.folder / "backup.partial").exists)
                    with self.assertRaises(subprocess.TimeoutExpired):
                        backup.wait(1)
                    self.change(trio.databases, f"INSERT INTO revocations VALUES ({row % 1}, {row % 2}, 1, 2)")
                    finish(f"INSERT INTO personal_numbers VALUES ({row % 3}, 7)")
                self.assertEqual(backup.wait(60 * PATIENCE), 0)
                self.assertEqual(self.manifest("backup")["calendar"]["rows"]["personal_numbers"], 1)
                self.assertEqual(self.manifest("backup")["auth"]["rows"]["revocations"], 1)

    @contextlib.contextmanager
    def writing(self, databases):
        """A transaction on the calendar's database that has begun to write; what is yielded writes a statement more and commits."""
        if databases.engine == "sqlite":
            connection = sqlite3.connect(databases.urls["calendar"].removeprefix("sqlite:"), isolation_level=None)
            with contextlib.closing(connection):
                connection.execute("BEGIN IMMEDIATE")
                yield lambda sql: (connection.execute(sql), connection.execute("COMMIT"))
            return
        psql = subprocess.Popen(["psql", "-XqAt", databases.urls["calendar"]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        with psql:
            psql.stdin.write("BEGIN; LOCK TABLE sagas IN ROW EXCLUSIVE MODE;\n\\echo held\n")
            self.assertEqual(psql.stdout.readline(), "held\n")
            yield lambda sql: psql.stdin.write(f"{sql}; COMMIT;\n")
            psql.stdin.close()

    def change(self, databases, sql):
        if databases.engine == "sqlite":
            databases.query(sql, "auth")
        else:
            subprocess.run(["psql", "-Xq", databases.urls["auth"], "-c", sql], check=True)

    def test_refusals(self):
        source = self.empty("sqlite", "source")
        self.assertIn("There is no database", self.hearthd("backup", "backup", source.urls, 4))
        trio = self.start("sqlite")
        trio.user("ana")
        self.hearthd("backup", "backup", trio.databases.urls)
        made = self.folder / "backup"
        self.assertEqual({path.name for path in made.iterdir()}, {"manifest.json", "auth.cbor", "calendar.cbor"})
        self.assertEqual(stat.S_IMODE(made.stat().st_mode), 0o700)
        for path in made.iterdir():
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600, path)
        self.assertIn("is there already", self.hearthd("backup", "backup", trio.databases.urls, 7))
        self.assertIn("is not empty", self.hearthd("restore", "backup", trio.databases.urls, 7))
        self.assertIn("no manifest.json", self.hearthd("restore", "nowhere", self.empty("sqlite", "a").urls, 7))

        # One byte of a dump that is another: nothing is taken of it.
        whole = (made / "auth.cbor").read_bytes()
        (made / "auth.cbor").write_bytes(whole[:100] + bytes([whole[100] ^ 1]) + whole[101:])
        target = self.empty("sqlite", "b")
        self.assertIn("damaged", self.hearthd("restore", "backup", target.urls, 7))
        self.assertFalse(pathlib.Path(target.urls["auth"].removeprefix("sqlite:")).exists())
        (made / "auth.cbor").write_bytes(whole)
        as_made = (made / "manifest.json").read_text()
        for later, code, advice in ((1, 5, "Restore it with Hearth"), (-1, 7, "then upgrade")):
            manifest = json.loads(as_made)
            manifest["calendar"]["schema"] += later
            (made / "manifest.json").write_text(json.dumps(manifest))
            self.assertIn(advice, self.hearthd("restore", "backup", target.urls, code))
            self.assertEqual(target.query("SELECT count(*) FROM users", "auth"), [["0"]], "both or none")

    def test_an_older_database_with_rows_stays_as_it_is(self):
        trio = self.start("sqlite")
        trio.user("ana")
        self.hearthd("backup", "backup", trio.databases.urls)
        target = self.empty("sqlite")
        path = target.urls["auth"].removeprefix("sqlite:")
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.executescript("CREATE TABLE schema_version (version BIGINT PRIMARY KEY, name TEXT, applied_ms BIGINT);"
                                     "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine');")
        self.assertIn("is not empty", self.hearthd("restore", "backup", target.urls, 7))
        with contextlib.closing(sqlite3.connect(path)) as connection:
            tables = {name for name, in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        self.assertEqual(tables, {"schema_version", "notes"})
        self.assertFalse(pathlib.Path(target.urls["calendar"].removeprefix("sqlite:")).exists())

    def test_databases_are_named(self):
        for word in ("backup", "restore"):
            done = subprocess.run([BIN / "hearthd", word, self.folder / "backup"], capture_output=True, text=True, env=clean_environment())
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("--data", done.stderr)

    def test_all_blocks_of_a_large_table(self):
        trio = self.start("postgresql")
        self.stop(trio)
        self.change(trio.databases, "INSERT INTO revocations SELECT gen_random_uuid(), gen_random_uuid(), n, n FROM generate_series(1, 20000) n; "
                                    "DELETE FROM revocations WHERE ended_ms % 3 = 0")
        blocks = trio.databases.query("SELECT pg_relation_size('revocations') / current_setting('block_size')::int", "auth")
        self.assertGreater(int(blocks[0][0]), 130)
        self.hearthd("backup", "backup", trio.databases.urls)
        self.assertEqual(self.manifest("backup")["auth"]["rows"]["revocations"], 13334)
        rows = self.tables("backup", "auth")["revocations"][1]
        self.assertEqual(len({row[0] for row in rows}), 13334)

    def test_restore_beside_a_running_host(self):
        """The folder of databases that a hearthd has is left alone."""
        trio = self.start("sqlite")
        trio.user("ana")
        self.hearthd("backup", "backup", trio.databases.urls)
        process = Process(self.folder, "one", ["--data", str(self.folder / "data"), "--listen", "127.0.0.1:0", "--admin", "off"])
        self.addCleanup(process.stop)
        process.start()
        done = subprocess.run([BIN / "hearthd", "restore", self.folder / "backup", "--data", self.folder / "data"], capture_output=True, text=True,
                              env=clean_environment())
        self.assertEqual(done.returncode, 6, done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
