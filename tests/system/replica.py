"""A streaming replica of the test cluster, in a folder of its own: pg_basebackup, then postgres."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import urllib.parse

from client import PATIENCE


class Replica:
    def __init__(self, url):
        self.primary = urllib.parse.urlsplit(url)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hearth-replica-"))
        self.bin = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
        # PostgreSQL refuses to run as root.
        self.user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        if self.user:
            shutil.chown(self.folder, "postgres")

    def start(self, port):
        data = self.folder / "data"
        self.run("pg_basebackup", "-D", data, "-R", "-c", "fast", "--no-sync", "-h", self.primary.hostname, "-p", str(self.primary.port),
                 "-U", self.primary.username)
        self.run("pg_ctl", "-D", data, "-w", "-t", str(int(30 * PATIENCE)), "-l", self.folder / "log", "-o",
                 f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off -c max_connections=300", "start")
        return self

    def run(self, program, *arguments):
        done = subprocess.run([*self.user, self.bin / program, *arguments], cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            log = self.folder / "log"
            raise AssertionError(f"{program}: {done.stderr}{log.read_text() if log.exists() else ''}")

    def close(self):
        if (self.folder / "data" / "postmaster.pid").exists():
            self.run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)
