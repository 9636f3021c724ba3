"""Checks of the real program against a disk, a clock and a debugger. See tests/machine/run.

    python3 checks.py PROGRAM [WORD…]

Prints a line for each check and ends with 'N passed, N failed, N not possible here'."""
import glob, http.server, json, os, re, resource, shutil, signal, socketserver, sqlite3, subprocess, sys, tempfile
import threading, time, traceback, urllib.request
from pathlib import Path

PROGRAM = str(Path(sys.argv[1]).resolve())
WORDS = sys.argv[2:]
WORK = Path(tempfile.mkdtemp(prefix="machine-"))
passed = failed = impossible = 0


class NotHere(Exception):
    """This machine cannot do what the check needs."""


def check(name):
    def run(body):
        global passed, failed, impossible
        if WORDS and not any(word in name for word in WORDS):
            return
        place = WORK / re.sub(r"\W+", "-", name)
        place.mkdir()
        began = time.monotonic()
        try:
            note = body(place)
            passed += 1
            print(f"ok   {name} ({time.monotonic() - began:.1f} s){f': {note}' if note else ''}", flush=True)
        except NotHere as why:
            impossible += 1
            print(f"-    {name}: not possible here: {why}", flush=True)
        except Exception as error:
            failed += 1
            print(f"FAIL {name}: {type(error).__name__}: {error}", flush=True)
            traceback.print_exc()
    return run


class Server:
    """The sandbox in its own process."""

    def __init__(self, place):
        self.process = subprocess.Popen([PROGRAM, "sandbox", "--data", str(place / "server"), "--data-dir", str(place / "own")],
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.line = json.loads(self.process.stdout.readline())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)

    def command(self, data, *arguments):
        return [PROGRAM, "--api-url", self.line["api_url"], "--data-dir", str(data), *map(str, arguments)]

    def env(self, **more):
        return {"PATH": os.environ["PATH"], "HOME": str(WORK), "QUE_API_KEY_AUTH": self.line["api_key"], **more}

    def run(self, data, *arguments, **more):
        return subprocess.run(self.command(data, *arguments), env=self.env(**more), capture_output=True, text=True, timeout=240)

    def start(self, data, *arguments, cwd=None, limits=None, **more):
        return subprocess.Popen(self.command(data, *arguments), env=self.env(**more), stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, cwd=cwd, preexec_fn=limits)


def events(out, name):
    lines = [json.loads(line) for line in out.splitlines() if line.startswith("{")]
    return [line for line in lines if line["event"] == name]


def files(place, count, size=300):
    folder = place / "files"
    folder.mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"{number:05}.bin").write_bytes(os.urandom(size))
    return folder


def mount(place, *options):
    """A small file system, unmounted when this script ends."""
    done = subprocess.run(["mount", "-t", "tmpfs", *options, "tmpfs", str(place)], capture_output=True, text=True)
    if done.returncode:
        raise NotHere(done.stderr.strip())


def no_panic(*texts):
    for text in texts:
        assert "panicked" not in text, text


def wait_for(what, is_so, timeout=60):
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < timeout, f"waited in vain for {what}"
        time.sleep(0.02)


# ---------------------------------------------------------------------------------------------------------------------

@check("a full disk is reported, and once there is room the queue continues with nothing lost")
def _(place):
    data = place / "data"
    data.mkdir()
    mount(data, "-o", "size=2m,mode=0700")
    try:
        with Server(place) as server:
            first = server.run(data, "upload", "--json", files(place, 20))
            assert first.returncode == 0, first
            (data / "filler").write_bytes(b"x" * (os.statvfs(data).f_bavail * 4096 - 900_000))
            full = server.run(data, "upload", "--json", files(place, 3000, 20))
            no_panic(full.stderr)
            lost = events(full.stdout, "failed")
            assert full.returncode == 1 and lost, full
            words = {line["message"] for line in lost}
            assert all("disk is full" in line["message"] and line["step"] == "record" for line in lost), words
            # The queue has exactly what is on disk, and the program reports the rest as not kept.
            rows = sqlite3.connect(data / "uploads.sqlite3").execute("SELECT count(*) FROM uploads").fetchone()[0]
            missing = 20 + 3000 - rows
            assert events(full.stdout, "summary")[0]["not_queued"] == missing, (missing, events(full.stdout, "summary"))
            assert missing == 0 or f"{missing} files NOT in the queue" in full.stderr, full.stderr[-500:]
            told = [line for line in full.stderr.splitlines() if "ERROR" in line]
            assert 1 <= len(told) <= 20 and len(told) < len(lost) / 10, f"{len(told)} lines for {len(lost)} rows: {told[:30]}"
            (data / "filler").unlink()
            subprocess.run(["mount", "-o", "remount,size=64m", str(data)], check=True)
            again = server.run(data, "upload", "--resume", "--json")
            assert again.returncode == 0 and not events(again.stdout, "failed"), again.stderr
            history = server.run(data, "history", "--json", "--limit", "100000")
            known = {json.loads(line)["key"] for line in history.stdout.splitlines()}
            said = {line["key"] for run in (first, full, again) for line in events(run.stdout, "uploaded")}
            assert said <= known, said - known
            objects = place / "server/que-uploader-sandbox/objects"
            stored = {str(found.relative_to(objects)).split("/", 1)[1] for found in objects.rglob("*.bin") if found.is_file()}
            doubtful = {entry["key"] for line in history.stdout.splitlines() for entry in json.loads(line)["unknown_outcomes"]}
            assert len(stored) >= len(said) and stored <= known | doubtful, sorted(stored - known - doubtful)[:5]
            assert len(said) > 20, "some went before the disk was full"
            return f"{len(lost)} of 3,020 rows said {words.pop()!r} in {len(told)} lines of the log; {len(said)} keys said, {len(said & known)} on record"
    finally:
        subprocess.run(["umount", "-l", str(data)])


@check("files that a full disk kept out of the queue are counted, and nothing is said to be kept that is not")
def _(place):
    data = place / "data"
    data.mkdir()
    mount(data, "-o", "size=2m,mode=0700")
    try:
        with Server(place) as server:
            assert server.run(data, "upload", files(place, 1)).returncode == 0
            # Space to start, but none for the rows.
            (data / "filler").write_bytes(b"x" * (os.statvfs(data).f_bavail * 4096 - 65_536))
            full = server.run(data, "upload", files(place, 200, 20))
            no_panic(full.stderr)
            (data / "filler").unlink()
            rows = sqlite3.connect(data / "uploads.sqlite3").execute("SELECT count(*) FROM uploads").fetchone()[0]
            missing = 201 - rows
            said = full.stderr.strip().splitlines()
            assert full.returncode == 1 and missing > 0, full
            assert any(f"{missing} files NOT in the queue" in line for line in said), said[-5:]
            kept = len(full.stdout.split("Failed    ")) - 1 - missing
            assert any("is kept" in line for line in said) == (kept > 0), said[-5:]
            return f"{missing} of 200 not on record: {said[-1]!r}"
    finally:
        subprocess.run(["umount", "-l", str(data)])


@check("2,500 small files under a limit of 256 open files are all uploaded, with the sandbox inside and apart")
def _(place):
    limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
    folder = files(place, 2500)
    inside = subprocess.run([PROGRAM, "--sandbox", "--data-dir", str(place / "inside"), "upload", "--json", str(folder)],
                            env={"PATH": os.environ["PATH"], "HOME": str(WORK)}, capture_output=True, text=True, preexec_fn=limit)
    no_panic(inside.stderr)
    assert inside.returncode == 0 and len(events(inside.stdout, "uploaded")) == 2500, inside.stderr[-500:]
    with Server(place) as server:
        process = server.start(place / "apart", "upload", "--json", folder, limits=limit)
        out, err = process.communicate(timeout=240)
        no_panic(err)
        assert process.returncode == 0 and len(events(out, "uploaded")) == 2500, err[-500:]
    return "2,500 of 2,500, twice"


@check("a read-only data folder is reported")
def _(place):
    data = place / "data"
    data.mkdir()
    mount(data, "-o", "size=4m,mode=0700")
    try:
        with Server(place) as server:
            assert server.run(data, "upload", "--json", files(place, 5)).returncode == 0
            done = subprocess.run(["mount", "-o", "remount,ro", str(data)], capture_output=True, text=True)
            if done.returncode:
                raise NotHere(done.stderr.strip())
            upload = server.run(data, "upload", "--json", place / "files")
            history = server.run(data, "history", "--json")
            no_panic(upload.stderr, history.stderr)
            assert history.returncode == 0 and len(history.stdout.splitlines()) == 5, history
            assert "is read-only" in history.stderr, history
            forget = server.run(data, "history", "forget", "--all", "--yes")
            assert forget.returncode in (1, 2) and forget.stderr.strip(), forget
            assert upload.returncode in (1, 2) and not events(upload.stdout, "added"), upload
            said = upload.stderr.strip().splitlines()
            assert any("read-only" in line or "written" in line for line in said), said
            return f"upload: {' '.join(line.strip() for line in said)!r}; history: exit {history.returncode}, " \
                   f"{len(history.stdout.splitlines())} of 5 records, {history.stderr.strip()!r}"
    finally:
        subprocess.run(["umount", "-l", str(data)])


def window(command, env, **more):
    """The program in a window on a private desktop."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "desktop"))
    try:
        from rig import Rig
    except ImportError as why:
        raise NotHere(f"{why}; tests/desktop/run installs it") from None
    return Rig(cmd=command, env=env, size=(1300, 900), keyring=None, **more)


SHOTS = Path(os.environ.get("SHOTS") or WORK)


@check("a disk that fills up under the window is reported in the row, and a retry succeeds once there is room")
def _(place):
    data = place / "data"
    data.mkdir()
    mount(data, "-o", "size=64m,mode=0700")
    for name in ("before.bin", "during.bin"):
        (place / name).write_bytes(os.urandom(500))
    try:
        with Server(place) as server, window(server.command(data), server.env()) as rig:
            rig.drop([place / "before.bin"])
            rig.find(re.compile(r"^before\.bin, .*uploaded", re.I), timeout=20)
            with open(data / "filler", "wb", buffering=0) as filler:
                try:
                    while True:
                        filler.write(b"x" * 4096)
                except OSError:
                    pass
            rig.drop([place / "during.bin"])
            row = rig.find(re.compile(r"^during\.bin, .*disk is full", re.I), timeout=60).name
            rig.screenshot(SHOTS / "disk-full.png")
            (data / "filler").unlink()
            rig.click("Retry during.bin")
            rig.find(re.compile(r"^during\.bin, .*uploaded", re.I), timeout=30)
            rig.close_window()
            assert rig.app.wait(10) == 0
            no_panic("\n".join(rig.output()))
            history = server.run(data, "history", "--json", "--search", "during.bin")
            assert len(history.stdout.splitlines()) == 1, history
            return repr(row)
    finally:
        subprocess.run(["umount", "-l", str(data)])


@check("a window that cannot start in a read-only folder says why in a window")
def _(place):
    data = place / "data"
    data.mkdir()
    mount(data, "-o", "size=4m,mode=0700,ro")
    try:
        with window([PROGRAM, "--sandbox", "--data-dir", str(data)], {}) as rig:
            rig.find("Que Uploader cannot start")
            said = rig.find(re.compile("cannot be used")).name
            rig.screenshot(SHOTS / "cannot-start.png")
            rig.click("Quit")
            code = rig.app.wait(10)
            assert code == 2, code
            no_panic("\n".join(rig.output()))
            return repr(said)
    finally:
        subprocess.run(["umount", "-l", str(data)])


@check("a disk that becomes read-only under the window is reported in the row, and recorded uploads are kept")
def _(place):
    data, image = place / "data", place / "disk.img"
    data.mkdir()
    with open(image, "wb") as file:
        file.truncate(64 << 20)
    subprocess.run(["mkfs.ext4", "-q", str(image)], check=True)
    for name in ("before.bin", "during.bin"):
        (place / name).write_bytes(os.urandom(500))
    mount_disk = ["mount", "-o", "loop,errors=remount-ro", str(image), str(data)]
    mounted = subprocess.run(mount_disk, capture_output=True, text=True)
    if mounted.returncode != 0:
        raise NotHere(mounted.stderr.strip())
    data.chmod(0o700)
    try:
        with Server(place) as server:
            with window(server.command(data), server.env()) as rig:
                rig.drop([place / "before.bin"])
                rig.find(re.compile(r"^before\.bin, .*uploaded", re.I), timeout=20)
                # As after a disk error: files open for writing do not prevent it.
                subprocess.run(["mount", "-o", "remount,abort", str(data)], check=True)
                rig.drop([place / "during.bin"])
                row = rig.find(re.compile(r"^during\.bin, .*(read-only|disk failed)", re.I), timeout=60).name
                rig.screenshot(SHOTS / "read-only.png")
                rig.close_window()
                # Closing the window would lose unsaved rows, so it asks first.
                rig.find(re.compile("^Quit and lose files"))
                rig.screenshot(SHOTS / "quit-and-lose.png")
                rig.click("Quit")
                assert rig.app.wait(10) == 0
                no_panic("\n".join(rig.output()))
            subprocess.run(["umount", str(data)], check=True)
            subprocess.run(mount_disk, check=True)
            history = server.run(data, "history", "--json")
            assert [json.loads(line)["name"] for line in history.stdout.splitlines()] == ["before.bin"], history
            again = server.run(data, "upload", "--json", place / "during.bin")
            assert again.returncode == 0 and len(events(again.stdout, "uploaded")) == 1, again
            return repr(row)
    finally:
        subprocess.run(["umount", "-l", str(data)])


@check("a record that is deleted under the window is written again, and the window says so")
def _(place):
    data = place / "data"
    for name in ("before.bin", "after.bin"):
        (place / name).write_bytes(os.urandom(500))
    with Server(place) as server, window(server.command(data), server.env()) as rig:
        rig.drop([place / "before.bin"])
        rig.find(re.compile(r"^before\.bin, .*uploaded", re.I), timeout=20)
        for path in data.glob("uploads.sqlite3*"):
            path.unlink()
        rig.drop([place / "after.bin"])
        rig.find(re.compile(r"^after\.bin, .*uploaded", re.I), timeout=30)
        said = rig.find(re.compile("was deleted while it was in use")).name
        rig.screenshot(SHOTS / "deleted.png")
        rig.close_window()
        assert rig.app.wait(10) == 0
        no_panic("\n".join(rig.output()))
        history = server.run(data, "history", "--json")
        assert len(history.stdout.splitlines()) == 2, history
        return repr(said)


def faketime():
    found = glob.glob("/usr/lib/*/faketime/libfaketime.so.1")
    if not found:
        raise NotHere("no libfaketime")
    return found[0]


@check("a clock set back and forward while files go: no panic, no id twice, every file continues")
def _(place):
    clock = place / "clock"
    clock.write_text("+0d\n")
    fake = dict(LD_PRELOAD=faketime(), FAKETIME_TIMESTAMP_FILE=str(clock), FAKETIME_NO_CACHE="1", FAKETIME_DONT_FAKE_MONOTONIC="1")
    with Server(place) as server:
        folder = files(place, 120, 60_000)
        data = place / "data"
        jumps = []
        process = server.start(data, "upload", "--json", "--jobs", "2", folder, **fake)
        out = []
        reader = threading.Thread(target=lambda: out.extend(process.stdout), daemon=True)
        reader.start()
        for jump in ("-2h", "+3h", "-400d", "+1d", "-1y", "+10m", "-1h"):
            before = len(out)
            clock.write_text(f"{jump}\n")
            jumps.append(jump)
            wait_for(f"progress after {jump}", lambda: len(out) > before + 4 or process.poll() is not None)
        assert process.wait(120) == 0, process.stderr.read()
        reader.join(10)
        no_panic(process.stderr.read())
        uploaded = events("".join(out), "uploaded")
        assert len(uploaded) == 120, len(uploaded)
        # Each later run starts at another time; ids follow the last one on record.
        for number, when in enumerate(("-5y", "+0d", "-30d")):
            clock.write_text(f"{when}\n")
            more = place / f"more-{number}"
            more.mkdir()
            for index in range(20):
                (more / f"{index}.bin").write_bytes(os.urandom(50))
            run = server.run(data, "upload", "--json", more, **fake)
            no_panic(run.stderr)
            assert run.returncode == 0 and len(events(run.stdout, "uploaded")) == 20, run
        ids = [row[0] for row in sqlite3.connect(data / "uploads.sqlite3").execute("SELECT id FROM uploads ORDER BY rowid")]
        assert len(ids) == len(set(ids)) == 180, (len(ids), len(set(ids)))
        return f"jumps {', '.join(jumps)} in one run, then runs at -5y, today, -30d: 180 of 180 uploaded, 180 ids"


@check("a clock set back while the server asked to wait makes nobody wait longer")
def _(place):
    clock = place / "clock"
    clock.write_text("+0d\n")
    fake = dict(LD_PRELOAD=faketime(), FAKETIME_TIMESTAMP_FILE=str(clock), FAKETIME_NO_CACHE="1", FAKETIME_DONT_FAKE_MONOTONIC="1")
    with Server(place) as server:
        upstream, asked = server.line["api_url"], []

        class Limited(http.server.BaseHTTPRequestHandler):
            """Answers 429 to the first call and passes on the others."""
            def log_message(self, *_): pass

            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                asked.append(time.monotonic())
                if len(asked) == 1:
                    self.send_response(429)
                    self.send_header("Retry-After", "3")
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "content-length")}
                request = urllib.request.Request(upstream.rstrip("/") + self.path, body or None, headers, method=self.command)
                with urllib.request.urlopen(request) as answer:
                    text = answer.read()
                    self.send_response(answer.status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(text)))
                    self.end_headers()
                    self.wfile.write(text)
            do_GET = do_POST = answer

        class Threads(socketserver.ThreadingMixIn, http.server.HTTPServer):
            daemon_threads = True
        limited = Threads(("127.0.0.1", 0), Limited)
        threading.Thread(target=limited.serve_forever, daemon=True).start()
        server.line["api_url"] = f"http://127.0.0.1:{limited.server_port}"
        process = server.start(place / "data", "upload", "--json", files(place, 1), **fake)
        wait_for("the first call", lambda: asked)
        clock.write_text("-2h\n")
        assert process.wait(60) == 0
        no_panic(process.stderr.read())
        waited = asked[1] - asked[0]
        assert 2.9 < waited < 30, waited
        return f"asked to wait 3 s, clock set back 2 h, the next call came after {waited:.1f} s"


@check("a program that crashes leaves no core, and neither key nor signature is in its files")
def _(place):
    with Server(place) as server:
        key = server.line["api_key"]
        data, cores = place / "data", place / "cores"
        cores.mkdir()
        large = place / "large.bin"
        with open(large, "wb") as file:
            file.truncate(3 << 30)
        pattern = Path("/proc/sys/kernel/core_pattern").read_text().strip()
        unlimited = lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        process = server.start(data, "-vv", "upload", "--json", large, cwd=cores, limits=unlimited)
        err = []
        threading.Thread(target=lambda: err.extend(process.stderr), daemon=True).start()
        wait_for("the upload", lambda: any("upload URL" in line for line in err))
        time.sleep(0.5)
        assert process.poll() is None, "it ended too early to be caught at work"
        # Anyone who may read a running program's memory finds the key: the next call needs it.
        subprocess.run(["gcore", "-o", str(place / "memory"), str(process.pid)], capture_output=True)
        process.send_signal(signal.SIGABRT)
        process.wait(60)
        assert not list(cores.iterdir()), "a core was written"
        signature = b"X-Amz-Signature="
        for path in data.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert key.encode() not in content and signature.lower() not in content.lower(), path
        assert key not in "".join(err) and "X-Amz-Signature" not in "".join(err)
        names = sorted(path.name for path in data.rglob("*") if path.is_file())
        told = f"no core ({pattern}); files {', '.join(names)} and standard error at -vv: clean"
        for image in place.glob("memory*"):
            memory = image.read_bytes()
            told += f". Its memory while at work ({len(memory) >> 20} MiB, by gcore) has the key {memory.count(key.encode())} times"
        return told


shutil.rmtree(WORK, ignore_errors=True)
print(f"{passed} passed, {failed} failed, {impossible} not possible here")
sys.exit(bool(failed))
