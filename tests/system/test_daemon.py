"""hearthd as an administrator meets it: exit codes, messages, signals, settings."""
import json
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import unittest

from client import PATIENCE, Http
from trio import BIN, Process, clean_environment


class Daemon(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hearth-daemon-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.data = self.folder / "data"

    def run_once(self, *arguments, environment=None):
        return subprocess.run([BIN / "hearthd", *arguments], capture_output=True, text=True, timeout=60 * PATIENCE, stdin=subprocess.DEVNULL,
                              env={**clean_environment(), **(environment or {})})

    def start(self, name="one", *more):
        process = Process(self.folder, name, ["--data", str(self.data), "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", *more])
        self.addCleanup(process.stop)
        return process.start()

    def refused(self, code, *words, arguments, environment=None):
        run = self.run_once("--data", str(self.data), "--listen", "127.0.0.1:0", "--admin", "off", *arguments, environment=environment)
        self.assertEqual(run.returncode, code, run.stderr)
        for word in words:
            self.assertIn(word, run.stderr)

    def test_stops_cleanly(self):
        process = self.start()
        self.assertEqual(Http(process.ports["http"]).get("/user/status").status, 200)
        self.assertEqual(process.stop(), 0)

    def test_port_taken(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            self.refused(3, str(port), arguments=["--listen", f"127.0.0.1:{port}"])

    def test_folder_locked(self):
        self.start()
        self.refused(6, str(self.data), arguments=[])

    def test_database_unreachable(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            port = silent.getsockname()[1]
        self.refused(4, str(port), arguments=["--auth-database", f"postgresql://x:secretword@127.0.0.1:{port}/x"])

    def test_schema_newer(self):
        self.start().stop()
        with sqlite3.connect(self.data / "calendar.db") as connection:
            connection.execute("INSERT INTO schema_version SELECT 999, name, applied_ms FROM schema_version LIMIT 1"
                               if "name" in [r[1] for r in connection.execute("PRAGMA table_info(schema_version)")]
                               else "UPDATE schema_version SET version = 999")
        connection.close()
        self.refused(5, "999", arguments=[])

    def test_settings(self):
        self.refused(2, "no.such", arguments=["--set", "no.such=1"])
        self.refused(2, "limits.enabled", arguments=["--set", "limits.enabled=perhaps"])
        self.refused(2, "HEARTH_LIMITS_ENABLED", arguments=[], environment={"HEARTH_LIMITS_ENABLED": "perhaps"})
        file = self.folder / "hearth.conf"
        file.write_text("# a comment\nlimits.enabled = perhaps\n")
        self.refused(2, str(file), "2", arguments=["--config", str(file)])
        self.refused(2, "rpc.tls", arguments=["--role", "auth", "--rpc-listen", "0.0.0.0:0", "--set", "rpc.tls=off"])

    def test_print_config_hides_secrets(self):
        secret = self.folder / "secret"
        secret.write_text("postgresql://hearth:hiddenword@db.example/auth\n")
        run = self.run_once("--print-config", "--set", "limits.enabled=false",
                            environment={"HEARTH_AUTH_DATABASE_FILE": str(secret), "HEARTH_LOG_LEVEL": "warning"})
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertNotIn("hiddenword", run.stdout)
        self.assertIn("db.example", run.stdout)
        self.assertRegex(run.stdout, r"limits\.enabled\s*=\s*false.*--set limits.enabled")
        self.assertRegex(run.stdout, r"log\.level\s*=\s*warning.*HEARTH_LOG_LEVEL")

    def test_admin(self):
        process = self.start()
        admin = Http(process.ports["admin"])
        self.assertEqual(admin.get("/healthz").status, 200)
        self.assertEqual(admin.get("/readyz").status, 200)
        metrics = admin.get("/metrics")
        self.assertEqual(metrics.status, 200)
        self.assertIn(b"# TYPE", metrics.body)
        self.assertEqual(Http(process.ports["http"]).get("/metrics").status, 404)

    def test_logs_are_json_without_secrets_and_reopened(self):
        log = self.folder / "hearthd.json"
        process = self.start("one", "--set", f"log.file={log}", "--set", "log.format=json")
        http = Http(process.ports["http"])
        http.post("/user/register", {"username": "ana", "password": "passwordword"}, headers={"X-Request-Id": "find-me"})
        answer = http.post("/user/login", {"username": "ana", "password": "passwordword"})
        user = http.with_token(answer.json["token"])
        user.post("/calendar/create_calendar", {"calendar_name": "Calendartitle", "calendar_password": "calendarword"})
        user.post("/calendar/create_event", {"calendar_name": "Calendartitle", "event_name": "Eventtitle",
                                             "event_start": "2026-12-10T19:00:00Z", "event_end": "2026-12-10T20:00:00Z"})
        moved = self.folder / "old.json"
        log.rename(moved)
        process.process.send_signal(signal.SIGHUP)
        while not log.exists():
            self.assertIsNone(process.process.poll())
            http.get("/user/status")
        process.stop()
        text = moved.read_text() + log.read_text()
        for line in text.splitlines():
            json.loads(line)
        self.assertIn("find-me", text)
        for secret in ("passwordword", "calendarword", "Eventtitle", "Calendartitle", answer.json["token"], answer.json["refresh_token"]):
            self.assertNotIn(secret, text)

    def test_tls(self):
        import ssl
        process = self.start("one", "--listen", "https://127.0.0.1:0", "--set", "tls.self_signed=true")
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection(("127.0.0.1", process.ports["https"]), timeout=20) as plain:
            with context.wrap_socket(plain, server_hostname="localhost") as secure:
                secure.sendall(b"GET /user/status HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                self.assertTrue(secure.recv(100).startswith(b"HTTP/1.1 200"))
        key = next((self.data / "tls").glob("*key*"))
        self.assertEqual(key.stat().st_mode & 0o077, 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
