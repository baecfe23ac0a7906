"""The npm packages of package-lock.json, installed on the first run and when the lock has changed."""
import fcntl
import hashlib
import pathlib
import subprocess

HERE = pathlib.Path(__file__).parent
MODULES = HERE / "node_modules"


def installed():
    """The folder of the packages. Tests that run side by side wait for each other's installation."""
    stamp = MODULES / ".hearth-lock"
    with open(HERE / "package-lock.json", "rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = hashlib.sha256(lock.read()).hexdigest()
        if not stamp.exists() or stamp.read_text() != wanted:
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--omit=dev", "--ignore-scripts"], cwd=HERE, check=True,
                           stdout=subprocess.DEVNULL)
            stamp.write_text(wanted)
    return MODULES
