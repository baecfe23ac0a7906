"""Starts the real hearthd, all in one or as three processes, on SQLite or PostgreSQL, and stops it again."""
import contextlib
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from client import PATIENCE, Http, Socket

BIN = pathlib.Path(os.environ["HEARTH_BIN"])
PASSWORD = "correct horse battery"


def require(variable):
    value = os.environ.get(variable)
    if value is None:
        sys.exit(f"{variable} is not set: run scripts/test, which starts what the tests need")
    return value


def clean_environment():
    """Without HEARTH_*: hearthd reads those as its settings and refuses what it doesn't know."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HEARTH_")}


def refuse_reports(name, log):
    """Fails where a program that was built with a sanitizer has found something."""
    if "Sanitizer: " in log or "runtime error: " in log:
        raise AssertionError(f"{name} has reports of a sanitizer:\n{log}")


class Databases:
    """Fresh databases of one engine: files in a folder, or two new ones on the test cluster."""

    def __init__(self, engine, folder):
        self.engine = engine
        self.names = []
        if engine == "sqlite":
            self.urls = {s: f"sqlite:{folder}/{s}.db" for s in ("auth", "calendar")}
            return
        server = require("HEARTH_TEST_POSTGRES")
        self.server = server
        self.urls = {}
        for service in ("auth", "calendar"):
            name = f"hearth_{service}_{os.getpid()}_{random.randrange(1 << 40):x}"
            self.query(f"CREATE DATABASE {name}")
            self.names.append(name)
            self.urls[service] = server.rsplit("/", 1)[0] + "/" + name

    def query(self, sql, service=None):
        """Rows as lists of text, asked past the services."""
        if self.engine == "sqlite":
            import sqlite3
            connection = sqlite3.connect(self.urls[service].removeprefix("sqlite:"), timeout=20)
            try:
                with connection:
                    return [[str(v) for v in row] for row in connection.execute(sql)]
            finally:
                connection.close()
        url = self.urls[service] if service else self.server
        out = subprocess.run(["psql", "-X", "-A", "-t", "-F", "\t", url, "-c", sql], check=True, capture_output=True, text=True)
        return [line.split("\t") for line in out.stdout.splitlines()]

    def drop(self):
        for name in self.names:
            self.query(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


class Process:
    """One hearthd: started, asked for its ports through its port file, stopped or killed."""

    def __init__(self, folder, name, arguments):
        self.folder, self.name, self.arguments = folder, name, arguments
        self.process = None

    def start(self, timeout=40):
        ports = self.folder / f"{self.name}.ports"
        ports.unlink(missing_ok=True)
        with open(self.folder / f"{self.name}.log", "ab") as log:
            self.process = subprocess.Popen([BIN / "hearthd", *self.arguments, "--port-file", str(ports)], stdout=log,
                                            stderr=log, stdin=subprocess.DEVNULL, env=clean_environment())
        deadline = time.monotonic() + timeout * PATIENCE
        while not ports.exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"{self.name} did not start ({self.process.poll()}):\n{self.text()}")
            time.sleep(0.01)
        self.ports = json.loads(ports.read_text())
        return self

    def kill(self):
        self.process.kill()
        self.process.wait()

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def resume(self):
        self.process.send_signal(signal.SIGCONT)

    def stop(self, timeout=40):
        """SIGTERM; the exit code."""
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.terminate()
        try:
            code = self.process.wait(timeout * PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.name} did not end on SIGTERM:\n{self.text()}")
        refuse_reports(self.name, self.text())
        return code

    def text(self):
        return (self.folder / f"{self.name}.log").read_text(errors="replace")


class Trio:
    """The three services in one of two layouts, 'one' process or 'three'."""

    def __init__(self, layout="one", engine="sqlite", settings=()):
        self.layout, self.engine = layout, engine
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hearth-system-"))
        self.databases = Databases(engine, self.folder)
        self.settings = ["limits.enabled=false", "argon2.memory=1MiB", "argon2.passes=1", *settings]
        self.processes = {}

    def _set(self):
        return [word for setting in self.settings for word in ("--set", setting)]

    def _make(self, name, *arguments):
        data = self.folder / f"data-{name}"
        data.mkdir(exist_ok=True)
        process = Process(self.folder, name, [*arguments, "--data", str(data), "--admin", "127.0.0.1:0", *self._set()])
        self.processes[name] = process
        return process

    def start(self):
        auth, calendar = self.databases.urls["auth"], self.databases.urls["calendar"]
        if self.layout == "one":
            self._make("all", "--listen", "127.0.0.1:0", "--auth-database", auth, "--calendar-database", calendar).start()
            self.gateway = self.processes["all"]
            return self
        off = ("--set", "rpc.tls=off")
        self._make("auth", "--role", "auth", "--rpc-listen", "127.0.0.1:0", "--auth-database", auth, *off).start()
        self.start_calendar()
        self.start_gateway()
        return self

    def start_calendar(self, auth_target=None):
        target = auth_target or f"127.0.0.1:{self.processes['auth'].ports['rpc']}"
        self._make("calendar", "--role", "calendar", "--rpc-listen", "127.0.0.1:0", "--calendar-database",
                   self.databases.urls["calendar"], "--auth-service", target, "--set", "rpc.tls=off").start()

    def start_gateway(self, calendar_target=None, name="gateway"):
        targets = {s: f"127.0.0.1:{self.processes[s].ports['rpc']}" for s in ("auth", "calendar")}
        self.gateway = self._make(name, "--role", "gateway", "--listen", "127.0.0.1:0", "--auth-service", targets["auth"],
                                  "--calendar-service", calendar_target or targets["calendar"], "--set", "rpc.tls=off").start()

    @property
    def port(self):
        return self.gateway.ports["http"]

    def restart(self):
        """Everything down cleanly and up again."""
        for name in list(self.processes)[::-1]:
            code = self.processes[name].stop()
            assert code == 0, (name, code, self.processes[name].text())
        self.processes = {}
        return self.start()

    def until(self, holds, timeout=30):
        """Asks again and again until `holds()`."""
        deadline = time.monotonic() + timeout
        while not holds():
            if time.monotonic() > deadline:
                raise AssertionError(f"{holds.__name__} never came true")
            time.sleep(0.05)

    def close(self):
        """Ends everything, whatever one of them has to complain of."""
        with contextlib.ExitStack() as ending:
            ending.callback(shutil.rmtree, self.folder, ignore_errors=True)
            ending.callback(self.databases.drop)
            for process in self.processes.values():
                if process.process is not None and process.process.poll() is None:
                    process.process.send_signal(signal.SIGCONT)
                ending.callback(process.stop)

    # What nearly every test begins with.

    def http(self, token=None):
        return Http(self.port, token)

    def user(self, name):
        """A registered user who is logged in: an Http with the token; .name and .session hold the rest."""
        answer = self.http().post("/user/register", {"username": name, "password": PASSWORD})
        assert answer.status == 201, answer
        return self.login(name)

    def login(self, name, password=PASSWORD):
        answer = self.http().post("/user/login", {"username": name, "password": password})
        assert answer.status == 200, answer
        user = self.http(answer.json["token"])
        user.name, user.session = name, answer.json
        return user

    def socket(self, user):
        live = Socket(self.port, user.token)
        live.hello = live.wait_event("connect")
        return live

    def calendar(self, user, name, password=""):
        answer = user.post("/calendar/create_calendar", {"calendar_name": name, "calendar_password": password})
        assert answer.status == 201, answer
        found = [c for c in user.get("/api/v1/calendars").json["calendars"] if c["name"] == name]
        return found[0]["id"]

    def join(self, user, name, password=""):
        answer = user.post("/api/v1/calendars/join", {"calendar_name": name, "calendar_password": password})
        assert answer.status == 200, answer


def draft(calendar, name="Dinner", start="2026-12-10T19:00:00Z", end="2026-12-10T21:00:00Z", **more):
    return {"calendar_name": calendar, "event_name": name, "event_start": start, "event_end": end, **more}
