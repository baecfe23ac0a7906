"""What deploy/ holds, as far as it goes without containers: the compose file's every reference, and each step of the image and each
entry point by its script."""
import os
import pathlib
import re
import shutil
import stat
import subprocess
import unittest

import yaml

from deployment import DEPLOY, ROOT, SCRIPTS, TREE, Folder, poll, run
from prometheus import free_port
from trio import BIN, Process, clean_environment

IMAGE_COMMANDS = {  # what a health check may call in the images that are not ours
    "postgres:15-bookworm": {"pg_isready"},
    "redis:7.0-bookworm": {"redis-cli"},
    "prom/prometheus:v2.42.0": {"wget"},
    "grafana/grafana-oss:10.4.3": {"wget"},
}


class Compose(Folder):
    @classmethod
    def setUpClass(cls):
        cls.compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
        cls.services = cls.compose["services"]

    def test_all_parts_are_there(self):
        replicas = {name: service.get("deploy", {}).get("replicas", 1) for name, service in self.services.items()}
        self.assertEqual(replicas, {"gateway": 1, "auth": 2, "calendar": 3, "auth-db": 1, "auth-db-replica": 1, "calendar-db": 1,
                                    "calendar-db-replica": 1, "redis": 1, "prometheus": 1, "grafana": 1, "backup": 1})
        for name, service in self.services.items():
            self.assertLessEqual(set(service), {"image", "build", "restart", "stop_grace_period", "init", "read_only", "tmpfs", "cap_drop",
                                                "security_opt", "healthcheck", "shm_size", "user", "deploy", "command", "entrypoint",
                                                "environment", "secrets", "networks", "volumes", "ports", "depends_on", "profiles"}, name)
            self.assertIn("memory", service["deploy"]["resources"]["limits"], name)
            self.assertEqual(service["restart"], "no" if name == "backup" else "unless-stopped", name)
            self.assertEqual(service.get("profiles"), ["backup"] if name == "backup" else None, name)
            self.assertNotIn("container_name", service, "can't be scaled")

    def test_references(self):
        used = {"networks": set(), "volumes": set(), "secrets": set()}
        for name, service in self.services.items():
            used["networks"] |= set(service["networks"])
            used["secrets"] |= set(service.get("secrets", ()))
            for volume in service.get("volumes", ()):
                source = volume.split(":")[0]
                if source.startswith("."):
                    self.assertTrue((DEPLOY / source).exists(), source)
                elif not source.startswith("/"):
                    used["volumes"].add(source)
            for other, how in service.get("depends_on", {}).items():
                self.assertEqual(how, {"condition": "service_healthy"})
                self.assertIn("healthcheck", self.services[other], f"{name} waits for {other}")
            if "build" in service:
                context = (DEPLOY / service["build"]["context"]).resolve()
                self.assertEqual(context, ROOT)
                self.assertTrue((context / service["build"]["dockerfile"]).is_file())
        for kind, names in used.items():
            self.assertEqual(names, set(self.compose[kind]), kind)

    def test_secrets_are_made_and_mounted_where_they_are_read(self):
        run(SCRIPTS / "make-secrets", self.folder / "secrets")
        for name, secret in self.compose["secrets"].items():
            self.assertEqual(secret["file"], f"secrets/{name}")
            self.assertTrue((self.folder / secret["file"]).read_text().strip(), name)
        for name, service in self.services.items():
            text = str(service.get("environment", "")) + str(service.get("entrypoint", ""))
            self.assertEqual(set(re.findall(r"/run/secrets/([\w.]+)", text)), set(service.get("secrets", ())), name)

    def test_secrets_stay(self):
        folder = self.folder / "secrets"
        run(SCRIPTS / "make-secrets", folder)
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        run(SCRIPTS / "make-secrets", folder)
        self.assertEqual({path.name: path.read_bytes() for path in folder.iterdir()}, before)
        self.assertEqual(stat.S_IMODE(folder.stat().st_mode), 0o700)
        self.assertIn("/deploy/secrets/", (ROOT / ".gitignore").read_text().splitlines())
        for service in ("gateway", "auth", "calendar"):
            run("openssl", "verify", "-CAfile", folder / "rpc_ca.crt", "-verify_hostname", service, folder / f"rpc_{service}.crt")

    def test_only_the_gateway_is_exposed(self):
        """And that on this machine only: it speaks no TLS as it comes."""
        ports = {name: service["ports"] for name, service in self.services.items() if "ports" in service}
        self.assertEqual(ports, {"gateway": ["127.0.0.1:8080:8080"]})
        outside = {name for name, network in self.compose["networks"].items() if not network.get("internal")}
        self.assertEqual({name for name, service in self.services.items() if outside & set(service["networks"])}, {"gateway", "calendar"})
        for database in ("auth", "calendar"):
            inside = {name for name, service in self.services.items() if f"{database}-data" in service["networks"]}
            self.assertEqual(inside, {database, f"{database}-db", f"{database}-db-replica", "backup"})

    def test_overlay_of_grafana(self):
        overlay = yaml.safe_load((DEPLOY / "compose.grafana.yaml").read_text())
        networks = set(self.compose["networks"]) | set(overlay["networks"])
        for name, service in overlay["services"].items():
            self.assertIn(name, self.services)
            self.assertLessEqual(set(service["networks"]), networks)
            for port in service["ports"]:
                self.assertTrue(port.startswith("127.0.0.1:"), port)

    def test_settings_are_real(self):
        printed = run(BIN / "hearthd", "--print-config", env=clean_environment())
        known = {"HEARTH_" + key.upper().replace(".", "_") for key in re.findall(r"^(?:#\s*)?([a-z_.0-9]+) =", printed, re.M)}
        self.assertGreater(len(known), 50, printed)
        dockerfile = re.findall(r"(HEARTH_\w+)=", (DEPLOY / "Dockerfile").read_text())
        self.assertEqual(len(dockerfile), 3)
        for variable in dockerfile:
            self.assertIn(variable, known)
        run(SCRIPTS / "make-secrets", self.folder / "secrets")
        for name in ("gateway", "auth", "calendar"):
            service = self.services[name]
            for variable in service["environment"]:
                self.assertIn(variable.removesuffix("_FILE"), known)
            # hearthd itself takes command and variables as they are.
            variables = {key: value.replace("/run/secrets", str(self.folder / "secrets")) for key, value in service["environment"].items()}
            done = subprocess.run([BIN / "hearthd", *service["command"], "--print-config"], env={**clean_environment(), **variables},
                                  capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stderr), (0, ""), done.stderr)
            self.assertIn(f"role = {name}", done.stdout)

    def test_backup(self):
        """Has the databases of the two services, and a folder that the image's user may write."""
        backup = self.services["backup"]
        self.assertEqual(backup["environment"], {key: value for name in ("auth", "calendar")
                                                 for key, value in self.services[name]["environment"].items() if "DATABASE" in key})
        word, folder = backup["command"]
        self.assertEqual(word, "backup")
        outside, inside = backup["volumes"][0].split(":")
        self.assertEqual(str(pathlib.Path(folder).parent), inside)
        user = re.search(r"--uid (\d+)", (SCRIPTS / "image-runtime").read_text()).group(1)
        self.assertIn(f"install -d -m 700 -o {user} {outside}\n", (ROOT / "docs/operations.md").read_text())

    def test_names_that_services_call(self):
        """Host names in settings and secrets are services that share a network with whoever calls them."""
        run(SCRIPTS / "make-secrets", self.folder / "secrets")
        for name in ("gateway", "auth", "calendar", "backup"):
            service = self.services[name]
            texts = [value for value in service["environment"].values() if value.startswith("dns:///")]
            texts += [(self.folder / f"secrets/{secret}").read_text() for secret in service["secrets"] if "." not in secret]
            hosts = {host for text in texts for host in re.findall(r"(?:///|@|,)([a-z-]+):\d+", text)}
            self.assertGreaterEqual(len(hosts), 2 if name != "auth" else 1, texts)
            for host in hosts:
                self.assertTrue(set(service["networks"]) & set(self.services[host]["networks"]), f"{name} -> {host}")
        for job in yaml.safe_load((DEPLOY / "prometheus/prometheus.yml").read_text())["scrape_configs"]:
            for config in job["dns_sd_configs"]:
                for host in config["names"]:
                    self.assertTrue(set(self.services["prometheus"]["networks"]) & set(self.services[host]["networks"]))

    def test_health_checks(self):
        dockerfile = (DEPLOY / "Dockerfile").read_text()
        for name, service in self.services.items():
            if service["healthcheck"].get("disable"):
                self.assertEqual(name, "backup")
                continue
            how, *words = service["healthcheck"]["test"]
            command = re.search(r"(redis-cli)", words[0]).group(1) if how == "CMD-SHELL" else words[0]
            if service["image"] == "hearthd":
                self.assertIn(f"COPY deploy/scripts/healthcheck {command}\n", dockerfile)
            else:
                self.assertIn(command, IMAGE_COMMANDS[service["image"]], name)


class Image(Folder):
    def test_dockerfile(self):
        """Its steps are scripts that exist, and what it copies is there."""
        ignored = (DEPLOY / "Dockerfile.dockerignore").read_text().split()
        for line in (DEPLOY / "Dockerfile").read_text().splitlines():
            word, *rest = line.split() or [""]
            if word == "COPY" and not rest[0].startswith("--from"):
                for source in rest[:-1]:
                    self.assertTrue((ROOT / source).exists(), line)
                    self.assertNotIn(source.split("/")[0], ignored)
            if word == "RUN":
                self.assertTrue((ROOT / rest[0]).exists() or (SCRIPTS / pathlib.Path(rest[0]).name).exists(), line)

    def test_scripts(self):
        scripts = [path for path in SCRIPTS.iterdir() if path.read_text().startswith("#!")] + [*(DEPLOY / "debian").glob("p*")]
        self.assertEqual(len(scripts), 10)
        for path in scripts:
            self.assertTrue(os.access(path, os.X_OK), path)
        run("shellcheck", *scripts)

    def test_first_stage_gives_the_server(self):
        run(SCRIPTS / "image-build", self.folder, TREE)
        files = {str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()}
        self.assertEqual(files, {"usr/bin/hearthd", "usr/lib/systemd/system/hearthd.service", "usr/lib/systemd/system/hearthd@.service",
                                 "etc/hearth/hearthd.conf", "etc/hearth/auth.conf", "etc/hearth/calendar.conf", "etc/hearth/gateway.conf"})
        self.assertIn("hearthd", run(self.folder / "usr/bin/hearthd", "--version"))

    def test_last_stage_has_what_hearthd_links(self):
        packages = set(run(SCRIPTS / "image-runtime", SCRIPTS / "runtime-packages", "--print").split())
        packages |= {"libc6", "libstdc++6", "libgcc-s1"}  # of debian:12-slim itself, and of every C++ library
        needed = re.findall(r"NEEDED\s+(\S+)", run("objdump", "-p", BIN / "hearthd"))
        # The first of each name: it is what the linker takes.
        where = dict(reversed(re.findall(r"^\s*(\S+) .*=> (\S+)$", run("ldconfig", "-p"), re.M)))
        self.assertGreater(len(needed), 10)
        paths = [os.path.realpath(where.get(library, f"/lib64/{library}")) for library in needed]
        asked = [spelling for path in paths for spelling in (path, path.removeprefix("/usr"), "/usr" + path)]
        found = subprocess.run(["dpkg", "-S", *asked], capture_output=True, text=True).stdout  # complains of those that are not there
        owners = {line.split(": ")[1]: line.split(":")[0] for line in found.splitlines()}
        for library, path in zip(needed, paths):
            self.assertTrue({owners.get(path), owners.get(path.removeprefix("/usr")), owners.get("/usr" + path)} & packages, library)
        run("dpkg-query", "-W", *packages)

    def test_healthcheck(self):
        process = Process(self.folder, "one", ["--data", str(self.folder / "data"), "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"])
        self.addCleanup(process.stop)
        process.start()
        check = [SCRIPTS / "healthcheck", str(process.ports["admin"])]
        self.assertEqual(subprocess.run(check).returncode, 0)
        process.stop()
        self.assertNotEqual(subprocess.run(check, stderr=subprocess.DEVNULL).returncode, 0)

    def test_redis_entry(self):
        password = self.folder / "password"
        password.write_text("a secret word\n".replace(" ", "-"))
        port = str(free_port())
        redis = subprocess.Popen([SCRIPTS / "redis-entry", password, "--port", port, "--bind", "127.0.0.1", "--dir", self.folder],
                                 stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        self.addCleanup(redis.wait)
        self.addCleanup(redis.kill)

        def ping(word):
            return subprocess.run(["redis-cli", "-p", port, "ping"], env={**os.environ, "REDISCLI_AUTH": word}, capture_output=True, text=True).stdout
        poll(lambda: "PONG" in ping("a-secret-word"))
        self.assertNotIn("PONG", ping("another"))
        limit = subprocess.run(["redis-cli", "-p", port, "config", "get", "maxmemory"], env={**os.environ, "REDISCLI_AUTH": "a-secret-word"},
                               capture_output=True, text=True).stdout.split()
        self.assertEqual(limit, ["maxmemory", str(160 << 20)])
        self.assertNotIn(b"a-secret-word", pathlib.Path(f"/proc/{redis.pid}/cmdline").read_bytes())


class Database(Folder):
    """The entry points of the databases: a primary that the script has prepared, and a replica that copies it."""

    def setUp(self):
        super().setUp()
        self.bin = max(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
        self.user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        for name in ("hearth_password", "replication_password"):
            (self.folder / name).write_text(f"{name}-word\n")
        if self.user:
            shutil.chown(self.folder, "postgres")
        self.environment = {"PATH": f"{self.bin}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "HEARTH_DATABASE": "hearth_auth",
                            "HEARTH_PASSWORD_FILE": str(self.folder / "hearth_password"), "POSTGRES_USER": "postgres",
                            "REPLICATION_PASSWORD_FILE": str(self.folder / "replication_password")}

    def run_as(self, *command, **variables):
        with open(self.folder / "out", "w+") as out:  # a server that goes on holds the pipe of a captured one open
            done = subprocess.run([*self.user, *map(str, command)], cwd=self.folder, env={**self.environment, **variables},
                                  stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, text=True)
            out.seek(0)
            text = out.read()
        self.assertEqual(done.returncode, 0, text)
        return text.strip()

    def start(self, data, port):
        return [f"{self.bin}/pg_ctl", "-D", data, "-w", "-l", f"{data}.log", "-o",
                f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c fsync=off", "start"]

    def stop(self, data):
        if (data / "postmaster.pid").exists():
            self.run_as("pg_ctl", "-D", data, "-m", "immediate", "stop")

    def test_primary_and_replica(self):
        primary, replica = self.folder / "primary", self.folder / "replica" / "pgdata"
        port, other = free_port(), free_port()
        self.run_as("initdb", "-D", primary, "-U", "postgres", "-A", "trust", "--no-sync")
        # As the image makes it: passwords from elsewhere than itself.
        (primary / "pg_hba.conf").write_text("host all postgres 127.0.0.1/32 trust\nhost all all all scram-sha-256\n")
        self.addCleanup(self.stop, primary)
        self.run_as(*self.start(primary, port))
        self.run_as(SCRIPTS / "postgres-primary-init", PGHOST="127.0.0.1", PGPORT=str(port), PGDATA=str(primary))
        self.run_as("pg_ctl", "-D", primary, "reload")

        self.run_as("mkdir", replica.parent)
        self.addCleanup(self.stop, replica)
        entry = [SCRIPTS / "postgres-replica-entry", *self.start(replica, other)]
        variables = {"PGDATA": str(replica), "PRIMARY_HOST": "127.0.0.1", "PRIMARY_PORT": str(port)}
        self.run_as(*entry, **variables)

        def ask(at, sql):
            return self.run_as("psql", "-XAt", "-h", "127.0.0.1", "-p", at, "-U", "hearth", "hearth_auth", "-c", sql, PGPASSWORD="hearth_password-word")
        self.assertEqual(ask(other, "SELECT pg_is_in_recovery()"), "t")
        ask(port, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
        poll(lambda: ask(other, "SELECT count(*) FROM pg_class WHERE relname = 'kept'") == "1")
        self.assertEqual(ask(port, "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"), "1", "pg_monitor sees it")

        # Started again it copies nothing; promoted it takes writes.
        self.stop(replica)
        mark = (replica / "PG_VERSION").stat().st_ino
        self.run_as(*entry, **variables)
        self.assertEqual((replica / "PG_VERSION").stat().st_ino, mark)
        self.stop(primary)
        self.run_as("pg_ctl", "-D", replica, "-w", "promote")
        ask(other, "INSERT INTO kept VALUES (8)")
        self.assertEqual(ask(other, "SELECT sum(n) FROM kept"), "15")


if __name__ == "__main__":
    unittest.main(verbosity=2)
