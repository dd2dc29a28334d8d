"""What is started for a proof: programs, a database, a mail server."""
import email
import email.policy
import os
import re
import shutil
import signal
import socketserver
import subprocess
import tempfile
import threading
from pathlib import Path

from proving.basics import Failed, Skip, free_port, run, say

PACKAGES = {
    "prometheus": ["prometheus"],
    "prometheus-alertmanager": ["prometheus-alertmanager", "alertmanager"],
    "prometheus-postgres-exporter": ["prometheus-postgres-exporter", "postgres_exporter"],
}


def programs(cache):
    """Folders with Prometheus and its companions: installed ones, or packages unpacked beside."""
    unpacked = cache / "usr" / "bin"
    path = os.pathsep.join([os.environ.get("PATH", ""), str(unpacked)])
    found = {}
    for package, names in PACKAGES.items():
        if not any(shutil.which(name, path=path) for name in names):
            fetch(package, cache)
        found[package] = next((p for p in (shutil.which(name, path=path) for name in names) if p), None)
        if not found[package]:
            raise Skip(f"the package {package} has none of the programs {', '.join(names)}")
    for tool in ("promtool", "amtool"):
        found[tool] = shutil.which(tool, path=path)
        if not found[tool]:
            raise Skip(f"there is no {tool} on this machine")
    return found


def fetch(package, cache):
    if not shutil.which("apt-get") or not shutil.which("dpkg"):
        raise Skip(f"{package} is not installed, and this is no Debian to get it from")
    say(f"downloads {package}")
    with tempfile.TemporaryDirectory() as folder:
        got = subprocess.run(["apt-get", "download", package], cwd=folder, capture_output=True, text=True)
        files = list(Path(folder).glob("*.deb"))
        if got.returncode != 0 or not files:
            raise Skip(f"{package} is neither installed nor can it be downloaded: {got.stderr.strip()[-300:]}")
        run("dpkg", "-x", files[0], cache)


def postgres_programs(named):
    if named:
        return Path(named)
    homes = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda home: int(home.parent.name))
    if homes and (homes[-1] / "initdb").exists():
        return homes[-1]
    initdb = shutil.which("initdb")
    if not initdb:
        raise Skip("no PostgreSQL is installed on this machine")
    return Path(initdb).resolve().parent


class Database:
    """A PostgreSQL for the proof alone."""

    def __init__(self, bin_folder, work):
        self.bin, self.data, self.port, self.log = bin_folder, work / "postgres", free_port(), work / "postgres.log"
        # PostgreSQL refuses to run as root; in a user namespace of its own it is nobody in particular.
        self.prefix = ["unshare", "-U"] if os.geteuid() == 0 else []
        run(*self.prefix, self.bin / "initdb", "-D", self.data, "-U", "aisle", "-A", "trust", "-E", "UTF8")
        self.start()
        self.sql("postgres", "CREATE DATABASE aisle")
        self.sql("aisle", "CREATE ROLE aisle_exporter LOGIN IN ROLE pg_monitor")

    def sql(self, database, statement):
        run(self.bin / "psql", "-h", "127.0.0.1", "-p", self.port, "-U", "aisle", "-qc", statement, database)

    def start(self):
        settings = f"-p {self.port} -h 127.0.0.1 -k '' -c fsync=off"
        self.control("start", "-w", "-l", self.log, "-o", settings)

    def stop(self):
        self.control("stop", "-w", "-m", "fast")

    def control(self, *arguments):
        # Its own children keep an inherited pipe open for ever.
        done = subprocess.run(
            [*self.prefix, str(self.bin / "pg_ctl"), "-D", str(self.data), *map(str, arguments)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if done.returncode != 0:
            raise Failed(f"pg_ctl {arguments[0]} did not succeed, see {self.log}")

    def running(self):
        return (self.data / "postmaster.pid").exists()


class Program:
    """A process whose output goes to a file."""

    def __init__(self, work, name, command, environment=None):
        self.work, self.name, self.command = work, name, [str(part) for part in command]
        self.environment = {**{k: os.environ[k] for k in ("PATH", "HOME", "LANG") if k in os.environ}, **(environment or {})}
        self.start()

    def start(self):
        with open(self.work / f"{self.name}.log", "a") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log, env=self.environment, cwd=self.work)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


class Mailbox(socketserver.ThreadingTCPServer):
    """A mail server that keeps what it gets."""

    daemon_threads = True

    def __init__(self):
        self.mails = []
        super().__init__(("127.0.0.1", 0), Session)
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def got(self, to, *words):
        return any(mail[0] == to and all(word in mail[1] for word in words) for mail in list(self.mails))


class Session(socketserver.StreamRequestHandler):
    def reply(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        self.reply("220 proof")
        to = []
        for line in self.rfile:
            verb = line.decode(errors="replace").strip()
            if verb.upper().startswith("RCPT TO:"):
                to.append(re.sub(r".*<(.*)>.*", r"\1", verb))
                self.reply("250 ok")
            elif verb.upper() == "DATA":
                self.reply("354 go on")
                lines = []
                while (text := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(text)
                mail = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                self.server.mails.extend((receiver, str(mail["Subject"])) for receiver in to)
                self.reply("250 kept")
                to = []
            elif verb.upper() == "QUIT":
                self.reply("221 bye")
                return
            else:
                self.reply("250 ok")
