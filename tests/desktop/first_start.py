#!/usr/bin/python3
"""The first start of the real program, and its servers, with a real keyring.

    /usr/bin/python3 first_start.py PROGRAM [WORD…]

Prints a line for each check and ends with 'N passed, N failed' (exit status 1 if any failed). Pictures go to $SHOTS."""
import json, re, subprocess, sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from checks import PROGRAM, SHOTS, WORK, Day, end
from rig import Rig, wait_for


def serve(rig, name):
    """Starts the program's sandbox server on this machine."""
    served = subprocess.Popen([PROGRAM, "sandbox", "--data", str(WORK / name)], env=rig.env, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True, start_new_session=True)
    rig.procs.append((name, served))
    return json.loads(served.stdout.readline())


def picture(name):
    path = WORK / name
    subprocess.run(["convert", "-size", "320x240", "plasma:", path], check=True)
    return path


def pill(words):
    return re.compile(rf"^Server .*{words}.*Choose a server$")


def row(rig, name, state):
    return rig.find(re.compile(rf"^{re.escape(name)}, .*(?:{state})", re.I), timeout=20)


def walk_through(rig, server):
    """The one screen: another server, its key, and Enter."""
    rig.find("Skip", exact=True)
    key_field = lambda: rig.find("API key", role="password text")
    wait_for(lambda: "focused" in key_field().states, 10, what="the focus in the key's field")
    rig.click("Use another server…")
    rig.enter("Server address", server["api_url"], role="entry")
    rig.click_focus("API key", role="password text")
    rig.type(" " + server["api_key"] + " ")
    # A password field cannot be read back, and a click may overtake the last letters; a key cannot.
    rig.key("Return")
    rig.gone("Welcome to Que Uploader", timeout=20)


first, second = {}, {}
with Day("first start", Rig(size=(1400, 1000))) as day:
    r = day.rig
    data = WORK / "data"
    command = [PROGRAM, "--data-dir", str(data)]

    @day.check("a new user is led to a key that works, and it is in the keyring")
    def _():
        first.update(serve(r, "first"))
        second.update(serve(r, "second"))
        origin = first["api_url"].rstrip("/")
        r.launch(command)
        r.find(re.compile("Stored in the keyring"))
        r.screenshot(SHOTS / "first-start.png")
        walk_through(r, first)
        wait_for(lambda: r.secret_lookup(service="que-uploader", username=origin) == first["api_key"], 10, what="the key")
        r.find(pill("Key in the keyring"))

    @day.check("it does not come again, and the settings can be read by a person")
    def _():
        r.close_window()
        assert r.app.wait(10) == 0
        text = (data / "settings.toml").read_text()
        assert "[[profiles]]" in text and first["api_url"].rstrip("/") in text and "welcomed = true" in text, text
        assert first["api_key"] not in text
        r.launch(command)
        r.find(pill("Key in the keyring"))
        assert not r.exists("Welcome to Que Uploader")

    @day.check("a second server is added, and asks for its own key")
    def _():
        r.drop([picture("for the first.png")])
        row(r, "for the first.png", "uploaded")
        r.click("Settings", exact=True)
        r.click("Add server")
        r.enter("Name", "Second", role="entry")
        r.enter("Server address", second["api_url"], role="entry")
        r.click("Close", exact=True)
        r.gone("Close settings")
        r.click(pill("Key in the keyring"))
        r.screenshot(SHOTS / "first-start-menu.png")
        r.click(re.compile("^Second, "))
        r.find(re.compile("^Server Second. No key"))
        r.find("Que needs your API key")

    @day.check("its files go to it, and those of the first are not among them")
    def _():
        r.click_focus("API key", role="password text")
        r.type(second["api_key"])
        r.key("Return")
        r.drop([picture("for the second.png")])
        row(r, "for the second.png", "uploaded")
        assert not r.exists(re.compile("^for the first.png, "))
        found = [path for path in (WORK / "second").rglob("*.png")]
        assert len(found) == 1, found
        wait_for(lambda: r.secret_lookup(service="que-uploader", username=second["api_url"].rstrip("/")), 10,
                 what="the second key")

    @day.check("settings written by hand are read, and their server keeps its key")
    def _():
        r.close_window()
        assert r.app.wait(10) == 0
        (data / "settings.toml").write_text(
            f'welcomed = true\njobs = 2\n[[profiles]]\napi_url = "{first["api_url"]}"\n')
        r.launch(command)
        r.find(pill("Key in the keyring"))
        r.click("History", role="page tab")
        row(r, "for the first.png", "uploaded")
        assert not r.exists("Welcome to Que Uploader")

    @day.check("the sandbox is one click away")
    def _():
        r.click(pill("Key in the keyring"))
        r.click("Try the sandbox")
        r.find(re.compile("^Server Sandbox"), timeout=30)
        r.drop([picture("for practice.png")])
        row(r, "for practice.png", "uploaded")

    @day.check("it opens on the sandbox again where it was left there")
    def _():
        r.close_window()
        assert r.app.wait(10) == 0
        r.launch([PROGRAM, "--data-dir", str(data)])
        r.find(re.compile("^Server Sandbox"), timeout=30)
        r.click("History", role="page tab")
        row(r, "for practice.png", "uploaded")

    @day.check("and from there back to the server, where it opens from then on")
    def _():
        program = r.app.pid
        r.click(re.compile("^Server Sandbox"))
        r.click(re.compile("^127.0.0.1:"))
        r.find(pill("Key in the keyring"), timeout=30)
        assert r.app.pid == program and r.app.poll() is None
        assert not r.exists(re.compile("^for practice.png, "))
        r.close_window()
        assert r.app.wait(10) == 0
        r.launch([PROGRAM, "--data-dir", str(data)])
        r.find(pill("Key in the keyring"), timeout=30)
        r.close_window()
        assert r.app.wait(10) == 0

with Day("first start without a keyring", Rig(keyring=None, size=(1000, 700))) as day:
    r = day.rig

    @day.check("the key lasts for the session, and is in no file")
    def _():
        server = serve(r, "third")
        data = WORK / "no keyring"
        r.launch([PROGRAM, "--data-dir", str(data)])
        r.find(re.compile("Kept until you close the window, because the keyring can't be used"), timeout=20)
        r.screenshot(SHOTS / "first-start-no-keyring.png")
        walk_through(r, server)
        r.find(pill("Key for this session"))
        for file in data.rglob("*"):
            assert not file.is_file() or server["api_key"].encode() not in file.read_bytes(), file

end()
