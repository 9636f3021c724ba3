#!/usr/bin/python3
"""Drops on a Wayland desktop: a native GTK window drags onto the real program, once as a window of XWayland and once as
one of Wayland itself. The desktop is headless sway, with virtual mouse and keyboard.

    /usr/bin/python3 wayland.py PROGRAM [WORD…]

Prints a line for each check and ends with 'N passed, N failed' (exit status 1 if any failed). With words, runs only the
checks whose names contain one of them. Times are printed and never judged. Pictures go to $SHOTS."""
import json, os, re, signal, subprocess, sys, tempfile, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from checks import PROGRAM, SHOTS, WORDS, WORK, Checks, end, recorded
from rig import RigError, die_with_parent, uri_list, wait_for
from mutter_rig import MutterRig
from wayland_rig import WaylandRig

HERE = Path(__file__).resolve().parent
class Program:
    """the program with an empty queue, on X11 or on Wayland"""

    def __init__(self, kind, *arguments):
        """with arguments, the environment names both displays"""
        self.kind = kind
        self.data = Path(tempfile.mkdtemp(prefix=f"data {kind} ", dir=WORK))
        other = {"xwayland": "WAYLAND_DISPLAY", "wayland": "DISPLAY"}[kind]
        env = {key: value for key, value in r.env.items() if arguments or key != other}
        before, r.env = r.env, env
        try:
            r.launch([PROGRAM, "--sandbox", "--data-dir", str(self.data), *arguments], wait_window=False)
        finally:
            r.env = before
        r.find("Drop files or folders here", timeout=30)
        shell = r.put("Que Uploader", 10, 10)["shell"]
        assert shell is None or shell == {"xwayland": "xwayland", "wayland": "xdg_shell"}[kind], shell

    def __enter__(self):
        return self

    def __exit__(self, *_):
        r.app.terminate()
        r.app.wait(10)
        wait_for(lambda: not r.titled("Que Uploader"), 5, what="the window to go")

    def record(self, query, *values):
        return recorded(self.data, query, *values)

    def last(self):
        return (self.record("SELECT max(id) FROM uploads") or [(0,)])[0][0] or 0

    def arrive(self, since, paths, timeout=60):
        """waits until there are as many rows as paths, and checks that they are these, each once"""
        wanted = sorted(os.fsencode(path) for path in paths)
        rows = lambda: sorted(path for path, in self.record("SELECT path FROM uploads WHERE id > ?", since))
        wait_for(lambda: len(rows()) >= len(wanted), timeout, 0.05, what=f"{len(wanted)} rows (there are {len(rows())})")
        found = rows()
        lost, more = set(wanted) - set(found), set(found) - set(wanted)
        assert found == wanted, f"{len(lost)} lost, {len(more)} not wanted, {len(found)} rows"


class Source:
    """a native GTK window to drag from, in the lower right corner; `more` goes into its environment"""
    PLACE = (1450, 1000)

    def __init__(self, **more):
        self.orders = WORK / "orders.json"
        self.order(b"")
        # A stopped source must not delay the search for the program's notice.
        env = {**r.env, "GDK_BACKEND": "wayland", "NO_AT_BRIDGE": "1", **more}
        self.process = subprocess.Popen(["/usr/bin/python3", str(HERE / "gtk_source.py"), "0", "0", str(self.orders)],
                                        env=env, stdout=subprocess.PIPE, start_new_session=True,
                                        preexec_fn=die_with_parent)
        r.procs.append(("source", self.process))
        os.set_blocking(self.process.stdout.fileno(), False)
        self.heard = ""
        self.hear("focused")
        self.place = r.put("drag source", *self.PLACE)["rect"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        r.hands.button(False)
        self.process.kill()
        self.process.wait()
        r.procs = [(name, process) for name, process in r.procs if process is not self.process]
        wait_for(lambda: not r.titled("drag source"), 5, what="the source to go")

    def order(self, data, **more):
        listed = WORK / "list"
        listed.write_bytes(data)
        self.orders.write_text(json.dumps({"list": str(listed), **more}))
        self.heard = ""

    def hear(self, word, timeout=20):
        def said():
            try:
                self.heard += os.read(self.process.stdout.fileno(), 65536).decode()
            except BlockingIOError:
                pass
            return re.search(rf"^(?:{word}).*$", self.heard, re.M)
        return wait_for(said, timeout, 0.01, what=f"{word!r} from the source")[0]

    def begin(self):
        """presses the button over the source and moves onto the program's window; once more if the source took no notice"""
        x, y = self.place["x"] + self.place["width"] // 2, self.place["y"] + self.place["height"] // 2
        for attempt in range(3):
            r.hands.move(x, y)
            time.sleep(0.1)
            r.hands.button(True)
            for step in range(1, 9):
                time.sleep(0.03)
                self.at = (x - step * 100, y - step * 60)
                r.hands.move(*self.at)
            try:
                return self.hear("begin", 6)
            except RigError:
                # A button that stays pressed would spoil every drag after this one.
                r.hands.button(False)
                if attempt == 2:
                    raise

    def nudge(self, words):
        """moves until the overlay shows this"""
        def hovers():
            self.at = (self.at[0] - 2, self.at[1] - 1)
            r.hands.move(*self.at)
            return r.exists(re.compile(words))
        wait_for(hovers, 30, 0.2, what=f"the overlay {words!r}")

    def drag(self, data, says="^Drop to add"):
        self.order(data)
        self.begin()
        self.nudge(says)
        r.hands.button(False)


def no_more():
    """nothing is reported as skipped or lost: files dropped twice would be 'already here'"""
    until = time.monotonic() + 0.4
    while time.monotonic() < until:
        assert not r.exists(re.compile("already here|skipped|not hand over|not answer")), "a second drop was told"
        time.sleep(0.05)


def notice(words):
    said = r.find(re.compile(words), timeout=30).name
    r.click("Dismiss", exact=True, how="action")
    r.gone(re.compile(words))
    return said


def copied(program):
    """text copied by the program can be pasted elsewhere"""
    paths, since = make(1), program.last()
    with Source() as source:
        source.drag(uri_list(paths))
        program.arrive(since, paths)
    r.click(f"Copy key of {paths[0].name}", how="action")
    key = lambda: subprocess.run(["wl-paste", "--no-newline"], env=r.env, timeout=10, capture_output=True).stdout.decode()
    wait_for(lambda: key().endswith(".jpg"), 20, 0.5, what="the key on the clipboard")


made = 0


def make(number):
    """new files in a new folder, so that none is in the queue already"""
    global made
    made += 1
    folder = WORK / f"files {made}"
    folder.mkdir()
    paths = [folder / f"picture {i:05}.jpg" for i in range(number)]
    for i, path in enumerate(paths):
        path.write_bytes(b"\xff\xd8\xff\xe0 %d %d" % (made, i))
    return paths


def files(program, number, at_once=False):
    paths, since = make(number), program.last()
    with Source() as source:
        source.order(uri_list(paths))
        source.begin()
        source.nudge("^Drop to add" if at_once else f"^Drop to add {number:,} item")
        if not at_once:
            r.screenshot(SHOTS / f"wayland-{program.kind}-hover-{number}.png")
        released = time.monotonic()
        r.hands.button(False)
        count = lambda: program.record("SELECT count(*) FROM uploads WHERE id > ?", since)[0][0]
        wait_for(lambda: count() >= number, 120, 0.01, what=f"{number} rows (there are {count()})")
        listed = time.monotonic() - released
        program.arrive(since, paths)
        # The bridge of sway 1.7 does not report the end to a source.
        if program.kind == "wayland":
            assert source.hear("end|failed") == "end copy", source.heard
    no_more()
    return f"all rows after {listed:.2f} s"


def odd(program):
    """one odd entry of each kind loses no good one"""
    paths, since = make(4), program.last()
    data = uri_list(paths[:2]) + b"# a comment\r\nhttps://example.org/x.jpg\r\n"
    data += uri_list([paths[0].parent / "missing.jpg"]) + uri_list(paths[2:]).replace(b"file://", b"file://localhost")
    with Source() as source:
        source.drag(data)
        program.arrive(since, paths)
    said = r.find(re.compile("4 added, 2 skipped")).name
    assert "1 not found" in said and "1 not a file address" in said, said
    r.click("Dismiss", exact=True, how="action")


def taken_away(program):
    paths, since = make(3), program.last()
    with Source() as source:
        source.order(uri_list(paths))
        source.begin()
        source.nudge("^Drop to add 3 items")
        # Out of the window, in again, and released outside.
        for place, there in (((1400, 200), False), ((600, 500), True), ((1400, 200), False)):
            r.hands.move(*place)
            wait_for(lambda: r.exists(re.compile("^Drop to add")) == there, 10, what="the overlay to follow")
        r.hands.button(False)
        source.hear("failed")
    assert program.last() == since
    # The next drop works as usual.
    files(program, 2)


def ended(program):
    since = program.last()
    with Source() as source:
        source.order(uri_list(make(2)), then="exit")
        source.begin()
        source.process.wait(10)
        r.hands.button(False)
    r.gone(re.compile("^Drop to add"))
    assert program.last() == since


def late(program, then):
    """a source without data while it hovers is asked again at the drop"""
    paths, since = make(5), program.last()
    ready = paths[0].parent / "ready"
    with Source() as source:
        source.order(uri_list(paths), not_before=str(ready), **then)
        source.begin()
        source.hear("nothing")
        source.nudge("^Drop to add")
        time.sleep(0.3)
        ready.touch()
        r.hands.button(False)
        if then:
            source.process.wait(20)
            notice("did not deliver the dropped files")
            assert program.last() == since
        else:
            program.arrive(since, paths)
    no_more()


def refused(program):
    """a bridge delivers nothing after the drop: a source without data is refused until it has some"""
    paths, since = make(5), program.last()
    ready = paths[0].parent / "ready"
    with Source() as source:
        for data in (uri_list(paths), b"https://example.org/a.jpg\r\n"):
            source.order(data, not_before="/" if data.startswith(b"https") else str(ready))
            source.begin()
            source.nudge("^None of this can be added")
            r.hands.button(False)
            source.hear("failed")
            r.gone(re.compile("^None of this can be added"))
        source.order(uri_list(paths), not_before=str(ready))
        source.begin()
        source.nudge("^None of this can be added")
        ready.touch()
        source.nudge("^Drop to add 5 items")
        r.hands.button(False)
        program.arrive(since, paths)
    no_more()


def stop_and_drop(source, data):
    """a source that is stopped before it hovers, and is then dropped"""
    source.order(data)
    x, y = source.place["x"] + 60, source.place["y"] + 40
    r.hands.move(x, y)
    time.sleep(0.1)
    r.hands.button(True)
    for step in range(1, 4):
        time.sleep(0.03)
        r.hands.move(x - step * 8, y - step * 5)
    source.hear("begin")
    time.sleep(0.3)
    source.process.send_signal(signal.SIGSTOP)
    source.at = (600, 500)
    r.hands.move(*source.at)
    source.nudge("^Drop to add")
    r.hands.button(False)
    r.find(re.compile("^Reading dropped files"), timeout=8)


def silent(program):
    """reported after ten seconds, and nothing waits for it"""
    since = program.last()
    with Source() as source:
        released = time.monotonic()
        stop_and_drop(source, uri_list(make(2)))
        notice("did not respond")
        given_up = time.monotonic() - released
    assert program.last() == since
    return f"given up after {given_up:.0f} s"


def nothing_there(program):
    since, folder = program.last(), make(1)[0].parent
    with Source() as source:
        source.drag(uri_list([folder / "none.jpg"]) + b"file://nas.example.org/b.jpg\r\n", "^None of this can be added")
        said = notice("^Nothing added, 2 skipped")
        assert "1 not found" in said and "1 on another computer" in said, said
        # The bridge of sway 1.7 does not report the end to a source.
        if program.kind == "wayland":
            assert source.hear("end|failed").startswith("failed"), source.heard
    assert program.last() == since


def killed(program):
    """a source that is killed after the drop, before it has sent anything"""
    since = program.last()
    with Source() as source:
        stop_and_drop(source, uri_list(make(2)))
        source.process.kill()
        notice("did not deliver the dropped files")
    assert program.last() == since
    no_more()
    files(program, 3)


DRIP = r"""
/* Whatever is written into a pipe goes 1,999 bytes at a time, with a rest before each: a prime, so that a piece
   ends in the middle of a line. Once there is a file of that name, the program is killed in the middle of it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
ssize_t write(int file, const void *data, size_t size) {
    static ssize_t (*real)(int, const void *, size_t);
    struct stat what;
    if (!real) real = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    /* What it says for itself is short. */
    if (size > 200 && !fstat(file, &what) && S_ISFIFO(what.st_mode)) {
        const char *end = getenv("DRIPS_UNTIL");
        if (end && !access(end, F_OK)) kill(getpid(), SIGKILL);
        /* Who is to be killed writes for seconds: on a busy machine, too, that comes before its end. */
        usleep(end ? 40000 : 10000);
        if (size > 1999) size = 1999;
    }
    return real(file, data, size);
}
"""


def dripping():
    """a library that makes a program write to pipes in small pieces"""
    library = WORK / "drip.so"
    if not library.exists():
        (WORK / "drip.c").write_text(DRIP)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(WORK / "drip.c"), "-ldl"], check=True)
    return str(library)


def drips(program):
    """a slow source: dropped long before everything has arrived"""
    paths, since = make(2_000), program.last()
    with Source(LD_PRELOAD=dripping()) as source:
        source.drag(uri_list(paths))
        program.arrive(since, paths)
    no_more()


def killed_at_it(program):
    """a source that is killed while it writes: complete lines are accepted, and the cut-off line is reported"""
    number = 5_000
    paths, since = make(number), program.last()
    end = paths[0].parent / "end"
    with Source(LD_PRELOAD=dripping(), DRIPS_UNTIL=str(end)) as source:
        source.drag(uri_list(paths))
        end.touch()
        source.process.wait(20)
        said = notice(r"added, 1 skipped: 1 not handed over")
    added = int(said.split()[0].replace(",", ""))
    assert 0 < added < number, said
    program.arrive(since, paths[:added])


def cut_short(program):
    """a source that is killed while it writes: the folder of its last file is not taken for a file"""
    paths, since = make(3), program.last()
    data = uri_list(paths[:2]) + uri_list([paths[2].parent]).rstrip()
    with Source() as source:
        source.drag(data)
        program.arrive(since, paths[:2])
        notice("2 added, 1 skipped: 1 not handed over")


def by_portal(program, form):
    paths, since = make(4), program.last()
    portal = subprocess.Popen(["/usr/bin/python3", str(HERE / "fake_portal.py"), "a-key", *map(str, paths)], env=r.env,
                              stdout=subprocess.PIPE, start_new_session=True, preexec_fn=die_with_parent)
    r.procs.append(("portal", portal))
    try:
        assert portal.stdout.readline() == b"ready\n"
        inside = uri_list([Path("/in/a/sandbox") / path.name for path in paths])
        with Source() as source:
            source.order(inside, key="a-key", key_form=form)
            source.begin()
            source.nudge("^None of this can be added")
            r.hands.button(False)
            program.arrive(since, paths)
        no_more()
    finally:
        portal.terminate()
        portal.wait(5)
        r.procs = [(name, process) for name, process in r.procs if process is not portal]


def modal(program):
    paths, since = make(3), program.last()
    r.click("Settings", exact=True, how="action")
    r.find("Diagnostics…")
    with Source() as source:
        source.drag(uri_list(paths))
        program.arrive(since, paths)
    r.hands.key("Escape")
    r.gone("Diagnostics…")


def ten(program):
    paths, since = [], program.last()
    with Source() as source:
        for _ in range(10):
            new = make(20)
            source.drag(uri_list(new))
            paths += new
            if program.kind == "wayland":
                source.hear("end")
            else:
                program.arrive(since, paths)
    program.arrive(since, paths)
    no_more()


def pasted(program):
    """the clipboard works beside the drops, and after them"""
    paths, since = make(2), program.last()
    subprocess.run(["wl-copy", "\n".join(map(str, paths))], env=r.env, check=True, timeout=10, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    # Some compositors give copied text only to the focused window.
    r.hands.click(500, 730)
    time.sleep(0.2)
    r.hands.key("v", control=True)
    program.arrive(since, paths, 20)


with WaylandRig(keyring=None, wm=None, size=(1600, 1100)) as r:
    check = Checks(r).check
    for kind, name in (("xwayland", "XWayland"), ("wayland", "Wayland")):
        with Program(kind) as program:
            for number in (1, 100, 5_000, 50_000, 20):
                check(f"{number} files onto a window of {name}", files, program, number)
            check(f"odd entries among good ones on {name}", odd, program)
            check(f"a drag that is taken away again from {name}", taken_away, program)
            check(f"a source that ends while it hovers over {name}", ended, program)
            check(f"5000 files onto {name}, released at once", files, program, 5_000, True)
            check(f"ten drops in a row on {name}", ten, program)
            check(f"a drop over an open dialog on {name}", modal, program)
            check(f"a source that is killed after the drop on {name}", killed, program)
            check(f"a source that drips on {name}", drips, program)
            check(f"a source that is killed while it writes on {name}", killed_at_it, program)
            check(f"a list that was cut short on {name}", cut_short, program)
            check(f"a source that never answers on {name}", silent, program)
            check(f"a list of which nothing is there on {name}", nothing_there, program)
            if kind == "xwayland":
                check(f"a source that has nothing to give while it hovers over {name}", refused, program)
            else:
                check(f"a source that has its list only at the drop on {name}", late, program, {})
                check(f"a source that ends when it is asked at the drop on {name}", late, program, {"then": "exit"})
                for form in ("application/vnd.portal.filetransfer", "application/vnd.portal.files"):
                    check(f"{form} on {name}", by_portal, program, form)
            check(f"paths pasted on {name}", pasted, program)
            r.screenshot(SHOTS / f"wayland-{kind}.png")

    with Program("wayland", "--wayland") as program:
        check("--wayland where there is an X display too", files, program, 20)

if not WORDS or any("Mutter" in word for word in WORDS):
    # GNOME's compositor serves only one data device per program, which clipboard and drops must share.
    with MutterRig(keyring=None, wm=None, size=(1600, 1100)) as r:
        check = Checks(r).check
        with Program("wayland") as program:
            check("paths pasted on Mutter before the first drop", pasted, program)
            for number in (1, 5_000):
                check(f"{number} files onto a window of Mutter", files, program, number)
            check("paths pasted on Mutter after a drop", pasted, program)
            check("a key copied on Mutter", copied, program)
            check("a drag that is taken away again from Mutter", taken_away, program)
            check("a source that has its list only at the drop on Mutter", late, program, {})
            check("a list of which nothing is there on Mutter", nothing_there, program)
            check("paths pasted on Mutter at the end", pasted, program)
        with Program("xwayland") as program:
            check("20 files onto a window of XWayland on Mutter", files, program, 20)
            check("a source that has nothing to give while it hovers over XWayland on Mutter", refused, program)

end()
