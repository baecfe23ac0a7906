"""What was measured, and on what."""
import json
import os
import pathlib
import platform
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def _said(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "?"


def _field(path, name):
    found = re.search(rf"^{name}\s*:\s*(.*)$", pathlib.Path(path).read_text(), re.M)
    return found.group(1) if found else "?"


def _version(text):
    found = re.search(r"\d+(\.\d+)+", text)
    return found.group(0) if found else "?"


def _package(name):
    return _version(_said("dpkg-query", "-W", "-f", "${Version}", name))


def load(averages):
    return ", ".join(f"{value:.1f}" for value in averages)


def describe():
    memory = int(_field("/proc/meminfo", "MemTotal").split()[0]) / 1024 / 1024
    commit = _said("git", "rev-parse", "--short", "HEAD") + ("+" if _said("git", "status", "--porcelain", "-uno") else "")
    peer = json.loads((ROOT / "tests/bench/peer/package.json").read_text())["dependencies"]["ws"]
    return (f"{_field('/proc/cpuinfo', 'model name')}, {os.cpu_count()} cores, {memory:.0f} GB, Linux {platform.release()}; "
            f"Hearth {commit}, gcc {_version(_said('g++', '-dumpfullversion'))}, Qt {_package('libqt6core6')}, "
            f"PostgreSQL {_version(_said('psql', '--version'))}, Redis {_version(_said('redis-server', '--version'))}, "
            f"node {_version(_said('node', '--version'))}, ws {peer}, wrk {_package('wrk')}.")
