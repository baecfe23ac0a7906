"""A hearthd to measure, and who lives on it."""
import os
import pathlib
import shutil
import tempfile

import trio
from client import Http

TOOLS = pathlib.Path(os.environ["HEARTH_BENCH_TOOLS"])
SECONDS = int(os.environ.get("HEARTH_BENCH_SECONDS", "5"))
PASSWORD = "correct horse battery"
CHEAP_HASHES = ("argon2.memory=1MiB", "argon2.passes=1")


class Server:
    """hearthd as it comes, all in one, with Redis, without the rate limits. Databases live as long as this does."""

    def __init__(self, settings=(), engine="postgresql"):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hearth-bench-"))
        self.databases = trio.Databases(engine, self.folder)
        words = [word for setting in ("limits.enabled=false", *settings) for word in ("--set", setting)]
        self.process = trio.Process(self.folder, "hearthd", [
            "--data", str(self.folder), "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--redis", os.environ["HEARTH_TEST_REDIS"],
            "--auth-database", self.databases.urls["auth"], "--calendar-database", self.databases.urls["calendar"], *words])

    def start(self):
        self.process.start()
        return self

    def restart(self):
        self.process.stop()
        return self.start()

    def close(self):
        try:
            self.process.stop()
        finally:
            self.databases.drop()
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def port(self):
        return self.process.ports["http"]

    @property
    def pid(self):
        return self.process.process.pid

    def url(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    def post(self, path, body, token=None):
        """The answer's JSON; anything but success raises."""
        answer = Http(self.port, token).post(path, body)
        if answer.status not in (200, 201):
            raise RuntimeError(f"{path}: {answer}")
        return answer.json

    def user(self, name):
        """Registers; the token."""
        self.post("/user/register", {"username": name, "password": PASSWORD})
        return self.post("/user/login", {"username": name, "password": PASSWORD})["token"]

    def calendar(self, token, name):
        self.post("/calendar/create_calendar", {"calendar_name": name, "calendar_password": ""}, token)


class Part:
    """Something to measure: entered once, run a few times."""
    name = ""
    settings = ()

    def __enter__(self):
        self.server = Server(self.settings).start()
        try:
            self.prepare()
        except BaseException:
            self.server.close()
            raise
        return self

    def __exit__(self, *_):
        self.server.close()

    def prepare(self):
        pass

    def run(self, number):
        """Figures by name."""
        raise NotImplementedError

    def rows(self, figures):
        raise NotImplementedError
