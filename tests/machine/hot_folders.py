"""Cameras at work: writers fill three hot folders in bursts, slowly, with renames and rewrites, while the program is killed again and
again and the server is away for a while. At the end the last content of each file must be uploaded and signed once, and nothing in
pieces.

    python3 hot_folders.py PROGRAM [--files 300] [--seconds 120] [--kill-every 15] [--away 20] [--poll] [--below FOLDER [--seen-at MOUNT]]

--below puts the hot folders there, and with --seen-at the program sees them at another place: a mount without events, such as one
made with `bindfs FOLDER MOUNT`. Takes two minutes by default; the full size is
--files 2000 --seconds 600 --kill-every 30 --away 120. Ends with status 1 if anything is wrong."""
import argparse, collections, hashlib, json, os, random, signal, subprocess, sys, tempfile, threading, time
from pathlib import Path

arguments = argparse.ArgumentParser()
arguments.add_argument("program")
arguments.add_argument("--files", type=int, default=300)
arguments.add_argument("--seconds", type=float, default=120)
arguments.add_argument("--kill-every", type=float, default=15)
arguments.add_argument("--away", type=float, default=20)
arguments.add_argument("--poll", action="store_true")
arguments.add_argument("--below", type=Path)
arguments.add_argument("--seen-at", type=Path)
arguments.add_argument("--seed", type=int, default=1)
options = arguments.parse_args()

PROGRAM = str(Path(options.program).resolve())
PICTURE = (Path(__file__).parents[2] / "crates/testkit/fixtures/picture.jpg").read_bytes()
WORK = Path(tempfile.mkdtemp(prefix="hot-folders-"))
HOT = [(options.below or WORK) / f"hot-{number}" for number in range(3)]
SEEN = [(options.seen_at or options.below or WORK) / folder.name for folder in HOT]
WRITERS = 4


def picture(name, version, size):
    """A JPEG that no other file has, with about this size: comments are part of the format."""
    random_bytes = random.Random(f"{options.seed} {name} {version}").randbytes(size)
    parts = [random_bytes[at:at + 60_000] for at in range(0, len(random_bytes), 60_000)]
    comments = b"".join(b"\xff\xfe" + (len(part) + 2).to_bytes(2, "big") + part for part in parts)
    return PICTURE[:2] + comments + PICTURE[2:]


def sha256(content):
    return hashlib.sha256(content).hexdigest()


class Writer(threading.Thread):
    """Writes its share of the files in its own ways, within the time."""

    def __init__(self, number, deadline):
        super().__init__()
        self.number, self.deadline, self.random = number, deadline, random.Random(options.seed * 100 + number)
        # Every whole content that was ever in place, and the last one of each file.
        self.whole, self.last = {}, {}

    def slowly(self, path, content, seconds):
        pieces = self.random.randint(3, 8)
        step = len(content) // pieces + 1
        with open(path, "wb") as file:
            for at in range(0, len(content), step):
                file.write(content[at:at + step])
                file.flush()
                time.sleep(seconds / pieces)

    def put(self, path, version):
        content = picture(path.name, version, self.random.choice([500, 20_000, 300_000]))
        way = self.random.choice(["burst", "burst", "slow", "renamed", "saved"])
        if way == "burst":
            path.write_bytes(content)
        elif way == "slow":
            self.slowly(path, content, self.random.uniform(0.5, 2.5))
        elif way == "renamed":
            part = path.with_name(path.name + ".part")
            self.slowly(part, content, self.random.uniform(0.2, 1.5))
            part.rename(path)
        else:
            new = path.with_name("." + path.name + ".new")
            new.write_bytes(content)
            new.replace(path)
        self.whole[sha256(content)] = path.name
        self.last[path] = sha256(content)

    def run(self):
        mine = range(self.number, options.files, WRITERS)
        began = time.monotonic()
        for done, number in enumerate(mine):
            folder = HOT[number % 3] / self.random.choice(["", "day", "day/card"])
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"IMG_{number:05}.JPG"
            self.put(path, 0)
            if self.random.random() < 0.2:
                # Written anew, at once or once it was probably taken.
                time.sleep(self.random.choice([0, 0.5, 4]))
                self.put(path, 1)
            if self.random.random() < 0.1:
                to = path.with_name("moved " + path.name)
                path.rename(to)
                self.last[to] = self.last.pop(path)
            # Bursts of ten, then a pause that keeps to the time.
            ahead = (done + 1) / len(mine) * (self.deadline - began) - (time.monotonic() - began)
            if done % 10 == 9 and ahead > 0:
                time.sleep(ahead)


class Server:
    def __init__(self):
        command = [PROGRAM, "sandbox", "--data", WORK / "server", "--data-dir", WORK / "own"]
        self.process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.line = json.loads(self.process.stdout.readline())

    def program(self, *words, **more):
        command = [PROGRAM, "--api-url", self.line["api_url"], "--data-dir", WORK / "data", *words]
        env = {"PATH": os.environ["PATH"], "HOME": str(WORK), "QUE_API_KEY_AUTH": self.line["api_key"]}
        return subprocess.Popen(list(map(str, command)), env=env, text=True, **more)


def watch(server, log, *words):
    poll = ["--poll"] if options.poll else []
    command = ["watch", "--json", "--sign", "--origin", "digitalCapture", *poll, *words, *SEEN]
    return server.program(*command, stdout=log, stderr=log)


def main():
    for folder in HOT:
        folder.mkdir(parents=True, exist_ok=True)
    server = Server()
    began = time.monotonic()
    writers = [Writer(number, began + options.seconds) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    kills, away = 0, "before"
    with open(WORK / "log", "w") as log:
        while any(writer.is_alive() for writer in writers):
            running = watch(server, log)
            until = time.monotonic() + options.kill_every
            while time.monotonic() < until:
                assert running.poll() is None, f"the program ended by itself with {running.returncode}: {WORK}/log"
                passed = time.monotonic() - began
                if away == "before" and passed > options.seconds / 3:
                    server.process.send_signal(signal.SIGSTOP)
                    away = "now"
                elif away == "now" and passed > options.seconds / 3 + options.away:
                    server.process.send_signal(signal.SIGCONT)
                    away = "over"
                time.sleep(0.05)
            running.kill()
            running.wait()
            kills += 1
        if away == "now":
            server.process.send_signal(signal.SIGCONT)
        last = watch(server, log, "--once")
        code = last.wait(900)
        again = watch(server, log, "--once")
        code_again = again.wait(900)
    history = server.program("history", "--limit", 0, "--json", stdout=subprocess.PIPE)
    records = [json.loads(line) for line in history.communicate()[0].splitlines()]
    server.process.terminate()
    whole = {key: name for writer in writers for key, name in writer.whole.items()}
    last_contents = {str(path): key for writer in writers for path, key in writer.last.items()}
    stored = collections.Counter(record["sha256"] for record in records if record["key"])
    signed = collections.Counter(record["sha256"] for record in records if record["asset_s3_uri"])
    doubt = [record for record in records if record["key"] and record["error"] and not record["asset_s3_uri"]]
    counts = {
        "files": len(last_contents), "contents": len(whole), "kills": kills, "records": len(records),
        "last contents missing": sum(stored[key] == 0 for key in last_contents.values()),
        "last contents twice": sum(stored[key] > 1 for key in last_contents.values()),
        "in pieces": sum(1 for key in stored if key not in whole),
        "other contents twice": sum(1 for key in stored if stored[key] > 1 and key not in last_contents.values()),
        "signed once": sum(signed[key] == 1 for key in last_contents.values()),
        "signing in doubt or failed, said": len(doubt),
        "status of the last two runs": [code, code_again],
    }
    for name, count in counts.items():
        print(f"{name}: {count}")
    wrong = sum(counts[name] for name in ("last contents missing", "last contents twice", "in pieces", "other contents twice"))
    unsigned = [path for path, key in last_contents.items() if signed[key] != 1]
    in_doubt = {record["sha256"] for record in doubt}
    silent = [path for path in unsigned if last_contents[path] not in in_doubt]
    print(f"neither signed nor reported: {len(silent)} {silent[:3]}")
    print(f"errors: {collections.Counter((record['error'] or '')[:100] for record in doubt)}")
    print(f"log: {WORK}/log")
    return 1 if wrong or silent else 0


sys.exit(main())
