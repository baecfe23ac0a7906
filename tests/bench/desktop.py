"""The app's start with a full replica, without a display and without its server."""
import os
import pathlib
import re
import select
import shutil
import statistics
import subprocess
import tempfile
import time

import trio
from server import TOOLS
from startup import STARTS, rss_mb

EVENTS = 10_000
REPORTED = {"window": r"first picture after (\d+) ms", "events": r"events painted after (\d+) ms"}


class Window:
    name = "window"

    def __enter__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hearth-bench-"))
        subprocess.run([TOOLS / "bench_replica", str(self.folder), str(EVENTS)], check=True)
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, number):
        starts = [self._start() for _ in range(STARTS)]
        return {key: statistics.median(start[key] for start in starts) for key in starts[0]}

    def _start(self):
        environment = trio.clean_environment() | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(self.folder)}
        began = time.monotonic()
        process = subprocess.Popen([trio.BIN / "hearth", "--data", str(self.folder), "--secrets-in-file", "--report-start"],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
        try:
            said = self._read(process, began)
            figures = {key: float(re.search(pattern, said).group(1)) for key, pattern in REPORTED.items()}
            figures["command"] = (time.monotonic() - began) * 1000
            time.sleep(1)
            return figures | {"rss": rss_mb(process.pid)}
        finally:
            process.kill()
            process.wait()
            process.stdout.close()

    @staticmethod
    def _read(process, began):
        """What it prints, until it has printed all."""
        said = ""
        while not all(re.search(pattern, said) for pattern in REPORTED.values()):
            ready, _, _ = select.select([process.stdout], [], [], max(0, began + 20 - time.monotonic()))
            data = os.read(process.stdout.fileno(), 4096) if ready else b""
            if not data:
                raise RuntimeError(f"hearth did not report its start: {said.strip() or 'no word'}")
            said += data.decode()
        return said

    def rows(self, figures):
        return [(f"app, {EVENTS:,} events in the replica, events painted",
                 f"{figures['events']:.0f} ms (first picture {figures['window']:.0f} ms; from the command {figures['command']:.0f} ms)", "",
                 "< 500 ms"),
                ("app, memory (RSS)", f"{figures['rss']:.0f} MB", "", "")]
