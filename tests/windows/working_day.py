#!/usr/bin/python3
"""A working day with the real window of the Windows program, under wine.

    /usr/bin/python3 working_day.py PROGRAM.exe [WORD…]

$WINEPREFIX names a prefix in which the program starts: see `run`. wine has no accessibility tree for other programs, so the
window is driven by keys, and results are read from the database, the sandbox's storage and the clipboard. Prints a line for
each check and ends with 'N passed, N failed'. Pictures go to $SHOTS."""
import json, os, shutil, sqlite3, subprocess, sys, tempfile, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "desktop"))
from checks import PROGRAM, WORK, Day, end
from rig import Rig, RigError, wait_for

WINE = {name: os.environ[name] for name in ("WINEPREFIX", "WINEDEBUG", "WINEDLLOVERRIDES", "WINEARCH") if name in os.environ}
SLOW = 60


def windows(path):
    """A path as Windows programs write it. In wine, drive Z: is this machine's root folder."""
    return "Z:" + str(path).replace("/", "\\")


def picture(name, size="640x480"):
    path = WORK / name
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=size={size}:rate=1", "-frames:v", "1",
                    path], check=True)
    return path


def large(name):
    """A sparse file that takes many seconds to send."""
    path = WORK / name
    with open(path, "wb") as file:
        file.truncate(4 << 30)
    return path


def recorded(data, query, *values):
    """Queries a copy of the database: other programs do not see the locks of Windows programs."""
    with tempfile.TemporaryDirectory() as copy:
        file = data / "sandbox" / "uploads.sqlite3"
        for name in (file.name, file.name + "-wal"):
            if file.with_name(name).exists():
                shutil.copy(file.with_name(name), copy)
        try:
            connection = sqlite3.connect(Path(copy) / file.name)
            try:
                return connection.execute(query, values).fetchall()
            finally:
                connection.close()
        except sqlite3.Error as error:      # copied while it was written
            raise RigError(str(error)) from error


class Program:
    def __init__(self, rig, data, *more):
        self.rig, self.data = rig, data
        self.command = ["wine", PROGRAM, "--sandbox", "--data-dir", windows(data), *more]

    def again(self, *arguments, input=None):
        """Runs the program again, to its end."""
        return subprocess.run(["wine", PROGRAM, *arguments], env={**self.rig.env, **WINE}, timeout=SLOW, capture_output=True,
                              input=input, text=True)

    def states(self):
        return dict(recorded(self.data, "SELECT name, state FROM uploads"))

    def is_at(self, state, *names, timeout=SLOW):
        wait_for(lambda: all(self.states().get(name) == state for name in names), timeout, 0.3,
                 what=f"{names} {state}, and not {self.states()}")

    def is_signed(self, name):
        """Whether the signed copy of a file was verified as trusted."""
        wait_for(lambda: [row for row in recorded(
            self.data, "SELECT verdict FROM verifications JOIN uploads ON uploads.id = upload_id"
            " WHERE name = ? AND target = 'signed'", name) if row == ("trusted",)], SLOW, 0.3, what="a trusted signed copy")

    def stored(self, name):
        """The bytes of a file's object in the sandbox's folder."""
        (key,), = recorded(self.data, "SELECT key FROM uploads WHERE name = ?", name)
        found = [path for path in (self.data / "sandbox").rglob(Path(key).name) if str(path).endswith(key)]
        assert found, f"{key} is not stored"
        return found[0].read_bytes()

    def starts(self):
        self.rig.launch(self.command, timeout=SLOW)
        wait_for(lambda: any(title.startswith("Que Uploader") for _, title, *_ in self.rig.windows()), SLOW, 0.3,
                 what="the window")
        time.sleep(2)

    def is_closed(self):
        assert self.rig.app.wait(30) == 0, self.rig.app.returncode


def key(r, *keys):
    for one in keys:
        r.key(one)
        time.sleep(0.4)


# ---------------------------------------------------------------------------------------------------------------------
RIG = Rig(env=WINE, keyring=None, atspi=False, session_bus=False, size=(1400, 1000))
with Day("wine", RIG) as day:
    r = day.rig
    program = Program(r, WORK / "data")
    harbour, market = picture("harbour at dawn.jpg"), picture("日本の写真 🗻.png")

    @day.check("the window opens on the sandbox")
    def _():
        program.starts()
        day.shot("empty")

    @day.check("a drop of files and a folder is uploaded byte for byte")
    def _():
        folder = WORK / "trip to the coast"
        folder.mkdir()
        inner = folder / "in the folder.txt"
        inner.write_text("a text")
        answer = r.drop([harbour, market, folder], hover=1.0)
        assert answer["accepted"] and answer["finished"], answer
        program.is_at("uploaded", harbour.name, market.name, inner.name)
        for file in (harbour, market, inner):
            assert program.stored(file.name) == file.read_bytes(), file
        time.sleep(1)
        day.shot("uploaded")

    @day.check("the keys are copied to the clipboard")
    def _():
        keys = {key for key, in recorded(program.data, "SELECT key FROM uploads")}
        r.focus_window()
        key(r, "F6", "Home", "ctrl+a", "ctrl+c")
        wait_for(lambda: set((r.clipboard() or "").split()) == keys, 10, what=f"{keys} on the clipboard")

    @day.check("pasted paths of Windows and addresses of files are added")
    def _():
        drive, address = picture("a drive.jpg"), picture("an address.jpg")
        r.set_clipboard(f"{windows(drive)}\n\"{windows(harbour)}\"\nfile:///Z:{address}".replace(" ", " "))
        r.focus_window()
        key(r, "ctrl+v")
        program.is_at("uploaded", drive.name, address.name)

    @day.check("the system's dialog stands before the window and adds a file")
    def _():
        chosen = picture("from the dialog.jpg")
        key(r, "ctrl+o")
        window = r.wait_window("^Add files$", 20)
        time.sleep(1)
        day.shot("dialog")
        parent = r.x.create_resource_object("window", window[0]).get_wm_transient_for()
        assert parent and parent.id == r.window, f"{parent} is not {r.window:#x}"
        r.focus_window(window[0])
        r.type(windows(chosen), 40)
        key(r, "Return")
        program.is_at("uploaded", chosen.name)

    @day.check("a file is signed, and its signed copy is trusted")
    def _():
        r.focus_window()
        key(r, "Escape", "ctrl+f")
        r.type("harbour")
        time.sleep(1)
        key(r, "Escape", "F6", "Home")
        day.shot("chosen")
        key(r, "ctrl+s", "space")
        time.sleep(0.5)
        day.shot("origin")
        # The origin, then that there are no other edits, then past the title to the author.
        key(r, "Tab", "space", "Tab", "space", "Tab", "space", "Tab", "Tab")
        time.sleep(0.5)
        r.type("Ada Example", 40)
        time.sleep(0.5)
        day.shot("sign")
        key(r, "ctrl+Return")
        program.is_signed(harbour.name)
        time.sleep(1)
        day.shot("trusted")

    @day.check("the history of the command line tells the same")
    def _():
        ran = program.again("history", "--sandbox", "--json", "--data-dir", windows(program.data))
        told = {Path(record["path"].replace("\\", "/")).name: record for record in map(json.loads, ran.stdout.splitlines())}
        assert set(told) == set(program.states()), ran

    @day.check("a second start hands its file to the first and ends")
    def _():
        second = picture("second start.jpg")
        ran = program.again("--sandbox", "--data-dir", windows(program.data), windows(second))
        assert ran.returncode == 0, ran
        program.is_at("uploaded", second.name)

    @day.check("a file that is in the queue is recognized in another spelling of its path")
    def _():
        rows = len(program.states())
        again, other = windows(WORK / "second start.jpg").upper().replace("\\", "/"), picture("after it.jpg")
        ran = program.again("--sandbox", "--data-dir", windows(program.data), again, windows(other))
        assert ran.returncode == 0, ran
        program.is_at("uploaded", other.name)
        assert len(program.states()) == rows + 1, program.states()

    @day.check("closing the window with files on their way asks first")
    def _():
        r.drop([large("large.mov")], hover=0.5)
        program.is_at("queued", "large.mov")
        time.sleep(1)
        r.close_window()
        time.sleep(2)
        day.shot("quit")
        assert r.app.poll() is None
        key(r, "Escape")
        time.sleep(1)
        assert r.app.poll() is None

    @day.check("a killed program continues at the next start")
    def _():
        r.app.kill()
        r.app.wait(10)
        program.starts()
        program.is_at("uploaded", "large.mov", timeout=240)

    @day.check("the end of the session closes the window in order, and nothing is asked")
    def _():
        r.drop([large("another.mov")], hover=0.5)
        program.is_at("queued", "another.mov")
        time.sleep(1)
        began = time.monotonic()
        subprocess.run(["wineboot", "--end-session"], env={**r.env, **WINE}, timeout=SLOW)
        program.is_closed()
        assert time.monotonic() - began < 10, time.monotonic() - began

    @day.check("trying the sandbox from a first start opens another window, and the first program ends")
    def _():
        r.launch(["wine", PROGRAM, "--data-dir", windows(WORK / "first")], timeout=SLOW)
        time.sleep(3)
        day.shot("first-start")
        r.focus_window()
        # From the key, past the two ways to keep it and "Use another server…", to "Try the sandbox".
        key(r, "Tab", "Tab", "Tab", "Tab", "space")
        program.is_closed()
        record = WORK / "first" / "sandbox" / "uploads.sqlite3"
        wait_for(lambda: record.exists() and r.windows(), SLOW, 0.3, what="the other window")
        time.sleep(3)
        day.shot("restarted")
        r.close_window(r.windows()[0][0])
        wait_for(lambda: not r.windows(), 30, what="no window")

    @day.check("the Credential Manager keeps the key")
    def _():
        where = ["--api-url", "https://api.example.org", "--data-dir", windows(WORK / "keys")]
        ran = program.again("key", "set", *where, input="que_0123456789abcdef0123456789abcdef\n")
        assert ran.returncode == 0 and "Credential Manager" in ran.stdout, ran
        assert program.again("key", "status", *where).returncode == 0
        assert program.again("key", "delete", *where).returncode == 0
        assert program.again("key", "status", *where).returncode == 2

end()
