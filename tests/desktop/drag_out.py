#!/usr/bin/python3
"""Rows dragged out of the real program arrive: GTK, Qt and an upload field in Chromium receive them, and their bytes are
compared with what the sandbox has stored. On X11; drag_out_wayland.py does it on Wayland.

    /usr/bin/python3 drag_out.py PROGRAM [WORD…]

Prints a line for each check and ends with 'N passed, N failed' (exit status 1 if any failed). With words, runs only the
checks whose names contain one of them. Pictures go to $SHOTS."""
import os, re, shutil, signal, subprocess, sys, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from checks import PROGRAM, SHOTS, WORDS, WORK, Checks, end, recorded
from rig import Rig, die_with_parent, wait_for
from mutter_rig import MutterRig
from wayland_rig import WaylandRig

HERE = Path(__file__).resolve().parent
NAME = "harbor at dawn 100% #1.jpg"
SIGNED = "harbor at dawn 100% #1-signed.jpg"


def make():
    """a file to sign in two folders, and one that stays unsigned"""
    paths = []
    for place, name in enumerate((NAME, NAME, "notes.txt")):
        folder = WORK / f"files {place}"
        folder.mkdir()
        paths.append(folder / name)
    picture = ["-f", "lavfi", "-i", "testsrc2=size=320x240:rate=1", "-frames:v", "1"]
    subprocess.run(["ffmpeg", "-v", "error", "-y", *picture, paths[0]], check=True)
    subprocess.run(["ffmpeg", "-v", "error", "-y", *picture, "-vf", "hflip", paths[1]], check=True)
    paths[2].write_text("not signed")
    return paths


FILES = make()


class Desktop:
    """a display with the program on it; one file is signed twice under the same name"""

    def __init__(self, kind):
        self.kind = kind
        self.x11 = kind == "x11"
        self.rig = {"x11": Rig, "wayland": WaylandRig, "mutter": MutterRig}[kind](size=(1600, 1200), keyring=None, **({} if self.x11 else {"wm": None}))
        self.data = WORK / f"data {kind}"

    def __enter__(self):
        self.rig.start()
        # Uploaded and signed by the command line: here only the drags matter.
        base = [PROGRAM, "upload", "--sandbox", "--data-dir", str(self.data)]
        env = self.rig.env
        subprocess.run([*base, "--sign", "--author", "Ada Example", "--origin", "digitalCapture", "--all-actions", "yes",
                        *map(str, FILES[:2])], env=env, check=True, stdout=subprocess.DEVNULL)
        subprocess.run([*base, str(FILES[2])], env=env, check=True, stdout=subprocess.DEVNULL)
        self.launch()
        return self

    def launch(self):
        r = self.rig
        other = "WAYLAND_DISPLAY" if self.x11 else "DISPLAY"
        before, r.env = r.env, {key: value for key, value in r.env.items() if key != other}
        try:
            r.launch([PROGRAM, "--sandbox", "--data-dir", str(self.data)], wait_window=self.x11)
        finally:
            r.env = before
        r.find("History", role="page tab", timeout=30)
        if not self.x11:
            r.put("Que Uploader", 10, 10)
        r.click("History", role="page tab", how="action")
        r.find(re.compile("^notes.txt, "))

    def __exit__(self, *_):
        self.rig.stop()

    # -- the pointer
    def move(self, x, y):
        if not self.x11:
            self.rig.hands.move(x, y)
        else:
            self.rig.run("xdotool", "mousemove", str(x), str(y))

    def button(self, pressed):
        if not self.x11:
            self.rig.hands.button(pressed)
        else:
            self.rig.run("xdotool", "mousedown" if pressed else "mouseup", "1")

    def rows(self, name=NAME):
        return sorted(self.rig.find_all(re.compile(f"^{re.escape(name)}, ")), key=lambda row: row.extents[1])

    def origin(self):
        """what to add to the places of controls: a Wayland window doesn't know its own"""
        if self.x11:
            return 0, 0
        if self.kind == "mutter":
            # Below the title bar that the program draws, in the upper left corner.
            return 0, 35
        found = self.rig.titled("Que Uploader")["rect"]
        return found["x"], found["y"]

    def place_of(self, row):
        x, y, _, height = row.extents
        left, top = self.origin()
        return left + x + 120, top + y + height // 2

    def click(self, x, y):
        self.move(x, y)
        time.sleep(0.1)
        self.button(True)
        time.sleep(0.05)
        self.button(False)

    def open_tab(self, name, shows):
        x, y, width, height = self.rig.find(name, role="page tab").extents
        left, top = self.origin()
        self.click(left + x + width // 2, top + y + height // 2)
        self.rig.find(re.compile(shows))

    def drop(self, row, receiver):
        """drags a row onto this program, and drops it as soon as that has noticed it"""
        self.drag(row, receiver.at, release=False)

        def noticed():
            receiver.at = (receiver.at[0] - 1, receiver.at[1])
            self.move(*receiver.at)
            return receiver.has_said("hover")
        wait_for(noticed, 15, 0.1, what="the receiver to notice the drag")
        self.button(False)

    def drag(self, row, to, release=True):
        """drags a row there"""
        x, y = self.place_of(row)
        self.move(x, y)
        time.sleep(0.1)
        self.button(True)
        for step in range(1, 7):
            time.sleep(0.03)
            self.move(x + step * 4, y + step * 3)
        # The first time, the files are fetched before the drag begins.
        time.sleep(0.3)
        for step in range(1, 11):
            time.sleep(0.03)
            self.move(x + 24 + (to[0] - x - 24) * step // 10, y + 18 + (to[1] - y - 18) * step // 10)
        if release:
            self.button(False)

    def stored(self):
        """the bytes of the signed copies in the sandbox, by upload"""
        uris = recorded(self.data, "SELECT upload_id, signed_uri FROM signings ORDER BY upload_id")
        server = self.data / "sandbox" / "server"
        found = {}
        for upload, uri in uris:
            key = uri.removeprefix("s3://").partition("/")[2]
            path = next(path for path in server.rglob(Path(key).name) if str(path).endswith(key))
            found[upload] = path.read_bytes()
        return found


class Receiver:
    """a program to drop on, in the lower right corner; `more` goes into its environment"""

    def __init__(self, desktop, kind):
        self.desktop, self.folder = desktop, WORK / f"received {desktop.kind} {kind} {time.monotonic_ns()}"
        self.folder.mkdir()
        r = desktop.rig
        env = {**r.env, "NO_AT_BRIDGE": "1"}
        if not desktop.x11:
            env.update(GDK_BACKEND="wayland", QT_QPA_PLATFORM="wayland", RECEIVER_ON="wayland")
            env.pop("DISPLAY")
        else:
            env.update(QT_QPA_PLATFORM="xcb", GDK_BACKEND="x11")
        self.process = subprocess.Popen(["/usr/bin/python3", str(HERE / f"{kind}_receiver.py"), "1250", "850", str(self.folder)],
                                        env=env, stdout=subprocess.PIPE, start_new_session=True, preexec_fn=die_with_parent)
        r.procs.append(("receiver", self.process))
        os.set_blocking(self.process.stdout.fileno(), False)
        self.heard = ""
        self.hear("ready", 40)
        if desktop.kind == "mutter":
            # Its keys move the window with the focus.
            self.hear("focused")
        if not desktop.x11:
            place = r.put("receiver", 1250, 850)["rect"]
            self.at = (place["x"] + place["width"] // 2, place["y"] + place["height"] // 2)
        else:
            wait_for(lambda: r.wait_window("receiver")[2] > 1100, 10, what="the receiver at its place")
            _, _, x, y, width, height = r.wait_window("receiver")
            self.at = (x + width // 2, y + height // 2)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.desktop.button(False)
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        r = self.desktop.rig
        r.procs = [(name, process) for name, process in r.procs if process is not self.process]
        shutil.rmtree(self.folder, ignore_errors=True)

    def has_said(self, word):
        try:
            self.heard += os.read(self.process.stdout.fileno(), 65536).decode()
        except BlockingIOError:
            pass
        return re.search(rf"^(?:{word}).*$", self.heard, re.M)

    def hear(self, word, timeout=15):
        return wait_for(lambda: self.has_said(word), timeout, 0.01, what=f"{word!r} from the receiver")[0]

    def files(self):
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}


def one(desktop, kind):
    with Receiver(desktop, kind) as receiver:
        # The newest comes first.
        desktop.drop(desktop.rows()[0], receiver)
        heard = receiver.hear("received")
        assert heard.split() == ["received", "1"], heard
        received = receiver.files()
        assert list(received) == [SIGNED], list(received)
        assert received[SIGNED] in desktop.stored().values()
        assert received[SIGNED] not in [path.read_bytes() for path in FILES]


def selection(desktop, kind):
    """all three: two signed under the same name, and an original"""
    with Receiver(desktop, kind) as receiver:
        # The click gives the window the keyboard.
        desktop.click(*desktop.place_of(desktop.rows()[0]))
        time.sleep(0.3)
        keys(desktop, "ctrl+a")
        time.sleep(0.3)
        desktop.drop(desktop.rows()[1], receiver)
        heard = receiver.hear("received")
        assert heard.split() == ["received", "3"], heard
        received = receiver.files()
        numbered = SIGNED.replace(".jpg", " (2).jpg")
        assert sorted(received) == sorted([SIGNED, numbered, "notes.txt"]), list(received)
        assert received["notes.txt"] == b"not signed"
        assert sorted([received[SIGNED], received[numbered]]) == sorted(desktop.stored().values())
        keys(desktop, "Escape")


def keys(desktop, combination):
    if not desktop.x11:
        desktop.rig.hands.key(combination.removeprefix("ctrl+"), control=combination.startswith("ctrl+"))
    else:
        desktop.rig.key(combination)


def own_window(desktop):
    """a drag onto the program's own window adds nothing and looks like no drop of files"""
    before = recorded(desktop.data, "SELECT count(*) FROM uploads")
    r = desktop.rig
    row = desktop.rows()[0]
    x, y = desktop.place_of(row)
    desktop.drag(row, (x + 200, y + 300), release=False)
    time.sleep(0.3)
    assert not r.exists(re.compile("^Drop to|^None of this"))
    desktop.button(False)
    time.sleep(0.3)
    assert recorded(desktop.data, "SELECT count(*) FROM uploads") == before
    # The window works as before: the button counts as released.
    desktop.open_tab("Queue", "^Drop files or folders here")
    desktop.open_tab("History", "^notes.txt, ")


def nowhere(desktop):
    """a drag that ends where nobody takes files leaves no trace, and the next one works"""
    # All may still be selected, if Escape went to the program that received the last drag.
    desktop.click(*desktop.place_of(desktop.rows()[0]))
    time.sleep(0.3)
    desktop.drag(desktop.rows()[0], (1580, 1180))
    time.sleep(0.3)
    one(desktop, "gtk")


def folders(desktop):
    temporary = Path(desktop.rig.env.get("TMPDIR") or "/tmp")
    return {path for path in temporary.glob("que-uploader-drag-*")}


def cleaned(desktop):
    """the copies are private, gone after the end, and after the next start if the program was killed"""
    before = folders(desktop)
    with Receiver(desktop, "gtk") as receiver:
        desktop.drop(desktop.rows()[0], receiver)
        receiver.hear("received")
    r = desktop.rig
    mine = {path for path in folders(desktop) if path.stat().st_mode & 0o777 == 0o700}
    assert mine and mine == folders(desktop), folders(desktop)
    r.app.kill()
    r.app.wait(10)
    assert mine <= folders(desktop)
    desktop.launch()
    wait_for(lambda: not folders(desktop) & mine, 10, what="the folder of the killed program to go")
    with Receiver(desktop, "gtk") as receiver:
        desktop.drop(desktop.rows()[0], receiver)
        receiver.hear("received")
    assert folders(desktop)
    r.app.terminate()
    r.app.wait(10)
    assert not folders(desktop), (before, folders(desktop))


CHECKS = [
    ("to GTK", one, "gtk"), ("to Qt", one, "qt"), ("a selection to GTK", selection, "gtk"),
    ("to an upload field in Chromium", one, "chromium"), ("a selection to Chromium", selection, "chromium"),
    ("onto its own window", own_window), ("to nowhere", nowhere), ("and its copies are cleaned up", cleaned),
]


def main(kind):
    wanted = [(f"{kind}: dragged {name}", body, arguments) for name, body, *arguments in CHECKS]
    if kind == "mutter":
        # The compositors differ in how a drag begins and ends, not in who receives it.
        wanted = [check for check in wanted if "to GTK" in check[0] or "own window" in check[0]]
    if not WORDS or any(word in name for name, _, _ in wanted for word in WORDS):
        with Desktop(kind) as desktop:
            checks = Checks(desktop.rig, f"drag-out-{kind}")
            for name, body, arguments in wanted:
                checks.check(name, body, desktop, *arguments)


if __name__ == "__main__":
    main("x11")
    end()
