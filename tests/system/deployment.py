"""What the tests of deploy/ have in common."""
import pathlib
import shutil
import subprocess
import tempfile
import time
import unittest

from client import PATIENCE
from trio import BIN

ROOT = pathlib.Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SCRIPTS = DEPLOY / "scripts"
TREE = BIN.parent


def run(*command, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, stdin=more.pop("stdin", subprocess.DEVNULL), **more)
    if done.returncode != 0:
        raise AssertionError(f"{command}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def poll(holds, timeout=30):
    deadline = time.monotonic() + timeout * PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError("never came true")
        time.sleep(0.05)


class Folder(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hearth-deployment-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
