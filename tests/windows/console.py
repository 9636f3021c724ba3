#!/usr/bin/python3
"""The command `que-uploader` in Windows' shells, under wine: they find que-uploader.com, which waits for the program.

    console.py PROGRAM.exe LAUNCHER.exe PRESS_CTRL_C.exe

$WINEPREFIX names a prefix in which the program starts: see `run`. Prints a line for each check and ends with
'N passed, N failed'."""
import fcntl, os, re, select, shutil, struct, subprocess, sys, termios, time, traceback, tty
from pathlib import Path

PREFIX = Path(os.environ["WINEPREFIX"])
FOLDER = PREFIX / "drive_c" / "que uploader"
KEYS = ["--api-url", "https://api.example.org", "--data-dir", "C:\\keys"]
KEY = "que_0123456789abcdef0123456789abcdef"
SLOW = 60
counts = {True: 0, False: 0}


def check(name):
    def run(function):
        try:
            function()
        except Exception:
            traceback.print_exc()
            passed = False
        else:
            passed = True
        counts[passed] += 1
        print("ok  " if passed else "FAIL", name, flush=True)
    return run


class Terminal:
    """A program of Windows on a terminal."""

    def __init__(self, *command):
        self.master, end = os.openpty()
        tty.setraw(end)
        fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 300, 0, 0))
        self.process = subprocess.Popen(["wine", *command], stdin=end, stdout=end, stderr=end, cwd=FOLDER, start_new_session=True,
                                        env={**os.environ, "TERM": "xterm"},
                                        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
        os.close(end)
        self.output, self.read = "", 0

    def wait(self, words, timeout=SLOW):
        """Waits until words are printed, and returns what was printed before them."""
        deadline = time.monotonic() + timeout
        while (at := self.output.find(words, self.read)) < 0:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{words!r} was not printed, but: {self.output[self.read:]!r}")
            if select.select([self.master], [], [], 0.2)[0]:
                try:
                    more = os.read(self.master, 65536)
                except OSError:      # the program ended
                    time.sleep(0.2)
                    continue
                self.output += re.sub(rb"\x1b\[[^a-zA-Z]*[a-zA-Z]|\x1b\][^\x07]*\x07", b"", more).decode(errors="replace")
        before, self.read = self.output[self.read:at], at + len(words)
        return before

    def type(self, text):
        os.write(self.master, text.encode())

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.master)


def cmd(line, **more):
    return subprocess.run(["wine", "cmd", "/c", line], cwd=FOLDER, capture_output=True, text=True, timeout=SLOW, **more)


def is_running():
    """Whether the program runs in this prefix. wine's tasklist tells nothing."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cmdline").read_bytes().startswith(b"C:\\que uploader\\que-uploader.exe") \
                    and f"WINEPREFIX={PREFIX}".encode() in (process / "environ").read_bytes().split(b"\0"):
                return True
        except OSError:      # it ended
            pass
    return False


def main():
    program, launcher, press = sys.argv[1:]
    FOLDER.mkdir(parents=True)
    shutil.copy(program, FOLDER / "que-uploader.exe")
    shutil.copy(launcher, FOLDER / "que-uploader.com")
    shutil.copy(press, FOLDER / "press_ctrl_c.exe")

    @check("a shell finds the launcher before the program, and it prints what the program prints")
    def _():
        ran = cmd("que-uploader --version")
        assert ran.returncode == 0 and ran.stdout.startswith("que-uploader "), ran

    @check("arguments arrive as they were given, and the exit status comes back")
    def _():
        for arguments, status in ((["history", "--unknown \"quoted\" ü\\"], 2), (["upload", "C:\\no such file.jpg", "--sandbox"], 1)):
            direct, launched = [
                subprocess.run(["wine", f"que-uploader.{ending}", *arguments], cwd=FOLDER, capture_output=True, timeout=SLOW)
                for ending in ("exe", "com")]
            assert (direct.returncode, launched.returncode) == (status, status), (direct, launched)
            assert direct.stdout == launched.stdout and direct.stderr == launched.stderr, (direct, launched)

    @check("input and output can be redirected")
    def _():
        ran = cmd(f"echo {KEY}| que-uploader key set {' '.join(KEYS)} > C:\\told.txt")
        told = (PREFIX / "drive_c" / "told.txt").read_text()
        assert ran.returncode == 0 and "https://api.example.org" in told, (ran, told)
        assert cmd(f"que-uploader key status {' '.join(KEYS)}").returncode == 0
        assert cmd(f"que-uploader key delete {' '.join(KEYS)}").returncode == 0

    @check("the prompt comes after the output, and only the program reads the keyboard")
    def _():
        terminal = Terminal("cmd")
        try:
            terminal.wait("que uploader>")
            terminal.type("que-uploader --version\r")
            assert "que-uploader 0." in terminal.wait("que uploader>"), terminal.output
            terminal.type(f"que-uploader key set {' '.join(KEYS)}\r")
            terminal.wait("C:\\keys")
            assert "que uploader>" not in terminal.wait("Paste the key"), terminal.output
            terminal.type(f"{KEY}\r")
            terminal.wait(KEY)
            terminal.type("\x1a\r")
            assert "https://api.example.org" in terminal.wait("que uploader>"), terminal.output
        finally:
            terminal.close()
        assert cmd(f"que-uploader key status {' '.join(KEYS)}").returncode == 0

    @check("Ctrl+C reaches the program, and the launcher waits for its orderly end")
    def _():
        terminal = Terminal("press_ctrl_c.exe", "que-uploader.com sandbox --data-dir C:\\one", "6000")
        try:
            terminal.wait("Press Ctrl+C to stop it.")
            terminal.wait("status=0", 20)
        finally:
            terminal.close()
        assert not is_running()

    @check("killing the launcher ends the program too")
    def _():
        running = subprocess.Popen(["wine", "que-uploader.com", "sandbox", "--data-dir", "C:\\two"], cwd=FOLDER, stdout=subprocess.PIPE)
        assert b"api_key" in running.stdout.readline()
        assert is_running()
        subprocess.run(["wine", "taskkill", "/f", "/im", "que-uploader.com"], capture_output=True, timeout=SLOW)
        deadline = time.monotonic() + 10
        while is_running() and time.monotonic() < deadline:
            time.sleep(0.2)
        assert not is_running()

    @check("without the program beside it, the launcher names what is missing")
    def _():
        (FOLDER / "que-uploader.exe").unlink()
        ran = cmd("que-uploader --version")
        assert ran.returncode == 1 and "could not start" in ran.stderr and "que-uploader.exe" in ran.stderr, ran


main()
print(f"{counts[True]} passed, {counts[False]} failed")
sys.exit(counts[False] > 0)
