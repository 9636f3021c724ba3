#!/usr/bin/python3
"""A whole working day by keyboard alone, and every screen as a screen reader finds it.

    /usr/bin/python3 keyboard_day.py PROGRAM [WORD…]

The pointer is put into a corner before the first check and is never moved or pressed. Prints a line for each check and ends
with 'N passed, N failed'. Pictures go to $SHOTS."""
import csv, json, re, subprocess, sys, time, tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from checks import PROGRAM, SHOTS, WORK, Day, end, recorded
from rig import GLib, Rig, RigError, wait_for


def picture(path, size="64x48"):
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", f"testsrc2=size={size}:rate=1", "-frames:v", "1",
                    path], check=True)


def row(name, state, timeout=20):
    return r.find(re.compile(rf"^{re.escape(name)}, .*(?:{state})", re.I), timeout=timeout)


def tree():
    """All nodes of the program."""
    for app in r.apps():
        yield from app.walk()


def focused():
    """The focused node of the program's tree."""
    for node in tree():
        if "focused" in node.states and node.role not in ("frame", "window", "application"):
            return node
    raise RigError("nothing has the focus")


def at():
    """The focused node with name and role; nothing while the focus moves."""
    try:
        node = focused()
        return node.path, node.name, node.role
    except (RigError, GLib.Error):
        return None, "", ""


def goes_to(name, key="Tab", most=40):
    """Presses a key until the node with this name is focused. Waits each time until the focus has moved."""
    for _ in range(most):
        path, told, _ = at()
        if re.search(name, told):
            return
        r.key(key)
        wait_for(lambda: at()[0] != path, 5, what=f"the focus to leave {told!r}")
    raise RigError(f"{key} never comes to {name}; the focus is on {focused()!r}")


def types(text):
    """Types into the focused field, and waits until the text is there: Escape in the same frame would undo it."""
    r.type(text)
    wait_for(lambda: (focused().text or "").endswith(text), 10, what=f"{text!r} in the field")


def chooses(name):
    """Moves the focus to the rows, and down to the row of this file."""
    for _ in range(8):
        before = at()
        if before[2] == "list item":
            break
        r.key("F6")
        wait_for(lambda: at()[0] not in (None, before[0]), 5, what="the focus to go around")
    r.key("Home")
    goes_to(f"^{re.escape(name)}, ", "Down")
    # The first row has the focus already, and Home has selected it.
    wait_for(lambda: "selected" in row(name, "").states, 5, what=f"{name} to be chosen")


def facts(name, *columns):
    """A file's row in the database."""
    found = recorded(DATA, f"SELECT {', '.join(columns)} FROM uploads WHERE name = ?", name)
    assert len(found) == 1, (name, found)
    return found[0]


def pastes(*paths):
    r.set_clipboard("\n".join(path.as_uri() for path in paths))
    r.focus_window()
    r.key("ctrl+v")


def commands(words):
    """Runs the command that matches these words best: few commands have keys, all are in the palette."""
    r.key("ctrl+k")
    # A screen reader gets the matching command, not the field.
    field = r.find("Find a command", role="entry")
    r.type(words)
    wait_for(lambda: field.text == words, 10, what="the words in the field")
    r.key("Return")
    r.gone("Find a command")


def saved(words, title, path):
    """Opens a save dialog, answers with this path, and reads the saved file."""
    commands(words)
    r.gtk_choose(title, path)
    r.focus_window()
    wait_for(lambda: path.exists() and path.stat().st_size, 20, what=f"{path.name} on disk")
    return path.read_bytes()


def holds_the_queue():
    """Pauses the queue, which is possible while something is uploading."""
    large = WORK / "large.mov"
    with open(large, "wb") as file:
        file.truncate(5 << 30)          # sparse: takes seconds to send, and no room
    pastes(large)
    row(large.name, "uploading")
    r.key("ctrl+p")
    row(large.name, "queued")
    r.find("The queue is paused")
    chooses(large.name)
    r.key("Delete")
    r.gone(re.compile("^large.mov, "))


def chooses_from(list_, choice):
    """Chooses from the focused list."""
    wait_for(lambda: list_ in focused().name, 5, what=f"the focus at {list_}")
    r.key("space")
    r.find(choice, exact=True)
    goes_to(f"^{re.escape(choice)}$")
    r.key("space")


def every_screen_is_named(screen):
    """Everything focusable has a name and a role."""
    def look():
        nameless = []
        count = 0
        for node in tree():
            if "focusable" not in node.states or node.role in ("frame", "window", "application"):
                continue
            count += 1
            if not (node.name or "").strip() or node.role in ("unknown", "invalid", "filler", "panel"):
                nameless.append(repr(node))
        return count, nameless
    # A node may disappear while the tree is read. Then read the tree again.
    count, nameless = wait_for(look, 10, what=f"all of {screen}")
    assert count and not nameless, f"{screen}: {nameless}"


def box_of(name):
    """A name of this many characters that no font has: each is drawn as the box for a missing glyph."""
    return "\u0378" * len(Path(name).stem) + ".jpg"


def drawn(picture_of_all, name):
    """The pixels of a name in its row, from a picture of the screen."""
    x, y, _, height = row(name, "uploaded").extents
    crop = f"250x{height // 2 - 4}+{x + 60}+{y + 4}"
    return subprocess.run(["convert", picture_of_all, "-crop", crop, "+repage", "rgb:-"], check=True,
                          capture_output=True).stdout


def signed_key():
    """The key of the signed copy of harbour.jpg, the first file that is signed."""
    (uri,), = recorded(DATA, "SELECT signed_uri FROM signings ORDER BY rowid LIMIT 1")
    return uri.removeprefix("s3://").split("/", 1)[1]


NAMES = ["n" * 196 + ".jpg", "日本の写真.jpg", "صورة الميناء.jpg", "🗻🎏.jpg"]
DATA = WORK / "data"
with Day("keyboard", Rig([PROGRAM, "--sandbox", "--data-dir", str(DATA)], portal=True, size=(1400, 1000))) as day:
    r, check = day.rig, day.check

    @check("paths are added by pasting them")
    def _():
        r.move(1399, 999)      # out of the way, once
        r.find("Drop files or folders here")
        every_screen_is_named("the empty queue")
        names = ["harbour.jpg", *NAMES, *map(box_of, NAMES[1:])]
        for name in names:
            picture(WORK / name)
        pastes(*(WORK / name for name in names))
        row("harbour.jpg", "uploaded")

    @check("names of two hundred letters, in Chinese, in Arabic and of emoji are shown and told")
    def _():
        for name in [*NAMES, *map(box_of, NAMES[1:])]:
            row(name, "uploaded")
        every_screen_is_named("the queue")
        time.sleep(1)           # thumbnails, which are the same for all
        whole = SHOTS / "keyboard-names.png"
        r.screenshot(whole)
        for name in NAMES[1:]:
            assert drawn(whole, name) != drawn(whole, box_of(name)), f"{name} is shown as boxes"

    @check("a file is selected, signed with an origin, and its signed copy verified")
    def _():
        r.key("F6")
        r.key("Home")
        wait_for(lambda: "selected" in row("harbour.jpg", "uploaded").states, 5, what="the selected row")
        r.key("ctrl+s")
        wait_for(lambda: "Origin" in focused().name, 5, what="the focus in the form")
        every_screen_is_named("the credentials")
        chooses_from("Origin", "Camera or recorder")
        goes_to("^Edits")
        chooses_from("Edits", "No other edits")
        goes_to("^Author")
        types("Ada Example")
        goes_to("Sign this file")
        r.key("space")
        row("harbour.jpg", "trusted", timeout=40)

    @check("its report is opened, read and saved")
    def _():
        commands("show report")
        r.find(re.compile("signer is trusted", re.I))
        assert focused().role != "list item", focused()
        report = saved("save report", "Save report", WORK / "report.json")
        told, = recorded(DATA, "SELECT report FROM verifications WHERE target = 'signed'")
        assert json.loads(report) == json.loads(told[0])

    @check("its signed copy is saved")
    def _():
        copy = saved("save signed file", "Save signed file", WORK / "signed copy.jpg")
        (uri,), = recorded(DATA, "SELECT signed_uri FROM signings")
        bucket, key = uri.removeprefix("s3://").split("/", 1)
        kept = [path for path in (DATA / "sandbox").rglob(Path(key).name)
                if bucket in path.parts and str(path).endswith(key)]
        assert len(kept) == 1 and kept[0].read_bytes() == copy, (uri, kept)
        assert copy != (WORK / "harbour.jpg").read_bytes()

    @check("it is verified once more")
    def _():
        when = lambda: recorded(DATA, "SELECT verified_at FROM verifications WHERE target = 'signed'")[0][0]
        before = when()
        chooses("harbour.jpg")
        r.key("ctrl+e")
        wait_for(lambda: when() > before, 20, what="another verification on record")
        row("harbour.jpg", "trusted")

    @check("it is exported as CSV, JSON and Markdown")
    def _():
        key, sha256 = facts("harbour.jpg", "key", "sha256")
        saved("export as csv", "Export", WORK / "keys.csv")
        with open(WORK / "keys.csv", encoding="utf-8-sig", newline="") as file:
            line, = csv.DictReader(file)
        record, = json.loads(saved("export as json", "Export", WORK / "keys.json"))
        for told in (line, record):
            assert (told["name"], told["key"], told["sha256"]) == ("harbour.jpg", key, sha256), told
        assert record["verdict"] == "trusted", record
        lines = saved("export as markdown", "Export", WORK / "keys.md").decode().splitlines()
        assert len(lines) == 3 and "harbour.jpg" in lines[2], lines
        assert key in lines[2].replace("\\", ""), lines

    @check("the sides of the file are gone to by their names")
    def _():
        for side in ("overview", "report", "technical details"):
            commands(f"show {side}")
            time.sleep(0.3)
            every_screen_is_named(f"the {side}")
        commands("verify original")
        row("harbour.jpg", "original verified", timeout=40)

    @check("the key is copied, and the marked rows stay where the keyboard is")
    def _():
        row("harbour.jpg", "uploaded")
        signed = signed_key()
        r.key("ctrl+c")
        wait_for(lambda: r.clipboard() == signed, 5, what="the signed copy's key on the clipboard")
        (original,), = recorded(DATA, "SELECT key FROM uploads WHERE name = 'harbour.jpg'")
        commands("copy original key")
        wait_for(lambda: r.clipboard() == original, 5, what="the original's key on the clipboard")

    @check("files are chosen in the desktop's dialog")
    def _():
        picture(WORK / "chosen by name.jpg")
        r.key("ctrl+o")
        r.gtk_choose("Add files", WORK / "chosen by name.jpg")
        r.focus_window()
        row("chosen by name.jpg", "uploaded")

    @check("the queue is paused and resumed")
    def _():
        state = lambda: facts("held.jpg", "state")[0]
        picture(WORK / "held.jpg")
        holds_the_queue()
        pastes(WORK / "held.jpg")
        row("held.jpg", "queued")
        assert state() == "queued" and "paused = true" in (DATA / "settings.toml").read_text()
        r.key("ctrl+p")
        row("held.jpg", "uploaded")
        wait_for(lambda: state() == "uploaded", 5, what="the upload on record")
        assert "paused = false" in (DATA / "settings.toml").read_text()

    @check("one file is paused and resumed")
    def _():
        state = lambda: facts("one held.jpg", "state")[0]
        picture(WORK / "one held.jpg")
        holds_the_queue()
        pastes(WORK / "one held.jpg")
        row("one held.jpg", "queued")
        chooses("one held.jpg")
        commands("pause selected")
        row("one held.jpg", "paused")
        wait_for(lambda: state() == "paused", 5, what="the pause on record")
        commands("resume selected")
        row("one held.jpg", "queued")
        r.key("ctrl+p")
        row("one held.jpg", "uploaded")
        wait_for(lambda: state() == "uploaded", 5, what="the upload on record")

    @check("what has failed is tried again")
    def _():
        path, away = WORK / "failed.jpg", WORK / "failed.away"
        picture(path)
        holds_the_queue()
        pastes(path)
        row(path.name, "queued")
        path.rename(away)
        r.key("ctrl+p")
        row(path.name, "failed")
        state, failure = facts(path.name, "state", "failure")
        assert state == "failed" and failure, (state, failure)
        every_screen_is_named("the queue with a failure")
        away.rename(path)
        chooses(path.name)
        r.key("ctrl+r")
        row(path.name, "uploaded")
        key, = facts(path.name, "key")
        r.key("ctrl+c")
        wait_for(lambda: r.clipboard() == key, 5, what="its key on the clipboard")

    @check("answers are kept as a preset, and files are signed by it")
    def _():
        presets = DATA / "presets.toml"
        kept = lambda: {one["name"]: one["manifest"] for one in tomllib.loads(presets.read_text())["preset"]}

        def sheet_of_two(first):
            chooses("failed.jpg")
            r.key("shift+Up")
            r.key("ctrl+s")
            r.find("Sign files")
            wait_for(lambda: first in focused().name, 5, what="the focus in the sheet")
        sheet_of_two("Origin")
        chooses_from("Origin", "Camera or recorder")
        goes_to("^Edits")
        chooses_from("Edits", "No other edits")
        goes_to("^Author")
        r.key("ctrl+a")
        types("Ada of the Preset")
        goes_to("^Save as preset")
        r.key("space")
        wait_for(lambda: focused().name == "Preset name", 5, what="the focus at its name")
        types("By Ada")
        r.key("Return")
        wait_for(lambda: presets.exists() and "Ada of the Preset" in kept()["By Ada"], 5, what="the preset on disk")
        every_screen_is_named("the sheet with a preset")
        r.key("Escape")
        r.gone("Sign files")
        wait_for(lambda: focused().role == "list item", 5, what="the focus among the rows again")
        # The preset comes first now, and is for new files: its keys sign with it.
        sheet_of_two("Preset")
        r.find("Preset: By Ada. Choose a preset")
        r.key("ctrl+Return")
        r.gone("Sign files")
        for name in ("failed.jpg", "one held.jpg"):
            row(name, "trusted", timeout=60)
            query = "SELECT manifest_json FROM signings JOIN uploads ON uploads.id = upload_id WHERE name = ?"
            manifest, = recorded(DATA, query, name)
            assert "Ada of the Preset" in manifest[0], manifest

    @check("what is done is taken out of the queue and stays on record")
    def _():
        chooses("held.jpg")
        r.key("shift+Down", "shift+Down")
        wait_for(lambda: "selected" in row("failed.jpg", "").states, 5, what="three chosen rows")
        r.key("Delete")
        for name in ("held.jpg", "one held.jpg", "failed.jpg"):
            r.gone(re.compile(f"^{name}, "))
            wait_for(lambda: facts(name, "in_queue") == (0,), 5, what=f"{name} out of the queue on record")
            assert facts(name, "key")[0]

    @check("a command is found by its words, and sorts the rows")
    def _():
        commands("sort by name")
        r.find("Sort: Name, A to Z")
        tops = [row(name, "uploaded").extents[1] for name in ("chosen by name.jpg", "harbour.jpg", NAMES[0])]
        assert tops == sorted(tops), tops

    @check("only some states are shown, and all again")
    def _():
        commands("show only verified")
        r.gone(re.compile("^chosen by name.jpg, "))
        row("harbour.jpg", "verified")
        commands("show all files")
        row("chosen by name.jpg", "uploaded")

    @check("all that is not signed is signed from one sheet")
    def _():
        r.key("ctrl+a")
        r.key("ctrl+s")
        r.find("Sign files")
        every_screen_is_named("the sheet")
        chooses_from("Preset", "None")
        goes_to("^Origin")
        chooses_from("Origin", "Camera or recorder")
        goes_to("^Edits")
        chooses_from("Edits", "No other edits")
        goes_to("^Sign [0-9]+ files")
        r.key("space")
        for name in ("chosen by name.jpg", *NAMES):
            row(name, "trusted", timeout=60)

    @check("rows are taken out of the queue and brought back")
    def _():
        chooses("chosen by name.jpg")
        r.key("Delete")
        r.gone(re.compile("^chosen by name.jpg, "))
        r.key("ctrl+z")
        row("chosen by name.jpg", "uploaded")

    @check("every side of the keys and of the links is copied")
    def _():
        row("harbour.jpg", "uploaded")
        key = signed_key()
        r.key("ctrl+a")
        for words, part in (("copy s3 uris", f"s3://que-sandbox-signed/{key}"),
                            ("copy names and keys", f"harbour.jpg\t{key}"),
                            ("copy asset references", f'"{key}"'), ("copy signed links", "s3://")):
            commands(words)
            wait_for(lambda: part in (r.clipboard() or ""), 5, what=f"{part} on the clipboard")

    @check("the details close and open, and the selection stays")
    def _():
        commands("hide details")
        r.gone("Close details")
        assert "selected" in row("harbour.jpg", "uploaded").states
        commands("show details")
        r.find("Close details")

    @check("the history is searched")
    def _():
        r.key("ctrl+2")
        row("failed.jpg", "uploaded")
        r.key("ctrl+f")
        types("harbour")
        r.gone(re.compile("^failed.jpg, "))
        row("harbour.jpg", "uploaded")
        every_screen_is_named("the history")
        r.key("Escape")

    @check("a record is forgotten, and is asked for once")
    def _():
        r.key("ctrl+f", "ctrl+a")
        types("chosen by name")
        row("chosen by name.jpg", "uploaded")
        r.key("F6", "Home", "Delete")
        r.find(re.compile("^Delete from history"))
        every_screen_is_named("the question before a record is forgotten")
        wait_for(lambda: focused().name == "Cancel", 5, what="the focus on what loses nothing")
        goes_to("^Delete")
        r.key("space")
        r.gone(re.compile("^chosen by name.jpg, "))
        r.key("ctrl+f", "ctrl+a", "Delete", "Escape", "ctrl+1")

    @check("the settings apply at once, and what is still being typed can be dropped")
    def _():
        def settings_with_author(author, key):
            r.key("ctrl+comma")
            r.find("Close settings")
            goes_to("^Uploads$")
            r.key("space")
            goes_to("^Default author")
            r.key("ctrl+a")
            types(author)
            r.key(key)

        settings_with_author("Grace", "Return")
        wait_for(lambda: 'author = "Grace"' in (DATA / "settings.toml").read_text(), 10, what="the author in the settings")
        every_screen_is_named("the settings")
        r.key("Escape")
        r.gone("Close settings")
        settings_with_author("Nobody", "Escape")
        r.gone("Close settings")
        assert "Nobody" not in (DATA / "settings.toml").read_text()

    @check("light, dark and a zoom of one and a half")
    def _():
        def seen():
            r.screenshot(SHOTS / "keyboard-theme.png")
            return (SHOTS / "keyboard-theme.png").read_bytes()
        for _ in range(2):
            offered = r.find(re.compile("^Use (light|dark) theme$")).name
            before = seen()
            commands(offered.lower())
            r.gone(offered)
            wait_for(lambda: seen() != before, 10, what="the other theme")
        before = r.find("Menu", exact=True).extents

        def larger():
            if r.find("Menu", exact=True).extents[2] >= before[2] * 1.45:
                return True
            r.key("ctrl+plus")
            time.sleep(0.3)
        wait_for(larger, 10, what="a zoom of one and a half")
        every_screen_is_named("the window at a larger zoom")
        r.screenshot(SHOTS / "keyboard-zoom.png")
        r.key("ctrl+0")

    @check("every other sheet is named, too, and Escape closes it")
    def _():
        for key, name in (("F1", "Keyboard shortcuts"), ("ctrl+k", "Find a command")):
            r.key(key)
            r.find(re.compile(name))
            every_screen_is_named(name)
            r.key("Escape")
            time.sleep(0.3)

    @check("the program is left by its key")
    def _():
        r.key("ctrl+q")
        assert r.app.wait(10) == 0

end()
