#!/usr/bin/python3
"""A working day with the real program in a real window: everything is found by its accessible name.

    /usr/bin/python3 working_day.py PROGRAM [WORD…]

Prints a line for each check and ends with 'N passed, N failed' (exit status 1 if any failed). With words, runs only the
days whose names contain one of them. Pictures go to $SHOTS."""
import json, re, shutil, subprocess, sys, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from checks import PROGRAM, WORK, Day, end
from rig import Rig, RigError, wait_for


def make_media(folder):
    """Real files by a real encoder."""
    folder.mkdir(parents=True, exist_ok=True)

    def ffmpeg(*arguments):
        subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments], check=True)
    picture = ["-f", "lavfi", "-i", "testsrc2=size=640x480:rate=1", "-frames:v", "1"]
    ffmpeg(*picture, folder / "harbour at dawn.jpg")
    ffmpeg(*picture, folder / "chart 100% #1.png")
    ffmpeg(*picture, folder / "日本の写真 🗻.webp")
    ffmpeg("-f", "lavfi", "-i", "testsrc2=size=320x240:duration=2", "-pix_fmt", "yuv420p", folder / "clip.mp4")
    ffmpeg("-f", "lavfi", "-i", "sine=duration=2", folder / "interview.wav")
    return sorted(folder.iterdir())


def row(r, name, state, timeout=20):
    """The row of a file, once its accessible name contains this word."""
    return r.find(re.compile(rf"^{re.escape(name)}, .*(?:{state})", re.I), timeout=timeout)


def key_in(row_name):
    return re.search(r"key (\S+)", row_name)[1]


def stored(server, key, bucket="que-sandbox-assets"):
    """The bytes of an object in the sandbox's folder."""
    for found in Path(server).rglob(Path(key).name):
        if bucket in found.parts and str(found).endswith(key):
            return found.read_bytes()
    raise RigError(f"{key} is not below {server}")


media = make_media(WORK / "media")
folder = WORK / "trip to the coast"
(folder / "day 2").mkdir(parents=True)
shutil.copy(media[0], folder / "a.png")
shutil.copy(media[2], folder / "day 2" / ("n" * 196 + ".mp4"))

# ---------------------------------------------------------------------------------------------------------------------
data = WORK / "sandbox-data"
with Day("sandbox", Rig(cmd=[PROGRAM, "--sandbox", "--data-dir", str(data)], portal=True, size=(1400, 1000))) as day:
    r = day.rig
    keys = {}

    @day.check("the window opens on the sandbox and says where to drop")
    def _():
        r.find("Drop files or folders here")
        r.find("Add files…", role="push button")
        r.find(re.compile("Sandbox"))
        day.shot("empty")

    @day.check("hovering files are announced over the window")
    def _():
        def hover():
            r.find(re.compile("Drop to add 1 item"), timeout=5)
            day.shot("hover")
        r.drop(media[:1], cancel=True, hover=0.6, on_hover=hover)
        r.gone(re.compile("Drop to add"))

    @day.check("a drop of several files and a folder is uploaded, and every key is shown")
    def _():
        answer = r.drop([*media, folder])
        assert answer["accepted"] and answer["finished"], answer
        for file in media:
            keys[file.name] = key_in(row(r, file.name, "uploaded").name)
        row(r, "a.png", "uploaded")
        row(r, "n" * 196 + ".mp4", "uploaded")
        assert len(set(keys.values())) == len(media), keys
        day.shot("uploaded")

    @day.check("the stored objects are byte for byte the files")
    def _():
        for file in media:
            assert stored(data / "sandbox" / "server", keys[file.name]) == file.read_bytes(), file

    @day.check("the copy button puts the key on the clipboard and answers")
    def _():
        r.click(f"Copy key of {media[0].name}")
        wait_for(lambda: r.clipboard() == keys[media[0].name], 5, what="the key on the clipboard")
        r.find(re.compile("Copied"), timeout=5)

    @day.check("the same files again are left out and said so in one line")
    def _():
        r.drop(media)
        r.find(re.compile(f"{len(media)} are already here"))
        day.shot("skipped")

    @day.check("Add files… opens the desktop's dialog")
    def _():
        extra = WORK / "from the dialog.jpg"
        shutil.copy(media[1], extra)
        r.click("Add files…")
        r.gtk_choose("Add files", extra)
        row(r, extra.name, "uploaded")

    @day.check("Add folder… opens the desktop's dialog")
    def _():
        chosen = WORK / "chosen folder"
        chosen.mkdir()
        shutil.copy(media[1], chosen / "in the folder.jpg")
        r.click("Add folder…")
        r.gtk_choose("Add folders", chosen)
        row(r, "in the folder.jpg", "uploaded")

    @day.check("pasted paths are added")
    def _():
        pasted = WORK / "pasted ü.jpg"
        shutil.copy(media[1], pasted)
        r.set_clipboard(pasted.as_uri())
        r.focus_window()
        r.key("ctrl+v")
        row(r, pasted.name, "uploaded")

    @day.check("signing needs an origin, and then a signed copy is there")
    def _():
        name = "harbour at dawn.jpg"
        r.click(f"Sign {name}")
        r.find("Sign this file")
        day.shot("sign")
        assert "enabled" not in r.find("Sign this file").states or "sensitive" not in r.find("Sign this file").states
        r.enter("Author", "Ada Example", role="entry")
        r.click("Origin", role="combo box")
        r.click("Camera or recorder")
        r.click("Edits", role="combo box")
        r.click("No other edits")
        wait_for(lambda: "sensitive" in r.find("Sign this file").states, 5, what="the sign button")
        r.click("Sign this file")
        row(r, name, "signed")
        day.shot("signed")

    @day.check("the signed copy is verified automatically and trusted")
    def _():
        name = "harbour at dawn.jpg"
        row(r, name, "trusted")
        r.click(f"Report of {name}", exact=True)
        r.find(re.compile("signer is trusted", re.I))
        day.shot("trusted")

    @day.check("a file without credentials is neither praised nor blamed")
    def _():
        name = "chart 100% #1.png"
        r.click(row(r, name, "uploaded").name, exact=True)
        r.click("Report", role="page tab")
        r.click("Verify original")
        row(r, name, "no content credentials|no credentials")
        day.shot("no-credentials")

    @day.check("light and dark, small and large")
    def _():
        for theme, other in (("light", "dark"), ("dark", "light")):
            r.click(f"Use {theme} theme")
            r.find(f"Use {other} theme")
            for width, height in ((820, 560), (1380, 940)):
                r.resize(width, height)
                # Redrawn: the button at the right end is inside the resized window, near its edge.
                wait_for(lambda: width - 80 < r.find("Settings", exact=True).extents[0] - r.place[0] < width, 5,
                         what="the window at that size")
                day.shot(f"{theme}-{width}")

    @day.check("the history is there after a restart")
    def _():
        r.close_window()
        assert r.app.wait(10) == 0
        r.launch([PROGRAM, "--sandbox", "--data-dir", str(data)])
        # Room for all ten records: which of them was uploaded first, and is last here, is chance.
        r.resize(1180, 940)
        r.click("History", role="page tab")
        kept = row(r, "harbour at dawn.jpg", "trusted|verified")
        assert key_in(kept.name) == keys["harbour at dawn.jpg"], kept.name
        r.enter("Search history", "interview", role="entry")
        r.gone(re.compile("^harbour at dawn"))
        row(r, "interview.wav", "uploaded")
        day.shot("history")

    @day.check("the record is read by the command line, too")
    def _():
        lines = r.run(PROGRAM, "history", "--sandbox", "--json", "--data-dir", str(data)).decode().splitlines()
        told = {Path(record["path"]).name: record for record in map(json.loads, lines)}
        assert {name: told[name]["key"] for name in keys} == keys
        assert told["harbour at dawn.jpg"]["verdict"] == "trusted"

    @day.check("closing ends the program in order")
    def _():
        r.close_window()
        assert r.app.wait(10) == 0

# ---------------------------------------------------------------------------------------------------------------------
data = WORK / "named-data"
NAMED = [media[0].name, str(folder), "none.jpg"]
with Day("named", Rig([PROGRAM, "--sandbox", "--data-dir", str(data), *NAMED], cwd=WORK / "media", size=(1400, 1000))) as day:
    r = day.rig

    @day.check("what is named on the command line is uploaded when the first window opens")
    def _():
        for name in (media[0].name, "a.png", "n" * 196 + ".mp4"):
            key = key_in(row(r, name, "uploaded").name)
            file = next(path for path in WORK.rglob(name) if "server" not in path.parts)
            assert stored(data / "sandbox" / "server", key) == file.read_bytes(), name
        day.shot("uploaded")

    @day.check("missing files are reported")
    def _():
        r.find(re.compile("3 added, 1 skipped: 1 not found"))

    @day.check("a second start adds the new files and reports those already queued")
    def _():
        ran = subprocess.run([*r.cmd[:-2], str(media[2])], env=r.env, cwd=WORK / "media", timeout=20, capture_output=True)
        assert ran.returncode == 0, ran
        row(r, media[2].name, "uploaded")
        r.find(re.compile("1 added, 1 skipped: 1 already here"))

# ---------------------------------------------------------------------------------------------------------------------
data = WORK / "many-data"
with Day("many", Rig(cmd=[PROGRAM, "--sandbox", "--data-dir", str(data)], size=(1400, 1000))) as day:
    r = day.rig

    def small(folder, number):
        folder.mkdir()
        for place in range(number):
            (folder / f"{place:05}.txt").write_text(f"{folder.name} {place}")
        return folder

    def recorded():
        lines = r.run(PROGRAM, "history", "--sandbox", "--json", "--limit", "100000", "--data-dir", str(data)).decode()
        return [(record["path"], record["key"]) for record in map(json.loads, lines.splitlines())]

    @day.check("a thousand files in one drop are uploaded, each with its own key")
    def _():
        r.drop(sorted(small(WORK / "thousand", 1000).iterdir()))
        r.find(re.compile("^1,000 of 1,000 files"), timeout=120)
        assert len(set(recorded())) == 1000 == len({key for _, key in recorded()})

    @day.check("so are the five thousand of a folder")
    def _():
        r.drop([small(WORK / "five thousand", 5000)])
        r.find(re.compile("^6,000 of 6,000 files"), timeout=300)
        found = recorded()
        assert len({path for path, _ in found}) == 6000 == len({key for _, key in found})
        day.shot("six-thousand")

    @day.check("the first and the last of them are there at once, and found by name")
    def _():
        r.focus_window()
        r.key("ctrl+f")
        r.type("04999")
        row(r, "04999.txt", "in five thousand, uploaded")
        r.gone(re.compile("^00000.txt"))
        day.shot("six-thousand-found")

# ---------------------------------------------------------------------------------------------------------------------
data = WORK / "keyring-data"
with Day("keyring", Rig(portal=False, size=(1400, 1000))) as day:
    r = day.rig
    server = {}

    @day.check("without a key the window asks for it, and nothing is lost meanwhile")
    def _():
        served = subprocess.Popen([PROGRAM, "sandbox", "--data", str(WORK / "server")], env=r.env, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, text=True, start_new_session=True)
        r.procs.append(("sandbox", served))
        server.update(json.loads(served.stdout.readline()))
        r.launch([PROGRAM, "--api-url", server["api_url"], "--data-dir", str(data)])
        r.find("Que needs your API key")
        r.drop(media[:2])
        row(r, media[0].name, "queued")
        day.shot("asks")

    @day.check("a typed key is saved in the keyring, and the queue continues")
    def _():
        # A password field does not reveal its text, so it is not read back.
        r.click_focus("API key", role="password text")
        r.type(server["api_key"])
        r.click("Save in the keyring")
        r.click("Use key")
        origin = server["api_url"].rstrip("/")
        wait_for(lambda: r.secret_lookup(service="que-uploader", username=origin), 10, what="a key in the keyring")
        kept = r.secret_lookup(service="que-uploader", username=origin)
        assert kept == server["api_key"], f"another key was typed in: {len(kept)} signs for {len(server['api_key'])}"
        row(r, media[0].name, "uploaded")
        day.shot("kept")

    @day.check("the next start reads it from the keyring")
    def _():
        r.close_window()
        assert r.app.wait(10) == 0
        # Without the programs that would show a dialog instead of the portal, if this machine has them.
        alone = ["/usr/bin/env", "PATH="]
        r.launch([*alone, PROGRAM, "--api-url", server["api_url"], "--data-dir", str(data)])
        r.find(re.compile("Key in the keyring"))
        assert not r.exists("Que needs your API key")

    @day.check("without a file dialog the window says what to do instead")
    def _():
        r.click("Add files…")
        r.find(re.compile("no file dialog"))
        day.shot("no-dialog")

    @day.check("diagnostics are shown before they are copied, without the key")
    def _():
        r.click("Settings", exact=True)
        r.click("Diagnostics…")
        r.find(re.compile("API key: "))
        day.shot("diagnostics")
        r.click("Copy diagnostics")
        wait_for(lambda: (r.clipboard() or "").startswith("Que Uploader: "), 5, what="the report on the clipboard")
        assert server["api_key"] not in r.clipboard()
        assert "started version=" in r.clipboard()
        r.key("Escape")
        r.gone("Copy diagnostics")

    @day.check("neither the key nor a signature is in any file of the program")
    def _():
        for file in data.rglob("*"):
            if file.is_file():
                bytes_ = file.read_bytes()
                assert server["api_key"].encode() not in bytes_, file
                assert b"X-Amz-Signature" not in bytes_, file
        assert not any(server["api_key"] in line for line in r.output())

# ---------------------------------------------------------------------------------------------------------------------
data = WORK / "interrupted-data"
COMMAND = [PROGRAM, "--sandbox", "--data-dir", str(data)]
with Day("interruptions", Rig(cmd=COMMAND, keyring=None, size=(1400, 1000))) as day:
    r = day.rig
    large = WORK / "large.mov"

    @day.check("closing while uploading asks once, and the answer can be no")
    def _():
        with open(large, "wb") as file:
            file.truncate(5 << 30)          # sparse: takes seconds to send, and no room
        r.drop([large])
        row(r, large.name, "uploading")
        r.close_window()
        r.find("Quit while uploading?")
        day.shot("quit")
        r.click("Keep uploading")
        r.gone("Quit while uploading?")
        assert r.app.poll() is None

    @day.check("pause all stops what runs, and what is added waits")
    def _():
        r.click("Pause all")
        row(r, large.name, "queued")
        r.find("The queue is paused")
        r.drop(media[:1])
        row(r, media[0].name, "queued")
        day.shot("paused")

    @day.check("a second start hands its paths to the first and ends")
    def _():
        ran = subprocess.run([*COMMAND, str(media[1])], env=r.env, timeout=10, capture_output=True, text=True)
        assert ran.returncode == 0, ran
        row(r, media[1].name, "queued")

    @day.check("the system's wish to end is followed within two seconds, and nothing is asked")
    def _():
        began = time.monotonic()
        r.app.terminate()
        assert r.app.wait(10) == 0
        assert time.monotonic() - began < 2, time.monotonic() - began

    @day.check("the queue is restored, still paused, and continues when resumed")
    def _():
        r.launch(COMMAND)
        row(r, large.name, "queued")
        r.find("The queue is paused")
        r.click(f"Cancel {large.name}")
        r.click(f"Remove {large.name}")
        r.click("Resume all")
        row(r, media[0].name, "uploaded")
        row(r, media[1].name, "uploaded")

    @day.check("a killed program continues where it stopped")
    def _():
        r.drop([large])
        row(r, large.name, "uploading")
        r.app.kill()
        r.app.wait(10)
        r.launch(COMMAND)
        row(r, large.name, "uploading")
        r.click(f"Cancel {large.name}")
        r.click(f"Remove {large.name}")
        r.gone(re.compile("^large.mov, "))

# ---------------------------------------------------------------------------------------------------------------------
with Day("no keyring", Rig(keyring=None, session_bus=False, atspi=False, size=(1000, 700))) as day:
    r = day.rig

    @day.check("the command line says so at once and in plain words")
    def _():
        ran = subprocess.run([PROGRAM, "key", "status", "--data-dir", str(WORK / "no-keyring")], env=r.env, timeout=10,
                             capture_output=True, text=True)
        assert ran.returncode == 1 and "keyring" in ran.stderr and not ran.stdout, ran

    @day.check("without a display one sentence names the way without a window")
    def _():
        env = {name: value for name, value in r.env.items() if name != "DISPLAY"}
        ran = subprocess.run([PROGRAM, "--sandbox", "--data-dir", str(WORK / "no-display")], env=env, timeout=30,
                             capture_output=True, text=True)
        said = [line for line in ran.stderr.splitlines() if line.strip()]
        assert ran.returncode == 1 and len(said) == 1 and "upload" in said[0] and "panicked" not in ran.stderr, ran

end()
