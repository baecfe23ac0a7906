"""Every expression of every dashboard and alert, asked of a real Prometheus that scrapes three loaded processes on PostgreSQL with
a replica and Redis; and every alert, made to fire by promtool on made-up numbers."""
import json
import re
import subprocess
import threading
import time
import unittest

import yaml

from client import PATIENCE, Http
from prometheus import DEPLOY, Prometheus, free_port
from replica import Replica
from trio import Trio, draft, require

COMPARISON = re.compile(r"(.*\S)\s*(==|!=|<=|>=|<|>)\s*[0-9.]+$", re.DOTALL)


def dashboards():
    return {path.name: json.loads(path.read_text()) for path in sorted((DEPLOY / "grafana/dashboards").glob("*.json"))}


def alerts():
    rules = yaml.safe_load((DEPLOY / "prometheus/hearth.rules.yml").read_text())
    return [rule for group in rules["groups"] for rule in group["rules"]]


def expressions():
    """(where, expression) of all of them; of an alert what stands before its comparison, since a healthy Hearth fires none."""
    for name, board in dashboards().items():
        for panel in board["panels"]:
            for target in panel["targets"]:
                yield f"{name}: {panel['title']}", target["expr"].replace("$__rate_interval", "10s")
    for rule in alerts():
        yield rule["alert"], COMPARISON.fullmatch(rule["expr"]).group(1).replace("offset 10m", "offset 2s")


class Load:
    """People who keep asking, until it ends: what they do reaches every metric that a dashboard shows."""

    def __init__(self, trio):
        self.trio = trio
        self.ending = threading.Event()
        self.failures = []
        self.ana, self.ben = trio.user("ana"), trio.user("ben")
        self.calendar = trio.calendar(self.ana, "Family")
        trio.join(self.ben, "Family")
        self.socket = trio.socket(self.ben)
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        number = 0
        try:
            while not self.ending.wait(0.05):
                number += 1
                made = self.ana.post("/calendar/create_event", draft("Family", f"Dinner {number}", participants=["ben"]))
                assert made.status == 201, made
                self.socket.wait_event("created_event")
                self.trio.login("ana")
                for _ in range(2):
                    assert self.ben.get("/calendar/get_events").status == 200
                assert Http(self.trio.port).get("/nowhere").status == 404
        except Exception as error:  # noqa: BLE001: handed on by close()
            self.failures.append(error)

    def close(self):
        self.ending.set()
        self.thread.join()
        self.socket.close()
        if self.failures:
            raise self.failures[0]


class Monitoring(unittest.TestCase):
    def test_every_expression_yields(self):
        redis = require("HEARTH_TEST_REDIS")
        replica = Replica(require("HEARTH_TEST_POSTGRES"))
        self.addCleanup(replica.close)
        replica.start(free_port())
        trio = Trio("three", "postgresql", (f"redis={redis}/9",))
        self.addCleanup(trio.close)
        trio.start()
        load = Load(trio)
        self.addCleanup(load.close)
        prometheus = Prometheus({name: [f"127.0.0.1:{process.ports['admin']}"] for name, process in trio.processes.items()})
        self.addCleanup(prometheus.close)
        prometheus.start()

        missing = list(expressions())
        self.assertGreater(len(missing), 80)
        deadline = time.monotonic() + 40 * PATIENCE
        while missing and time.monotonic() < deadline and not load.failures:
            missing = [each for each in missing if not prometheus.values(each[1])]
            time.sleep(0.5)
        self.assertEqual(missing, [], "these yield nothing")
        self.assertEqual(prometheus.values("max(hearth_db_replicas)"), [1])
        self.assertEqual(prometheus.get("/api/v1/alerts")["alerts"], [], "a healthy Hearth fires nothing")
        self.check_names(prometheus)

    def check_names(self, prometheus):
        """Prometheus' conventions, and labels that stay few."""
        for name, about in prometheus.get("/api/v1/metadata").items():
            if not name.startswith("hearth_"):
                continue
            kind = about[0]["type"]
            self.assertEqual(kind == "counter", name.endswith("_total"), (name, kind))
            self.assertTrue(about[0]["help"], name)
            if kind == "histogram":
                self.assertRegex(name, "_(seconds|bytes)$")
        for series in prometheus.get("/api/v1/series", **{"match[]": '{__name__=~"hearth_.*"}'}):
            known = {"__name__", "instance", "job", "le", "route", "method", "status", "service", "code", "database", "kind", "outcome",
                     "reason", "cache", "result", "version", "qt", "role"}
            self.assertLessEqual(set(series), known, series)


class Files(unittest.TestCase):
    def test_an_expression_that_yields_nothing_is_seen(self):
        """The test itself: a name that nobody has must not pass."""
        prometheus = Prometheus({job: ["127.0.0.1:1"] for job in ("gateway", "auth", "calendar")})
        self.addCleanup(prometheus.close)
        prometheus.start()
        self.assertEqual(prometheus.values("hearth_http_request_total"), [])
        self.assertEqual(prometheus.values("0 / vector(0)"), [], "NaN is nothing")
        self.assertEqual(prometheus.values("vector(0)"), [0])

    def test_dashboards(self):
        boards = dashboards()
        wanted = ["auth", "calendar", "database", "gateway", "overview", "saga"]
        self.assertEqual(list(boards), [f"hearth-{name}.json" for name in wanted])
        source = yaml.safe_load((DEPLOY / "grafana/provisioning/datasources/prometheus.yaml").read_text())["datasources"][0]
        for name, board in boards.items():
            self.assertEqual(f"{board['uid']}.json", name)
            for panel in board["panels"]:
                self.assertEqual(panel["datasource"], {"type": source["type"], "uid": source["uid"]}, panel["title"])
                self.assertTrue(panel["targets"], panel["title"])

    def test_alerts_lead_to_the_runbook(self):
        pages = (DEPLOY.parent / "docs/operations.md").read_text()
        anchors = {re.sub(r"[^a-z0-9 -]", "", line.lstrip("# ").lower()).strip().replace(" ", "-")
                   for line in pages.splitlines() if line.startswith("#")}
        for rule in alerts():
            file, _, anchor = rule["annotations"]["runbook"].partition("#")
            self.assertEqual(file, "docs/operations.md")
            self.assertIn(anchor, anchors, rule["alert"])

    def test_every_alert_fires(self):
        """By promtool, on the series of alerts.test.yml."""
        tests = DEPLOY / "prometheus/alerts.test.yml"
        test = yaml.safe_load(tests.read_text())["tests"][0]  # the second is of a Hearth that is well
        fired = {re.search('"(.*)"', sample["labels"]).group(1) for sample in test["promql_expr_test"][0]["exp_samples"]}
        self.assertEqual(fired, {rule["alert"] for rule in alerts()})
        run = subprocess.run(["promtool", "test", "rules", tests], capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
