#!/usr/bin/python3
"""Every drop arrives: GTK and Qt drag onto the real program, and the rows in its database are counted.

    /usr/bin/python3 drops.py PROGRAM [WORD…]

Prints a line for each check and ends with 'N passed, N failed' (exit status 1 if any failed). With words, runs only the
parts whose names contain one of them. Times are printed and never judged. Pictures go to $SHOTS."""
import contextlib, json, os, re, socket, subprocess, sys, time, urllib.parse
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from Xlib import X
from checks import PROGRAM, SHOTS, WORK, Checks, end, recorded
from rig import DragSource, Rig, RigError, die_with_parent, uri_list, wait_for

HERE = Path(__file__).resolve().parent
DATA = WORK / "data"


# -- what the program has on record
def record(query, *values):
    return recorded(DATA, query, *values)


def last():
    """the id of the newest row: later ones belong to the next drop"""
    return (record("SELECT max(id) FROM uploads") or [(0,)])[0][0] or 0


def rows(since):
    return sorted(path for path, in record("SELECT path FROM uploads WHERE id > ?", since))


def arrive(since, paths, timeout=60):
    """waits until there are as many rows as paths, and checks that they are these, each once"""
    wanted = sorted(os.fsencode(path) for path in paths)
    count = lambda: record("SELECT count(*) FROM uploads WHERE id > ?", since)[0][0]
    wait_for(lambda: count() >= len(wanted), timeout, 0.02, what=f"{len(wanted)} rows (there are {count()})")
    found = rows(since)
    assert found == wanted, f"lost {set(wanted) - set(found)}, not wanted {set(found) - set(wanted)}, {len(found)} rows"


# -- files to drop
made = 0


def make(number, name="picture"):
    """new files in a new folder, so that none is in the queue already"""
    global made
    made += 1
    folder = WORK / f"files {made}"
    folder.mkdir()
    paths = [folder / f"{name} {i:05}.jpg" for i in range(number)]
    for i, path in enumerate(paths):
        path.write_bytes(b"\xff\xd8\xff\xe0 %d %d" % (made, i))
    return paths


# -- dragging with the mouse
class Source:
    """a program to drag from, at the right edge of the screen"""

    def __init__(self, kind):
        self.orders = WORK / f"{kind}.json"
        self.order(b"")
        self.kind = kind
        env = {**r.env, "QT_QPA_PLATFORM": "xcb", "QT_XCB_NO_XI2": "1"}
        self.process = subprocess.Popen(["/usr/bin/python3", str(HERE / f"{kind}_source.py"), "1260", "700", str(self.orders)],
                                        env=env, stdout=subprocess.PIPE, start_new_session=True,
                                        preexec_fn=die_with_parent)
        r.procs.append((kind, self.process))
        os.set_blocking(self.process.stdout.fileno(), False)
        self.heard = ""
        self.hear("ready")
        self.window = r.wait_window("^drag source$")
        # The window manager may have moved it.
        wait_for(lambda: r.wait_window("^drag source$")[2] > 1100, 5, what="the source at its place")
        self.window = r.wait_window("^drag source$")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        r.procs = [(name, process) for name, process in r.procs if process is not self.process]
        wait_for(lambda: self.window[0] not in {window[0] for window in r.windows()}, 5, what="the source to go")

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
        return wait_for(said, timeout, 0.005, what=f"{word!r} from the source")[0]

    def begin(self):
        """presses the button over the source and moves onto the program's window; once more if the source took no notice"""
        _, _, x, y, width, height = self.window
        x, y = x + width // 2, y + height // 2
        steps = [part for i in range(1, 9) for part in ("mousemove", str(x - i * 90), str(y - i * 30), "sleep", "0.02")]
        for attempt in range(3):
            r.run("xdotool", "mousemove", str(x), str(y), "sleep", "0.05", "mousedown", "1", "sleep", "0.05", *steps)
            try:
                return self.hear("begin", 6)
            except RigError:
                # A button that stays pressed would spoil every drag after this one.
                r.run("xdotool", "mouseup", "1")
                if attempt == 2:
                    raise

    def nudge(self):
        def hovers():
            r.run("xdotool", "mousemove_relative", "--", "2", "1")
            return r.exists(re.compile("^Drop to add|^None of this can be added"))
        wait_for(hovers, 60, 0.2, what="the overlay")

    def drag(self, data, **more):
        """drags and drops; answers when the button was released"""
        self.order(data, **more)
        self.begin()
        # A source that does not know yet that it may drop treats a release of the button as a cancel.
        self.nudge()
        released = time.monotonic()
        r.run("xdotool", "mouseup", "1")
        return released


def overlay(words="Drop to add", timeout=10):
    return r.find(re.compile(words), timeout=timeout)


def no_overlay():
    r.gone(re.compile("^Drop to add"))


def notice(words):
    said = r.find(re.compile(words)).name
    r.click("Dismiss", exact=True, how="action")
    r.gone(re.compile(words))
    return said


def no_more():
    """nothing is reported as skipped or lost: files dropped twice would be 'already here'"""
    until = time.monotonic() + 0.4
    while time.monotonic() < until:
        assert not r.exists(re.compile("already here|skipped|not hand over|not answer")), "a second drop was told"
        time.sleep(0.05)


def size(kind, number):
    def body():
        start_anew()
        paths = make(number)
        with Source(kind) as source:
            released = source.drag(uri_list(paths), uris=True)
            first = wait_for(lambda: record("SELECT count(*) FROM attempts")[0][0] and time.monotonic() - released,
                             60, 0.005, what="an upload")
            listed = wait_for(lambda: record("SELECT count(*) FROM uploads")[0][0] >= number and time.monotonic() - released,
                              120, 0.005, what="all rows")
            ended = source.hear("end")
        arrive(0, paths)
        no_more()
        assert ended == "end copy", ended
        return f"first upload after {first:.2f} s, all rows after {listed:.2f} s"
    return body


def start_anew():
    """the program with an empty queue"""
    global DATA
    DATA = WORK / f"data {made}"
    r.app.kill()
    r.app.wait(10)
    r.launch([PROGRAM, "--sandbox", "--data-dir", str(DATA)])
    r.find("Drop files or folders here")


# ---------------------------------------------------------------------------------------------------------------------
HOST = socket.gethostname()


def address(path, start="file://"):
    return start.encode() + urllib.parse.quote_from_bytes(os.fsencode(path)).encode()


def odd_entries():
    """name, list, resulting paths and notice of each case; for a new folder of files"""
    def entries(folder):
        plain = folder / "odd.jpg"
        link = folder / "a link.jpg"
        latin = os.fsencode(folder) + b"/caf\xe9.jpg"
        strange = folder / "a b%#?\"'\\ü🗻\nz.jpg"
        for path in (plain, strange):
            path.write_bytes(os.fsencode(path))
        link.symlink_to(plain)
        with open(latin, "wb") as file:
            file.write(latin)
        return [
            ("a missing file", address(folder / "missing.jpg") + b"\r\n", [], "1 not found"),
            ("a name that is not UTF-8", address(latin) + b"\r\n", [latin], None),
            ("a strange name", address(strange) + b"\r\n", [strange], None),
            ("file://localhost", address(plain, "file://localhost") + b"\r\n", [plain], None),
            ("file://HOST", address(plain, f"file://{HOST}") + b"\r\n", [plain], None),
            ("file:/", address(plain, "file:") + b"\r\n", [plain], None),
            ("another computer", address(plain, "file://nas.example.org") + b"\r\n", [], "1 on another computer"),
            ("a web address", b"https://example.org/x.jpg\r\n", [], "1 not a file address"),
            ("a comment", b"# a comment\r\n" + address(plain) + b"\r\n", [plain], None),
            ("LF alone", address(plain) + b"\n" + address(strange) + b"\n", [plain, strange], None),
            ("NUL at the end", address(plain) + b"\r\n\0", [plain], None),
            ("no end of line", address(plain), [plain], None),
            ("a symbolic link", address(link) + b"\r\n", [link], None),
            ("a file twice", (address(plain) + b"\r\n") * 2, [plain], "1 already here"),
            ("a broken link", address(folder / "missing link.jpg") + b"\r\n", [], "1 linked to nothing"),
        ]
    return entries


def odd(among_good):
    def body():
        entries = odd_entries()
        with Source("gtk") as source:
            for place in range(len(entries(make(1)[0].parent))):
                good = make(3)
                (good[0].parent / "missing link.jpg").symlink_to("nowhere")
                name, data, paths, words = entries(good[0].parent)[place]
                if among_good:
                    data = uri_list(good[:2]) + data + (b"" if data.endswith((b"\n", b"\0")) else b"\r\n") + uri_list(good[2:])
                    paths = paths + good
                since = last()
                source.drag(data)
                try:
                    arrive(since, paths)
                    ended = source.hear("end|failed")
                    # GTK reports the action that was agreed on while it hovered, whatever the outcome.
                    assert not paths or "copy" in ended, ended
                    if words:
                        told = notice(words)
                        assert among_good == ("3 added" in told or "4 added" in told), told
                    elif r.exists(re.compile("skipped|not hand over")):
                        raise RigError("something was said to be skipped")
                except Exception as error:
                    raise RigError(f"{name}: {error}") from error
        return f"{len(entries(make(1)[0].parent))} lists"
    return body


def actions():
    with Source("gtk") as source:
        for allowed in ("copy", "move", "link"):
            paths, since = make(2), last()
            source.drag(uri_list(paths), actions=allowed)
            arrive(since, paths)
            source.hear("end")
            assert all(path.exists() for path in paths), "a source was told to delete what it gave"


def hover():
    paths = make(4)
    paths[3].unlink()
    with Source("gtk") as source:
        source.order(uri_list(paths) + b"https://example.org/\r\n", uris=False)
        source.begin()
        overlay("^Drop to add 3 items")
        r.find("3 pictures")
        r.find(re.compile("2 will be skipped: .*1 not found"))
        r.screenshot(SHOTS / "drops-hover.png")
        # Out of the window and in again.
        r.run("xdotool", "mousemove", "1400", "1000")
        no_overlay()
        r.run("xdotool", "mousemove", "400", "400", "sleep", "0.05", "mousemove", "410", "410")
        overlay("^Drop to add 3 items")
        since = last()
        r.run("xdotool", "key", "Escape", "sleep", "0.05", "mouseup", "1")
        source.hear("failed")
        no_overlay()
        assert rows(since) == []
        # Nothing can be added.
        source.order(b"https://example.org/\r\n")
        source.begin()
        overlay("None of this can be added")
        r.screenshot(SHOTS / "drops-hover-nothing.png")
        r.run("xdotool", "mousemove", "1400", "1000", "sleep", "0.05", "mouseup", "1")
        r.gone(re.compile("None of this can be added"))


def ten():
    start_anew()
    large = make(3, "large")
    for path in large:
        os.truncate(path, 3 << 30)
    since, paths = last(), list(large)
    going = lambda: record("SELECT count(*) FROM attempts WHERE outcome = 'running'")[0][0]
    with Source("gtk") as source:
        source.drag(uri_list(large), uris=True)
        source.hear("end")
        wait_for(going, 20, what="an upload")
        for number in range(10):
            new = make(20)
            source.drag(uri_list(new), uris=True)
            assert going(), f"nothing was on its way at drop {number + 1}"
            source.hear("end")
            paths += new
    arrive(since, paths)
    no_more()
    start_anew()


def at_once(kind, number=5_000):
    """the button is released as soon as the window accepts the drag"""
    def body():
        paths, since = make(number), last()
        with Source(kind) as source:
            source.order(uri_list(paths), uris=True)
            source.begin()
            wait_for(lambda: r.exists(re.compile("^Drop to add")), 20, 0.005, what="the overlay")
            released = time.monotonic()
            r.run("xdotool", "mouseup", "1")
            arrive(since, paths)
            all_there = time.monotonic() - released
            source.hear("end copy")
        no_more()
        return f"all rows after {all_there:.2f} s"
    return body


def folder(kind):
    def body():
        paths, since = make(3), last()
        with Source(kind) as source:
            source.drag(uri_list([paths[0].parent]), uris=True)
            arrive(since, paths)
            source.hear("end copy")
        no_more()
    return body


def late(then):
    """a source without data while it hovers: it is asked again at the drop"""
    def body():
        paths, since = make(5), last()
        with Source("gtk") as source:
            source.order(uri_list(paths), nothing=1, **then)
            source.begin()
            source.hear("nothing")
            source.nudge()
            r.run("xdotool", "mouseup", "1")
            if then:
                source.process.wait(20)
                notice("did not deliver the dropped files")
                assert rows(since) == []
            else:
                arrive(since, paths)
                source.hear("end copy")
                no_more()
    return body


def deaf():
    """a source that answers no requests before the drop"""
    class Deaf(DragSource):
        def serve(self, event):
            self.requests += 1
            if self.dropped:
                super().serve(event)

        def send(self, target, message, data):
            self.dropped = message == "XdndDrop"
            super().send(target, message, data)
    paths, since = make(5), last()
    window = next(w for w in r.windows() if w[0] == r.window)
    source = Deaf(r.env["DISPLAY"])
    source.dropped = False
    try:
        middle = (window[2] + window[4] // 2, window[3] + window[5] // 2)
        told = source.drag(uri_list(paths), (1595, 1095), middle, timeout=5)
    finally:
        source.close()
    assert told["finished"] and told["finished"][1] & 1, told
    arrive(since, paths)
    no_more()


def words_only():
    since = last()
    with Source("gtk") as source:
        source.order(b"some words", form="text/plain")
        source.begin()
        time.sleep(0.3)
        assert not r.exists(re.compile("^Drop to add|^Nothing in this")), "words were taken for files"
        r.run("xdotool", "mouseup", "1")
        source.hear("failed")
    no_more()
    assert rows(since) == []


def all_refused(kind):
    def body():
        since = last()
        with Source(kind) as source:
            source.drag(b"https://example.org/a.jpg\r\nfile://nas.example.org/b.jpg\r\n")
            source.hear("end|failed")
            notice("Nothing added, 2 skipped: ")
        assert rows(since) == []
    return body


def canceled_by_qt():
    since = last()
    with Source("qt") as source:
        source.order(uri_list(make(3)), uris=True)
        source.begin()
        overlay("^Drop to add 3 items")
        r.run("xdotool", "key", "Escape", "sleep", "0.05", "mouseup", "1")
        source.hear("end nothing")
        no_overlay()
    assert rows(since) == []


def odd_from_qt():
    paths, since = make(3), last()
    with Source("qt") as source:
        source.drag(uri_list(paths[:2]) + b"https://example.org/x.jpg\r\n" + address(paths[0].parent / "none.jpg") + b"\r\n"
                    + address(paths[2]) + b"\r\n", uris=True)
        arrive(since, paths)
        told = notice("3 added, 2 skipped")
        assert "1 not found" in told and "1 not a file address" in told, told


def known_already():
    """files that are already queued are reported while they hover"""
    paths, since = make(2), last()
    with Source("gtk") as source:
        source.drag(uri_list(paths[:1]))
        arrive(since, paths[:1])
        source.order(uri_list(paths))
        source.begin()
        overlay("^Drop to add 1 item")
        r.find(re.compile("1 will be skipped: 1 already here"))
        r.run("xdotool", "key", "Escape", "sleep", "0.05", "mouseup", "1")
        source.hear("failed")


def junk():
    """a list of 64 MiB without files takes no more memory than a few copies of it"""
    class Junk(DragSource):
        left = 330

        def incr_next(self, event):
            self.incr[2] = b"a\n" * 100_000 if self.left else b""
            self.left -= 1
            request, name, data = self.incr
            if event.atom == name and event.window.id == request.id:
                request.change_property(name, self.atom["text/uri-list"], 8, data)
                self.incr = [request, name, data] if data else None
                self.d.flush()
    before = r.usage()[0]
    Path(f"/proc/{r.app.pid}/clear_refs").write_text("5")
    window = next(w for w in r.windows() if w[0] == r.window)
    source = Junk(r.env["DISPLAY"])
    try:
        middle = (window[2] + window[4] // 2, window[3] + window[5] // 2)
        told = source.drag(b"", (1595, 1095), middle, hover=0, timeout=120, use_incr=True)
    finally:
        source.close()
    assert told["finished"] and not told["finished"][1] & 1, told
    notice("33,000,000 skipped")
    peak = int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{r.app.pid}/status").read_text())[1]) / 1024
    assert peak - before < 400, f"{before:.0f} MiB before, {peak:.0f} MiB at most"
    return f"{before:.0f} MiB before, {peak:.0f} MiB at most"


def fewer_from_the_portal():
    """a portal with fewer files than the list: none is lost, and missing ones are reported"""
    paths, since = make(4), last()
    paths[3].unlink()
    with portal_of("fewer", paths[:2]):
        data = {"application/vnd.portal.files": b"fewer"}
        told = r.drop([], raw=uri_list(paths) + b"https://example.org/\r\n", more_data=data)
        assert told["finished"][1] & 1, told
        arrive(since, paths[:3])
        told = notice("3 added, 2 skipped")
        assert "1 not handed over" in told and "1 not a file address" in told, told


def nobody_overhears():
    """the RECORD connection has ended: winit's drops count again, and the proxy still works"""
    start_anew()
    proxy = proxy_now()
    # The target's connection created this right after the window.
    r.x.record_disable_context(proxy + 1)
    r.x.sync()
    wait_for(lambda: "left to winit" in "\n".join(r.output()), 10, what="the end of the listening")
    for heed_proxy in (False, True):
        paths, since = make(5), last()
        assert r.drop(paths, heed_proxy=heed_proxy)["accepted"]
        arrive(since, paths)
        no_more()


def nobody_serves():
    """the target's connection has broken: winit's drops count again"""
    start_anew()
    r.x.create_resource_object("window", proxy_now()).kill_client()
    r.x.sync()
    wait_for(lambda: "left to winit from now on" in "\n".join(r.output()), 10, what="the end of the thread")
    paths, since = make(5), last()
    assert r.drop(paths)["accepted"]
    arrive(since, paths)
    no_more()
    start_anew()


def proxy_now():
    window = r.x.create_resource_object("window", r.window)
    named = lambda: window.get_full_property(r.x.get_atom("XdndProxy"), X.AnyPropertyType)
    return wait_for(named, 10, what="a proxy").value[0]


def file_manager(number):
    """A real one: drags its first file, or all files"""
    def body():
        paths, since = make(number), last()
        manager = subprocess.Popen(["pcmanfm", "--new-win", str(paths[0].parent)], env=r.env, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True, preexec_fn=die_with_parent)
        r.procs.append(("file manager", manager))
        try:
            window = r.wait_window(f"^{paths[0].parent.name}$")[0]
            r.resize(380, 420, window)
            r.move_window(1200, 640, window)
            placed = lambda: next((w for w in r.windows() if w[0] == window and w[2] > 1100 and w[4] == 380), None)
            _, _, left, top, _, _ = wait_for(placed, 10, what="the file manager at its place")
            # The first file is to the right of the sidebar and below the toolbars.
            x, y = left + 208, top + 105

            part = lambda x, y, width: r.x.screen().root.get_image(left + x, top + y, width, 1, 2, 0xFFFFFF).data
            wait_for(lambda: len(set(part(165, 105, 85)[::4])) > 3, 10, what="the first file")
            # By the keyboard: a click and the press that begins the drag would open the file.
            if number > 1:
                r.focus_window(window)
                r.key("ctrl+a")
                # A selected file has a different background than the gap between two files.
                wait_for(lambda: part(166, 133, 1) != part(254, 133, 1), 10, what="the files to be chosen")
            steps = [part for i in range(1, 9) for part in ("mousemove", str(x - i * 90), str(y - i * 30), "sleep", "0.02")]
            r.run("xdotool", "mousemove", str(x), str(y), "sleep", "0.05", "mousedown", "1", "sleep", "0.1", *steps)

            def hovers():
                r.run("xdotool", "mousemove_relative", "--", "2", "1")
                return r.exists(re.compile(f"^Drop to add {number} item"))
            wait_for(hovers, 10, 0.2, what="the overlay")
            r.screenshot(SHOTS / f"drops-file-manager-{number}.png")
            r.run("xdotool", "mouseup", "1")
            arrive(since, paths)
            assert all(path.exists() for path in paths), "the file manager was told to delete what it gave"
        finally:
            r.run("xdotool", "mouseup", "1")
            manager.kill()
            manager.wait()
            r.procs = [(name, process) for name, process in r.procs if process is not manager]
    return body


def modal():
    paths, since = make(3), last()
    r.click("Settings", exact=True)
    r.find("Diagnostics…")
    with Source("gtk") as source:
        source.order(uri_list(paths))
        source.begin()
        overlay()
        r.screenshot(SHOTS / "drops-over-settings.png")
        r.run("xdotool", "mouseup", "1")
        arrive(since, paths)
        source.hear("end copy")
    r.key("Escape")
    r.gone("Diagnostics…")


def ended_while_hovering():
    since = last()
    with Source("gtk") as source:
        source.order(uri_list(make(2)), then="exit")
        source.begin()
        source.process.wait(10)
        r.run("xdotool", "mouseup", "1")
    no_overlay()
    assert rows(since) == []


def ended_after_the_drop():
    since = last()
    told = r.drop(make(2), manner="silent", die=True)
    assert told["accepted"], told
    notice("did not deliver the dropped files")
    assert rows(since) == []


def nothing_there():
    """a source learns of a success only if part of its list was accepted"""
    folder = make(1)[0].parent
    missing = uri_list([folder / "none.jpg", folder / "none either.jpg"])
    (folder / "broken.jpg").symlink_to("nowhere")
    for list_, words in ((missing, "2 not found"), (uri_list([folder / "broken.jpg"]), "1 linked to nothing"),
                         (b"file://nas.example.org/a.jpg\r\n", "1 on another computer"),
                         (b"https://example.org/a.jpg\r\n", "1 not a file address")):
        since = last()
        told = r.drop([], raw=list_)
        assert told["finished"] and not told["finished"][1] & 1 and not told["finished"][2], (words, told)
        said = notice("^Nothing added")
        assert words in said, said
        assert rows(since) == []
    # With a single file, at the end.
    paths, since = make(1), last()
    told = r.drop([], raw=missing + b"https://example.org/a.jpg\r\n" + uri_list(paths))
    assert told["finished"][1] & 1 and told["finished"][2], told
    arrive(since, paths)
    notice("1 added, 3 skipped")


def drips():
    """a list that arrives slowly in small pieces, and one whose source exits in the middle"""
    class Dripping(DragSource):
        ends = dropped = False

        def send(self, target, message, data):
            self.dropped |= message == "XdndDrop"
            super().send(target, message, data)

        def incr_next(self, event):
            request, name, data = self.incr
            if event.window.id != request.id or event.atom != name:
                return
            if self.ends and self.dropped:
                self.d.close()
                raise BrokenPipeError
            time.sleep(0.01)
            piece, rest = data[:500], data[500:]
            request.change_property(name, self.atom["text/uri-list"], 8, piece)
            self.incr = [request, name, rest] if piece else None
            self.d.flush()
    window = next(w for w in r.windows() if w[0] == r.window)
    middle = (window[2] + window[4] // 2, window[3] + window[5] // 2)
    paths, since = make(500), last()
    source = Dripping(r.env["DISPLAY"])
    try:
        told = source.drag(uri_list(paths), (1595, 1095), middle, hover=0, timeout=60, use_incr=True)
    finally:
        source.close()
    assert told["finished"] and told["finished"][1] & 1, told
    arrive(since, paths)
    no_more()
    since = last()
    source = Dripping(r.env["DISPLAY"])
    source.ends = True
    try:
        source.drag(uri_list(make(1)) * 20_000, (1595, 1095), middle, hover=0, timeout=60, use_incr=True)
    except BrokenPipeError:
        pass
    r.run("xdotool", "mouseup", "1")
    notice("did not deliver the dropped files")
    assert rows(since) == []


def silent():
    since = last()
    began = time.monotonic()
    told = r.drop(make(2), manner="silent", hover=0, timeout=30)
    assert told["finished"] and not told["finished"][1] & 1, told
    notice("did not respond")
    assert rows(since) == []
    return f"given up after {time.monotonic() - began:.0f} s"


def liar():
    paths, since = make(50), last()
    told = r.drop(paths, manner="liar")
    assert told["finished"][1] & 1, told
    arrive(since, paths)


def endless():
    since = last()
    before = r.usage()[0]
    list_ = uri_list(make(1)) * 3000
    told = r.drop([], raw=list_, manner="endless", hover=0, timeout=120)
    assert told["finished"] and not told["finished"][1] & 1, told
    notice("Too many files were dropped at once")
    assert rows(since) == []
    return f"{before:.0f} MiB before, {r.usage()[0]:.0f} MiB after"


def pieces():
    paths, since = make(300), last()
    told = r.drop(paths, use_incr=True, more_types=("application/x-a", "application/x-b", "text/plain", "UTF8_STRING"))
    assert told["finished"][1] & 1, told
    arrive(since, paths)
    no_more()


def no_list():
    since = last()
    s = r.drop([], raw=b"", more_types=("text/plain",), hover=0)
    assert not s["finished"] or not s["finished"][1] & 1, s
    assert rows(since) == []
    if r.exists(re.compile("did not deliver")):
        notice("did not deliver")


def past_the_proxy():
    paths, since = make(20), last()
    told = r.drop(paths, heed_proxy=False)
    assert told["accepted"], told
    arrive(since, paths)
    no_more()
    # winit always reports a success to such a source, so what cannot be accepted is refused before the drop.
    since = last()
    told = r.drop([], raw=b"https://example.org/a.jpg\r\n", heed_proxy=False)
    assert not told["accepted"], told
    assert rows(since) == []


@contextlib.contextmanager
def portal_of(key, paths):
    """a portal that has these files for a key, once"""
    portal = subprocess.Popen(["/usr/bin/python3", str(HERE / "fake_portal.py"), key, *map(str, paths)], env=r.env,
                              stdout=subprocess.PIPE, start_new_session=True, preexec_fn=die_with_parent)
    r.procs.append(("portal", portal))
    try:
        assert portal.stdout.readline() == b"ready\n"
        yield
    finally:
        portal.terminate()
        portal.wait(5)
        r.procs = [(name, process) for name, process in r.procs if process is not portal]


def sandboxed():
    """A source whose paths are not this machine's, and a portal that knows the files by a key"""
    paths, since = make(5), last()
    with portal_of("the-key", paths):
        key = {"application/vnd.portal.filetransfer": b"the-key\0"}
        inside = b"".join(b"file:///sandbox/of/a/program/" + path.name.replace(" ", "%20").encode() + b"\r\n" for path in paths)
        told = r.drop([], raw=inside, more_data=key)
        assert told["finished"][1] & 1, told
        arrive(since, paths)
        no_more()
        # The portal does not know the key, so the list counts, and that is reported.
        since = last()
        told = r.drop([], raw=inside[:inside.index(b"\n") + 1] + uri_list(make(1)),
                      more_data={"application/vnd.portal.filetransfer": b"another"})
        assert told["finished"][1] & 1, told
        notice("1 added, 1 skipped: 1 not found")


with Rig([PROGRAM, "--sandbox", "--data-dir", str(DATA)], keyring=None, size=(1600, 1100)) as r:
    check = Checks(r).check
    for kind, name in (("gtk", "GTK"), ("qt", "Qt")):
        for number in (1, 100, 5_000, 50_000):
            check(f"{number} files from {name}", size(kind, number))
    start_anew()
    for number in (1, 100):
        check(f"{number} files from a file manager", file_manager(number))
    check("ten drops in a row while files upload", ten)
    check("a drop over an open dialog", modal)
    check("a drag that hovers says what it brings, and can be taken away", hover)
    check("what is dropped is copied, whatever the source allows", actions)
    check("odd entries alone", odd(False))
    check("odd entries among good ones", odd(True))
    check("a list in pieces, and many types", pieces)
    check("a source that speaks past the proxy is taken once", past_the_proxy)
    check("a source in a sandbox", sandboxed)
    check("a drop of nothing", no_list)
    check("a source that ends while it hovers", ended_while_hovering)
    check("a source that ends between the drop and the data", ended_after_the_drop)
    check("a list of which nothing is there", nothing_there)
    check("a source that drips", drips)
    check("a source that lies about sizes", liar)
    check("a source that does not come to an end", endless)
    check("a source that never answers", silent)
    check("a portal that has less than the list", fewer_from_the_portal)
    for kind, name in (("gtk", "GTK"), ("qt", "Qt")):
        check(f"5000 files from {name}, released at once", at_once(kind))
        check(f"a folder from {name}", folder(kind))
        check(f"a list in which all is refused, from {name}", all_refused(kind))
    check("odd entries from Qt", odd_from_qt)
    check("a drag taken away by Qt", canceled_by_qt)
    check("words are no files", words_only)
    check("files that are already queued are named while they hover", known_already)
    check("a source that has its list only at the drop", late({}))
    check("a source that ends when it is asked at the drop", late({"then": "exit"}))
    check("a source that does not listen before the drop", deaf)
    check("a list of junk", junk)
    check("the end of the listening", nobody_overhears)
    check("the end of the drops' connection", nobody_serves)

end()
