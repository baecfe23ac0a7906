"""What a Debian machine is given: the units, and the package, really installed into a folder."""
import os
import re
import shutil
import unittest

from deployment import ROOT, TREE, Folder, run
from trio import BIN, clean_environment


class Units(Folder):
    def setUp(self):
        super().setUp()
        run("cmake", "--install", TREE, "--prefix", "/usr", "--component", "server", env={**os.environ, "DESTDIR": str(self.folder)})
        self.units = self.folder / "usr/lib/systemd/system"

    def test_hardened(self):
        for unit in ("hearthd.service", "hearthd@.service"):
            run("systemd-analyze", "security", "--offline=yes", "--no-pager", "--threshold=30", self.units / unit)

    def test_valid(self):
        for unit in ("hearthd.service", "hearthd@.service"):
            text = (self.units / unit).read_text()
            self.assertIn("ExecStart=/usr/bin/hearthd ", text)
            (self.units / unit).write_text(text.replace("ExecStart=/usr", f"ExecStart={self.folder}/usr"))
        shutil.copy(self.units / "hearthd@.service", self.units / "hearthd@auth.service")
        for unit in ("hearthd.service", "hearthd@auth.service"):
            run("systemd-analyze", "verify", "--man=no", self.units / unit)

    def test_both_are_hardened_alike(self):
        def rules(name):
            lines = (self.units / name).read_text().split("[Service]")[1].split("[Install]")[0].splitlines()
            return [line for line in lines if not line.startswith(("ExecStart=", "StateDirectory=", "Environment="))]
        self.assertEqual(rules("hearthd.service"), rules("hearthd@.service"))

    def test_the_manual_knows_the_data_folders(self):
        """Backups are taken by the commands of the manual: the units' folders are in no file of settings."""
        manual = (ROOT / "docs/operations.md").read_text()
        for unit, name, words in (("hearthd", "hearthd", "--data {}\n"), ("hearthd@", "hearthd-%i", "sqlite:{}/")):
            self.assertIn(f"Environment=HEARTH_DATA=%S/{name}\n", (self.units / f"{unit}.service").read_text())
            for instance in ("auth", "calendar"):
                self.assertIn(words.format(f"/var/lib/{name.replace('%i', instance)}"), manual)

    def test_settings_of_the_three(self):
        """The files are taken by hearthd as they are, and fit each other."""
        printed = {}
        for name in ("auth", "calendar", "gateway"):
            printed[name] = run(BIN / "hearthd", "--role", name, "--config", self.folder / f"etc/hearth/{name}.conf", "--print-config", env=clean_environment())

        def value(name, key):
            return re.search(rf"^(?:#\s*)?{re.escape(key)} = (\S*)", printed[name], re.M).group(1)
        self.assertEqual(value("calendar", "auth.service"), value("auth", "rpc.listen"))
        self.assertEqual(value("gateway", "auth.service"), value("auth", "rpc.listen"))
        self.assertEqual(value("gateway", "calendar.service"), value("calendar", "rpc.listen"))
        self.assertEqual(len({value(name, "admin") for name in printed}), 3)
        run(BIN / "hearthd", "--config", self.folder / "etc/hearth/hearthd.conf", "--print-config", env=clean_environment())


class Package(Folder):
    def test_server_package(self):
        run("cpack", "-G", "DEB", "-B", self.folder, "-D", "CPACK_COMPONENTS_ALL=server", cwd=TREE)
        packages = list(self.folder.glob("*.deb"))
        self.assertEqual(len(packages), 1)
        package = packages[0]
        self.assertTrue(package.name.startswith("hearthd_"), package.name)
        fields = dict(re.findall(r"^ (\S+): (.*)$", run("dpkg-deb", "-I", package), re.M))
        self.assertEqual(fields["Package"], "hearthd")
        for library in ("libqt6core6", "libgrpc++1.51", "libqt6sql6-sqlite", "libqt6sql6-psql"):
            self.assertIn(library, fields["Depends"])
        listed = [line.split(None, 5) for line in run("dpkg-deb", "-c", package).splitlines()]
        for mode, owner, *_ in listed:
            self.assertEqual(owner, "root/root")
            self.assertNotRegex(mode, "^[-d]....w|^[-d].......w", "only root may write")
        files = {name for mode, *_, name in listed if mode.startswith("-")}
        self.assertEqual(files, {"./usr/bin/hearthd", "./usr/lib/systemd/system/hearthd.service", "./usr/lib/systemd/system/hearthd@.service",
                                 "./etc/hearth/hearthd.conf", "./etc/hearth/auth.conf", "./etc/hearth/calendar.conf", "./etc/hearth/gateway.conf"})
        run("dpkg-deb", "-R", package, self.folder / "inside")
        self.assertIn("ExecStart=/usr/bin/hearthd --config /etc/hearth/hearthd.conf",
                      (self.folder / "inside/usr/lib/systemd/system/hearthd.service").read_text())
        conffiles = (self.folder / "inside/DEBIAN/conffiles").read_text().split()
        self.assertEqual({"." + name for name in conffiles}, {name for name in files if name.startswith("./etc/")})
        self.install(package, set(files))

    def install(self, package, files):
        """Really, into a folder: installed, upgraded with a changed setting kept, removed, purged."""
        root = self.folder / "root"
        for name in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "var/log"):
            (root / name).mkdir(parents=True)
        for name in ("status", "available"):
            (root / "var/lib/dpkg" / name).touch()
        dpkg = ["dpkg", f"--root={root}", "--force-not-root", "--force-depends", "--force-script-chrootless", "--force-confold",
                f"--log={self.folder}/dpkg.log"]

        def there():
            return {"." + str(path.relative_to(root).as_posix()).join(["/", ""]) for path in root.rglob("*")
                    if path.is_file() and not str(path.relative_to(root)).startswith("var/")}
        run(*dpkg, "-i", package)
        self.assertEqual(there(), files)
        settings = root / "etc/hearth/hearthd.conf"
        settings.write_text("listen = 127.0.0.1:9000\n")
        data = root / "var/lib/hearthd"
        data.mkdir()
        run(*dpkg, "-i", package)
        self.assertEqual(settings.read_text(), "listen = 127.0.0.1:9000\n")
        run(*dpkg, "--remove", "hearthd")
        self.assertEqual({name for name in there() if not name.startswith("./etc/")}, set())
        self.assertTrue(settings.exists() and data.exists(), "what people have made stays")
        run(*dpkg, "--purge", "hearthd")
        self.assertEqual(there(), set())
        self.assertFalse(data.exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
