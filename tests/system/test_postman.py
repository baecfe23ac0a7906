"""Runs the Postman collection under newman against a server with its default limits."""
import os
import pathlib
import subprocess
import unittest

from client import PATIENCE
from nodemodules import installed
from trio import Trio

ROOT = pathlib.Path(__file__).parent.parent.parent


class Postman(unittest.TestCase):
    def test_collection(self):
        trio = Trio(os.environ.get("HEARTH_LAYOUT", "one"), os.environ.get("HEARTH_ENGINE", "sqlite"), ("limits.enabled=true",)).start()
        self.addCleanup(trio.close)
        run = subprocess.run([installed() / ".bin" / "newman", "run", ROOT / "resources" / "hearth.postman_collection.json", "--color", "off",
                              "--env-var", f"base=http://127.0.0.1:{trio.port}"], capture_output=True, text=True, timeout=240 * PATIENCE)
        self.assertEqual(run.returncode, 0, run.stdout[-8000:] + run.stderr[-2000:])
        self.assertNotIn("│              assertions │                0 │", run.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
