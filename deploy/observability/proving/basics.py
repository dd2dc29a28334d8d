"""Saying, waiting, asking."""
import json
import socket
import subprocess
import time
import urllib.error
import urllib.request

PATIENCE = 60
BEGUN = time.monotonic()


class Skip(Exception):
    """Something that the proof needs is not to be had here."""


class Failed(Exception):
    """Something is not as it should be."""


def say(text):
    print(f"{time.monotonic() - BEGUN:6.1f} s  {text}", flush=True)


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise Failed(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def until(what, condition, patience=PATIENCE):
    """Asks again and again until there is an answer; what it is."""
    deadline = time.monotonic() + patience
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise Failed(f"not within {patience} s: {what}")
        time.sleep(0.2)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def http(method, url, body=None, token=None):
    """Status and JSON of an answer; status 0 when there is none."""
    request = urllib.request.Request(url, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", "Bearer " + token)
    if method == "POST":
        request.add_header("Idempotency-Key", f"proof-{time.monotonic_ns()}")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            text, status = answer.read().decode(), answer.status
    except urllib.error.HTTPError as refusal:
        text, status = refusal.read().decode(), refusal.code
    except OSError:
        return 0, None
    try:
        return status, json.loads(text) if text else None
    except ValueError:
        return status, text
