"""Prometheus and its companions, configured by the files of deploy/observability."""
import re
import urllib.parse
from pathlib import Path

from proving.basics import Failed, free_port, http
from proving.machines import Program

FOLDER = Path(__file__).resolve().parent.parent

# What the server and Prometheus know, and nobody else.
TOKEN = "only-for-this-proof-0123456789abcdef"


class Monitoring:
    """Prometheus, Alertmanager and postgres-exporter with the files of this folder, faster."""

    def __init__(self, work, found, api_port, database, mailbox):
        ports = {name: free_port() for name in ("prometheus", "alertmanager", "exporter")}
        self.prometheus, self.alertmanager = (f"http://127.0.0.1:{ports[n]}" for n in ("prometheus", "alertmanager"))
        self.exporter = f"http://127.0.0.1:{ports['exporter']}/metrics"
        config = (FOLDER / "prometheus/prometheus.yml").read_text()
        config = replaced(config, {
            "scrape_interval: 15s": "scrape_interval: 1s",
            "evaluation_interval: 15s": "evaluation_interval: 1s",
            "store-api:5000": f"127.0.0.1:{api_port}",
            # While the database is away the exporter tries for some seconds before it says so; see there.
            "  - job_name: store-db": "  - job_name: store-db\n    scrape_interval: 15s",
            "store-postgres-exporter:9187": f"127.0.0.1:{ports['exporter']}",
            "store-alertmanager:9093": f"127.0.0.1:{ports['alertmanager']}",
            "    # authorization:\n    #   credentials_file: /etc/prometheus/metrics-token":
                f"    authorization:\n      credentials_file: {work}/metrics-token",
        })
        (work / "metrics-token").write_text(TOKEN)
        (work / "prometheus.yml").write_text(config)
        (work / "rules").mkdir()
        for rules in (FOLDER / "prometheus/rules").glob("*.yml"):
            (work / "rules" / rules.name).write_text(re.sub(r"\bfor: \w+", "for: 3s", rules.read_text()))
        mail = (FOLDER / "alertmanager/alertmanager.yml.example").read_text()
        (work / "alertmanager.yml").write_text(replaced(mail, {
            "smtp.gmail.com:587": f"127.0.0.1:{mailbox.port}",
            "smtp_require_tls: true": "smtp_require_tls: false",
            "group_wait: 10s": "group_wait: 1s",
            "group_interval: 1m": "group_interval: 1s",
        }))
        self.all = [
            Program(work, "exporter", [
                found["prometheus-postgres-exporter"], f"--web.listen-address=127.0.0.1:{ports['exporter']}",
                f"--extend.query-path={FOLDER}/postgres-exporter/queries.yaml", "--no-collector.bgwriter"],
                {"DATA_SOURCE_NAME": f"postgresql://aisle_exporter@127.0.0.1:{database.port}/aisle?sslmode=disable"}),
            Program(work, "alertmanager", [
                *beside_its_templates(found["prometheus-alertmanager"]), f"--config.file={work}/alertmanager.yml",
                f"--storage.path={work}/alertmanager", f"--web.listen-address=127.0.0.1:{ports['alertmanager']}",
                "--cluster.listen-address="]),
            Program(work, "prometheus", [
                found["prometheus"], f"--config.file={work}/prometheus.yml", f"--storage.tsdb.path={work}/prometheus",
                f"--web.listen-address=127.0.0.1:{ports['prometheus']}", "--rules.alert.resend-delay=2s"]),
        ]

    def query(self, expression):
        _, answer = http("GET", f"{self.prometheus}/api/v1/query?" + urllib.parse.urlencode({"query": expression}))
        if not isinstance(answer, dict):
            return []
        if answer["status"] != "success":
            raise Failed(f"{expression}: {answer.get('error')}")
        return [sample for sample in answer["data"]["result"] if sample["value"][1] != "NaN"]

    def is_one(self, expression):
        samples = self.query(expression)
        return bool(samples) and all(float(sample["value"][1]) == 1 for sample in samples)

    def alerts(self):
        """The state of each alert as Prometheus' rules API tells it."""
        _, answer = http("GET", f"{self.prometheus}/api/v1/rules?type=alert")
        if not isinstance(answer, dict):
            return {}
        return {rule["name"]: rule["state"] for group in answer["data"]["groups"] for rule in group["rules"]}


def beside_its_templates(program):
    """Debian's Alertmanager looks for its templates in one place only: there, for its eyes, if they are elsewhere."""
    share = Path(program).resolve().parent.parent / "share"
    if share == Path("/usr/share") or not (share / "prometheus/alertmanager").is_dir():
        return [program]
    return ["unshare", "-rm", "sh", "-c", 'mount --bind "$0" /usr/share && exec "$@"', str(share), program]


def replaced(text, changes):
    for old, new in changes.items():
        if old not in text:
            raise Failed(f"the file to be changed for the proof has no: {old}")
        text = text.replace(old, new)
    return text
