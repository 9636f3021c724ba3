"""Runs checks of the program in a window: a line for each, details of each failure, and at the end the names of those that
failed.

For scripts that are called as `NAME.py PROGRAM [WORD…]`. With words, they run only checks whose names contain one of them.
Pictures go to $SHOTS. WORK is a new folder for each script's files."""
import os, re, shutil, sqlite3, sys, tempfile, time, traceback
from pathlib import Path

NAME = Path(sys.argv[0]).stem.replace("_", "-")
PROGRAM = str(Path(sys.argv[1]).resolve())
WORDS = sys.argv[2:]
SHOTS = Path(os.environ.get("SHOTS") or tempfile.mkdtemp(prefix="shots-"))
SHOTS.mkdir(parents=True, exist_ok=True)
WORK = Path(tempfile.mkdtemp(prefix=f"{NAME}-"))
passed, failed, not_tried = 0, [], 0


def is_wanted(name):
    return not WORDS or any(word in name for word in WORDS)


class Checks:
    """Independent checks on one desktop."""

    def __init__(self, rig, name=NAME):
        self.rig, self.name = rig, name

    def check(self, name, body, *arguments):
        """also prints what the body returns"""
        if is_wanted(name):
            self.run(name, name, body, *arguments)

    def run(self, name, label, body, *arguments):
        """returns whether it passed"""
        global passed
        began = time.monotonic()
        try:
            told = body(*arguments)
        except Exception as error:
            failed.append(label)
            print(f"FAIL {label}: {type(error).__name__}: {error}", flush=True)
            traceback.print_exc(file=sys.stdout)
            self.shot(f"failed-{re.sub(r'[^a-z0-9]+', '-', name.lower())}")
            self.look()
            return False
        passed += 1
        print(f"ok   {label}{f': {told}' if told else ''} ({time.monotonic() - began:.1f} s)", flush=True)
        return True

    def shot(self, name):
        try:
            self.rig.screenshot(SHOTS / f"{self.name.replace(' ', '-')}-{name}.png")
        except Exception as error:
            print(f"     no picture: {error}", flush=True)

    def look(self):
        """prints the program's last output"""
        print("\n".join(self.rig.output()[-30:]), flush=True)


class Day(Checks):
    """A desktop and checks that build on each other: after a failure, the rest of the day is skipped. With words on the
    command line, only days whose names contain one of them run."""

    def __init__(self, name, rig):
        super().__init__(rig, name)
        self.wanted = is_wanted(name)
        self.broken = False

    def __enter__(self):
        if self.wanted:
            self.broken = not self.run("the desktop", f"{self.name}: the desktop and the program start", self.start)
        return self

    def start(self):
        # Its result is not worth printing.
        self.rig.start()

    def __exit__(self, *_):
        self.rig.stop()

    def check(self, name):
        """a decorator: the function is the check"""
        def decorate(body):
            global not_tried
            label = f"{self.name}: {name}"
            if not self.wanted:
                return
            if self.broken:
                not_tried += 1
                print(f"skip {label} (an earlier check failed)", flush=True)
                return
            self.broken = not self.run(name, label, body)
        return decorate

    def look(self):
        try:
            print(self.rig.dump_tree(), flush=True)
        except Exception:
            pass
        super().look()


def recorded(data, query, *values):
    """queries the program's database in this data folder"""
    for file in Path(data).rglob("uploads.sqlite3"):
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=5)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()
    return []


def end():
    """the last line names the failures: of a long log, often only the end is kept"""
    shutil.rmtree(WORK, ignore_errors=True)
    told = f"{passed} passed, {len(failed)} failed"
    if not_tried:
        told += f", {not_tried} not tried after that"
    if failed:
        told += ": " + "; ".join(failed)
    print(told, flush=True)
    sys.exit(bool(failed))
