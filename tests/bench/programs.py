"""How to make each program upload a folder. Each has the options that measured best for it here."""

import os
import shutil
import subprocess
from pathlib import Path

from workloads import WITHOUT_MD5

BESIDE = Path(__file__).resolve().parent
BUCKET = "s3://que-bench/uploads/"

# The form of a presigned URL, for curl, which gets ready-made URLs.
SIGNED = (
    "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=bench%2F20250101%2Fus-east-1%2Fs3%2Faws4_request"
    "&X-Amz-Date=20250101T000000Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=" + "5d1f0c2b" * 8
)


class Programs:
    """The programs, by name."""

    def __init__(self, ours, peers, scratch):
        """`peers` is the Python environment with the peers, `scratch` a folder for what they need."""
        self.ours, self.peers, self.scratch = ours, peers, scratch

    def prepare(self, name, workload, folder, place):
        """The command and its environment. Preparation happens here and is not measured."""
        return {
            "ours": self._ours,
            WITHOUT_MD5: self._ours_without_md5,
            "curl": self._curl,
            "s5cmd": self._s5cmd,
            "rclone": self._rclone,
            "aws-cli": self._aws_cli,
            "official": self._official,
        }[name](workload, folder, place)

    def versions(self):
        """What is compared, in words."""
        commands = {
            "ours": [self.ours, "--version"],
            "curl": ["curl", "--version"],
            "s5cmd": [self._peer("s5cmd"), "version"],
            "rclone": [self._peer("rclone"), "version"],
            "aws-cli": [self._peer("aws"), "--version"],
        }
        told = {}
        for name, command in commands.items():
            try:
                said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
                told[name] = " ".join(said.split()[:2]) if name != "s5cmd" else f"s5cmd {said.split('-')[0]}"
            except (OSError, subprocess.SubprocessError):
                told[name] = f"{name}: not here"
        told["official"] = "que-media 0.1.0"
        return told

    def _peer(self, name):
        return str(self.peers / "bin" / name)

    def _environment(self, place, **more):
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.scratch),
            "LANG": "C.UTF-8",
            "AWS_ACCESS_KEY_ID": "bench",
            "AWS_SECRET_ACCESS_KEY": "bench-secret",
            "AWS_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            **more,
        }
        if place.authority:
            for name in ("SSL_CERT_FILE", "AWS_CA_BUNDLE", "REQUESTS_CA_BUNDLE"):
                environment[name] = str(place.authority)
        return environment

    def _ours(self, workload, folder, place, settings=""):
        data = self.scratch / "data"
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(mode=0o700)
        if settings:
            (data / "settings.toml").write_text(settings)
        trust = ["--ca-file", str(place.authority)] if place.authority else []
        command = [self.ours, "upload", "--api-url", place.api, *trust, "--data-dir", str(data), str(folder)]
        # Without the peers' environment: the argument names the authority.
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.scratch), "LANG": "C.UTF-8", "QUE_API_KEY": "bench"}
        return command, environment

    def _ours_without_md5(self, workload, folder, place):
        return self._ours(workload, folder, place, "check_md5 = false\n")

    def _curl(self, workload, folder, place):
        configuration = self.scratch / "curl"
        with open(configuration, "w", encoding="utf-8") as file:
            for number, path in enumerate(sorted(folder.iterdir())):
                url = f"{place.storage}/que-bench/uploads/{number}/{path.name}?{SIGNED}"
                file.write(f'url = "{url}"\nupload-file = "{path}"\n')
        # Without a delay, few at once are best. 300 is its maximum.
        at_once = (300 if workload.size < 1 << 20 else 50) if workload.line else 8
        trust = ["--cacert", str(place.authority)] if place.authority else []
        command = ["curl", "-q", "--fail", "--silent", "--show-error", "--http1.1", "-H", "Expect:", *trust]
        if workload.files > 1:
            command += ["--parallel", "--parallel-immediate", "--parallel-max", str(at_once)]
        return [*command, "-K", str(configuration)], self._environment(place)

    def _s5cmd(self, workload, folder, place):
        # 256 workers are its default, and best over a slow line.
        workers = [] if workload.line else ["--numworkers", "16"]
        command = [self._peer("s5cmd"), "--endpoint-url", place.storage, "--log", "error", *workers]
        return [*command, "cp", f"{folder}/", BUCKET], self._environment(place)

    def _rclone(self, workload, folder, place):
        trust = ["--ca-cert", str(place.authority)] if place.authority else []
        command = [
            self._peer("rclone"), "copy", str(folder), ":s3:que-bench/uploads", "--config", "", *trust,
            "--s3-provider", "Other", "--s3-endpoint", place.storage, "--s3-region", "us-east-1", "--s3-env-auth",
            "--s3-no-check-bucket", "--s3-no-head", "--s3-disable-checksum", "--s3-use-unsigned-payload", "true",
            "--s3-use-multipart-etag", "false", "--s3-chunk-size", "16M",
            "--no-check-dest", "--no-traverse", "--ignore-checksum", "--stats", "0",
            "--transfers", "128" if workload.line else "32",
        ]  # fmt: skip
        return command, self._environment(place)

    def _aws_cli(self, workload, folder, place):
        configuration = self.scratch / "aws"
        configuration.write_text(
            "[default]\nregion = us-east-1\ns3 =\n  max_concurrent_requests = 32\n  addressing_style = path\n"
            "  payload_signing_enabled = false\n"
        )
        command = [self._peer("aws"), "s3", "cp", "--only-show-errors", "--endpoint-url", place.storage]
        environment = self._environment(
            place,
            AWS_CONFIG_FILE=str(configuration),
            AWS_REQUEST_CHECKSUM_CALCULATION="when_required",
            AWS_RESPONSE_CHECKSUM_VALIDATION="when_required",
        )
        return [*command, "--recursive", str(folder), BUCKET], environment

    def _official(self, workload, folder, place):
        command = [self._peer("python"), str(BESIDE / "official_client.py"), place.api, str(folder)]
        return command, self._environment(place, QUE_API_KEY_AUTH="bench")
