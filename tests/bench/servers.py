"""The servers, all on loopback: the sink, the slow line in front of it, and nginx as a third-party one."""

import contextlib
import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

HERE = "127.0.0.1"
NGINX = "/usr/sbin/nginx"


@dataclass(frozen=True)
class Place:
    """Where clients connect."""

    api: str
    storage: str
    # The PEM file of the authority to trust. None over plain HTTP.
    authority: Path | None


class _Server:
    """A background process."""

    process: subprocess.Popen

    def ask_to_end(self):
        self.process.terminate()

    def close(self):
        self.ask_to_end()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class _Started(_Server):
    """A process of the sink. It ends with its standard input."""

    def __init__(self, program, *arguments, before=None):
        self.process = subprocess.Popen(
            [program, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=before,
        )
        line = self.process.stdout.readline()
        if not line:
            self.close()
            raise RuntimeError(f"{program} {' '.join(arguments)} did not start")
        self.told = json.loads(line)

    def ask_to_end(self):
        self.process.stdin.close()


class Sink(_Started):
    """A Que server whose storage only counts."""

    def __init__(self, program, certificates=None):
        """Serves over TLS if given a folder for certificates."""
        tls = ["--tls", str(certificates)] if certificates else []
        super().__init__(program, "serve", *tls)
        self.authority = certificates / "ca.pem" if certificates else None
        self.certificates = certificates
        self.scheme = "https" if certificates else "http"
        self.ports = (self.told["api"], self.told["storage"])

    def place(self, api_port=None, storage_port=None):
        """Where clients connect, through other ports if something is in front. Presigned URLs point there, too."""
        api_port, storage_port = api_port or self.ports[0], storage_port or self.ports[1]
        storage = f"{self.scheme}://{HERE}:{storage_port}"
        self._ask("PUT", "/__storage-base", storage)
        return Place(f"{self.scheme}://{HERE}:{api_port}", storage, self.authority)

    def counts(self):
        return self._ask("GET", "/__counts")

    def reset(self):
        """Resets the counts once the last run's connections are gone."""
        deadline = time.monotonic() + 5
        while self.counts()["open"] > 0 and time.monotonic() < deadline:
            time.sleep(0.02)
        self._ask("POST", "/__reset")

    def delivered(self):
        """The files and bytes that have arrived."""
        counts = self.counts()
        return counts["objects"], counts["bytes"]

    def _ask(self, method, path, body=None):
        if self.authority:
            trust = ssl.create_default_context(cafile=self.authority)
            connection = http.client.HTTPSConnection(HERE, self.ports[0], timeout=10, context=trust)
        else:
            connection = http.client.HTTPConnection(HERE, self.ports[0], timeout=10)
        try:
            connection.request(method, path, body, {"Connection": "close"})
            return json.load(connection.getresponse())
        finally:
            connection.close()


class Line(_Started):
    """A line with a round-trip time and a rate."""

    def __init__(self, program, sink, round_trip, megabits):
        """Leads to both ports of a sink. The round-trip time is in milliseconds."""
        targets = [word for port in sink.ports for word in ("--to", f"{HERE}:{port}")]
        words = ["line", *targets, "--round-trip", str(round_trip), "--megabits", str(megabits)]
        super().__init__(program, *words, before=_goes_first)
        self.ports = self.told["ports"]


def _goes_first():
    """Raises its priority: it needs little time, but at the right moment. Only root can do this."""
    with contextlib.suppress(PermissionError):
        os.nice(-10)


class Nginx(_Server):
    """nginx with its DAV module: accepts single PUTs and keeps them until the next reset."""

    def __init__(self, scratch, certificates=None):
        self.folder = scratch / "nginx"
        self.root = self.folder / "root"
        self.root.mkdir(parents=True)
        with socket.socket() as free:
            free.bind((HERE, 0))
            self.port = free.getsockname()[1]
        configuration = self.folder / "nginx.conf"
        configuration.write_text(self._configuration(certificates))
        # It ends with us, however we end.
        command = ["setpriv", "--pdeathsig", "TERM", NGINX, "-e", f"{self.folder}/log", "-c", str(configuration)]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)
        deadline = time.monotonic() + 5
        while True:
            try:
                socket.create_connection((HERE, self.port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    self.close()
                    raise RuntimeError("nginx did not start") from None
                time.sleep(0.02)

    def _configuration(self, certificates):
        secure = ""
        if certificates:
            secure = f"ssl_certificate {certificates}/server.pem; ssl_certificate_key {certificates}/server.key;"
        return f"""
            daemon off;
            {"user root;" if os.geteuid() == 0 else ""}
            worker_processes 2;
            pid {self.folder}/pid;
            events {{ worker_connections 1024; }}
            http {{
                access_log off;
                client_body_temp_path {self.folder}/body;
                client_max_body_size 0;
                keepalive_requests 1000000;
                server {{
                    listen {HERE}:{self.port} {"ssl" if certificates else ""} backlog=4096;
                    {secure}
                    root {self.root};
                    location / {{ dav_methods PUT; create_full_put_path on; }}
                }}
            }}
        """

    def reset(self):
        shutil.rmtree(self.root)
        self.root.mkdir()
        # Otherwise deleted data would still be written during a measurement.
        os.sync()

    def delivered(self):
        """The files and bytes that have arrived."""
        sizes = [path.stat().st_size for path in self.root.rglob("*") if path.is_file()]
        return len(sizes), sum(sizes)
