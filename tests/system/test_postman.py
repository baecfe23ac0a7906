"""Runs the Postman collection under newman against a server with its default limits."""
import os
import pathlib
import subprocess
import unittest

from trio import Trio

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent.parent
MODULES = HERE / "node_modules"


def newman():
    """The newman of package-lock.json, installed on the first run."""
    tool = MODULES / ".bin" / "newman"
    if not tool.exists():
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--omit=dev", "--ignore-scripts"], cwd=HERE, check=True,
                       stdout=subprocess.DEVNULL)
    return tool


class Postman(unittest.TestCase):
    def test_collection(self):
        trio = Trio(os.environ.get("HEARTH_LAYOUT", "one"), os.environ.get("HEARTH_ENGINE", "sqlite"), ("limits.enabled=true",)).start()
        self.addCleanup(trio.close)
        run = subprocess.run([newman(), "run", ROOT / "resources" / "hearth.postman_collection.json", "--color", "off",
                              "--env-var", f"base=http://127.0.0.1:{trio.port}"], capture_output=True, text=True, timeout=240)
        self.assertEqual(run.returncode, 0, run.stdout[-8000:] + run.stderr[-2000:])
        self.assertNotIn("│              assertions │                0 │", run.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
