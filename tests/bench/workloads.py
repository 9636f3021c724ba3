"""The workloads and their files."""

import os
from dataclasses import dataclass
from pathlib import Path

KIB = 1 << 10
MIB = 1 << 20
GIB = 1 << 30

# First bytes that match the file name.
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"
MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp42"

ALL = ("ours", "curl", "s5cmd", "rclone", "aws-cli", "official")
WITHOUT_MD5 = "ours-no-md5"


@dataclass(frozen=True)
class Workload:
    """A number of files of one size, to one kind of server."""

    name: str
    title: str
    files: int
    size: int
    # The default participants, without very slow ones.
    programs: tuple
    sparse: bool = False
    # To nginx instead of the sink's storage: only single PUTs to ready-made URLs.
    nginx: bool = False
    # Through the slow line.
    line: bool = False
    # One extra run before those that count.
    warm_up: bool = True
    # Seconds after which a run counts as failed.
    patience: int = 120

    @property
    def family(self):
        """The name of the files. Workloads with the same files share a folder."""
        return f"{self.files}x{self.size}{'s' if self.sparse else ''}"

    @property
    def total(self):
        return self.files * self.size

    def scaled(self, scale):
        """A scaled-down copy: fewer files, or a smaller file if there is only one."""
        fields = dict(self.__dict__)
        if self.files == 1:
            fields["size"] = max(MIB, int(self.size * scale))
        else:
            fields["files"] = max(2, int(self.files * scale))
        return Workload(**fields)


W2 = {"files": 1000, "size": 4 * KIB}
W3 = {"files": 200, "size": MIB}
THROUGH_THE_LINE = {"programs": ALL[:5], "line": True, "warm_up": False, "patience": 600}
WORKLOADS = (
    Workload("W1", "one file of 1 GiB", 1, GIB, ("ours", WITHOUT_MD5, *ALL[1:])),
    Workload("W2", "1,000 files of 4 KiB", **W2, programs=ALL),
    Workload("W2-nginx", "1,000 files of 4 KiB, to nginx", **W2, programs=("ours", "curl"), nginx=True),
    Workload("W3", "200 files of 1 MiB", **W3, programs=ALL),
    Workload("W3-nginx", "200 files of 1 MiB, to nginx", **W3, programs=("ours", "curl"), nginx=True),
    Workload("W4", "10,000 files of 4 KiB", 10_000, 4 * KIB, ALL[:4]),
    Workload("W5", "one sparse file of 5 GiB", 1, 5 * GIB, ALL[:3], sparse=True, warm_up=False, patience=300),
    Workload("W6-W2", "1,000 files of 4 KiB through the line", **W2, **THROUGH_THE_LINE),
    Workload("W6-W3", "200 files of 1 MiB through the line", **W3, **THROUGH_THE_LINE),
)


def chosen(words):
    """The workloads that these words name: W2 means W2 and W2-nginx, W6 both over the line."""
    unknown = [word for word in words if not any(_named(workload, word) for workload in WORKLOADS)]
    if unknown:
        raise ValueError(f"no such workload: {', '.join(unknown)}")
    return [workload for workload in WORKLOADS if any(_named(workload, word) for word in words)]


def _named(workload, word):
    return workload.name == word or workload.name.startswith(word + "-")


def make_files(workload, below):
    """The folder with the workload's files, in the page cache. Created if missing."""
    folder = Path(below) / workload.family
    if folder.exists():
        return folder
    folder.mkdir(parents=True)
    if workload.files == 1:
        with open(folder / "film.mp4", "wb") as file:
            file.write(MP4)
            if workload.sparse:
                file.truncate(workload.size)
            else:
                left = workload.size - len(MP4)
                while left > 0:
                    left -= file.write(os.urandom(min(left, MIB)))
    else:
        for number in range(workload.files):
            (folder / f"img_{number:05}.jpg").write_bytes(JPEG + os.urandom(workload.size - len(JPEG)))
    # Otherwise it would be written to disk during a measurement.
    os.sync()
    return folder
