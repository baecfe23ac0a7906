"""hearthd's start: from the command to its ports, on SQLite, and what it weighs then."""
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

import trio

STARTS = 5


def rss_mb(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the process has gone")


class Start:
    name = "start"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def run(self, number):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="hearth-bench-"))
        try:
            first, _ = self._start(folder)
            again = [self._start(folder) for _ in range(STARTS)]
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return {"first": first, "again": statistics.median(ms for ms, _ in again), "rss": statistics.median(mb for _, mb in again)}

    @staticmethod
    def _start(folder):
        """Milliseconds to the port file, which is written when the ports answer, and the memory a moment later."""
        ports = folder / "ports"
        ports.unlink(missing_ok=True)
        began = time.monotonic()
        process = subprocess.Popen([trio.BIN / "hearthd", "--data", str(folder), "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0",
                                    "--port-file", str(ports)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   env=trio.clean_environment())
        try:
            while not ports.exists():
                if process.poll() is not None or time.monotonic() - began > 20:
                    raise RuntimeError(f"hearthd did not start ({process.poll()})")
                time.sleep(0.001)
            taken = (time.monotonic() - began) * 1000
            time.sleep(0.3)
            return taken, rss_mb(process.pid)
        finally:
            process.terminate()
            process.wait()

    def rows(self, figures):
        return [("hearthd, SQLite, start to ready", f"{figures['again']:.0f} ms (first ever {figures['first']:.0f} ms)", "", "< 300 ms"),
                ("hearthd, memory (RSS) when ready", f"{figures['rss']:.0f} MB", "", "< 60 MB")]
