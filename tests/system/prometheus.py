"""A real Prometheus in a folder of its own, with the deployment's settings and the test's targets."""
import json
import math
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

import yaml

from client import PATIENCE

DEPLOY = pathlib.Path(__file__).resolve().parents[2] / "deploy"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Prometheus:
    def __init__(self, targets):
        """`targets`: job name -> addresses. Every job of the deployment has to have some, and no other may."""
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hearth-prometheus-"))
        settings = yaml.safe_load((DEPLOY / "prometheus/prometheus.yml").read_text())
        settings["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
        assert {job["job_name"] for job in settings["scrape_configs"]} == set(targets), settings["scrape_configs"]
        settings["scrape_configs"] = [{"job_name": job, "static_configs": [{"targets": at}]} for job, at in targets.items()]
        (self.folder / "prometheus.yml").write_text(yaml.safe_dump(settings))
        for name in settings["rule_files"]:
            shutil.copy(DEPLOY / "prometheus" / name, self.folder)
        self.process = None

    def start(self):
        self.port = free_port()
        self.log = open(self.folder / "log", "wb")
        self.process = subprocess.Popen(
            ["prometheus", f"--config.file={self.folder}/prometheus.yml", f"--storage.tsdb.path={self.folder}/data",
             f"--web.listen-address=127.0.0.1:{self.port}"], stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + 30 * PATIENCE
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError((self.folder / "log").read_text())
            time.sleep(0.05)
        return self

    def is_ready(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/-/ready", timeout=5):
                return True
        except OSError:
            return False

    def get(self, path, **query):
        url = f"http://127.0.0.1:{self.port}{path}?{urllib.parse.urlencode(query)}"
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{query}: {json.load(error)['error']}") from None

    def values(self, expression):
        """What the expression gives now: no series, or only NaN, is nothing."""
        data = self.get("/api/v1/query", query=expression)
        numbers = [float(sample["value"][1]) for sample in data["result"]]
        return [number for number in numbers if not math.isnan(number)]

    def close(self):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(10 * PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
