"""wrk's figures: requests a second, and the latency in milliseconds."""
import pathlib
import re
import subprocess

HTTP = pathlib.Path(__file__).resolve().parent / "http"
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60000.0}


def _percentile(text, percent):
    value, unit = re.search(rf"^\s+{percent}%\s+([\d.]+)(us|ms|s|m)$", text, re.M).groups()
    return float(value) * UNITS[unit]


def wrk(url, connections, seconds, script=None, arguments=(), headers=()):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "--latency"]
    for header in headers:
        command += ["-H", header]
    if script:
        command += ["-s", str(HTTP / script)]
    command += [url]
    if arguments:
        command += ["--", *map(str, arguments)]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    wrong = re.search(r"Non-2xx or 3xx responses: \d+|Socket errors: .*", text)
    if wrong:
        raise RuntimeError(f"{url.rsplit('/', 1)[1]}: {wrong.group(0)}")
    return {"rate": float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)), "p50": _percentile(text, 50),
            "p99": _percentile(text, 99)}
