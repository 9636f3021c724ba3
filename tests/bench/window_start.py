#!/usr/bin/python3
"""The time to the window's first frame and its cost at rest: without a history, with a history of 100,000 uploads, with that
after a kill, and with 100,000 ended rows in the queue. Uses the release program in a real X11 window.

    /usr/bin/python3 tests/bench/window_start.py PROGRAM [--rows N] [--starts N] [--rest SECONDS]

Prints a Markdown table. Starts alternate, so other work on the machine affects all alike. A frame wakes the window's thread at
least once, so wake-ups at rest are an upper bound of repaints. Needs the packages of tests/desktop/run."""
import argparse, os, re, shutil, signal, sqlite3, statistics, sys, tempfile, time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "desktop"))
from rig import Rig, wait_for

# Nothing answers there, and an idle program asks nothing.
SERVER = "http://127.0.0.1:9"
TICKS = os.sysconf("SC_CLK_TCK")


def command(program, data):
    return [program, "--api-url", SERVER, "--data-dir", str(data), "-vv"]


class Running:
    """The program in its window, up to its first frame."""

    def __init__(self, rig, program, data):
        self.rig, mark = rig, len(rig.lines)
        began = time.monotonic()
        rig.launch(command(program, data), wait_window=False)
        said = re.compile(r"first frame after (\d+) ms")

        def first_frame():
            return next((found for line in rig.lines[mark:] if (found := said.search(line))), None)

        self.first_frame = int(wait_for(first_frame, 60, step=0.002, what="the first frame").group(1))
        self.seen = (time.monotonic() - began) * 1000
        self.pid = rig.app.pid

    def memory(self):
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def cpu(self):
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def wake_ups(self):
        status = Path(f"/proc/{self.pid}/task/{self.pid}/status").read_text()
        return sum(int(number) for number in re.findall(r"ctxt_switches:\s+(\d+)", status))

    def rest(self, seconds):
        """Processor time in percent and wake-ups per second of the idle window's thread."""
        wait_for(self.is_quiet, 60, step=0.1, what="rest")
        cpu, wake_ups = self.cpu(), self.wake_ups()
        time.sleep(seconds)
        return 100 * (self.cpu() - cpu) / seconds, (self.wake_ups() - wake_ups) / seconds

    def is_quiet(self):
        before = self.cpu()
        time.sleep(2)
        return self.cpu() == before

    def end(self, how=signal.SIGTERM):
        os.kill(self.pid, how)
        self.rig.app.wait(20)


def fill(database, rows, in_queue):
    """Uploads as the program stores them: uploaded ones in the history, or canceled ones in the queue."""
    record = sqlite3.connect(database)
    at = 1_700_000_000_000
    for number in range(rows):
        upload = at * 1000 + number
        name = f"IMG_{number:06}.jpg"
        path = f"/home/person/Pictures/2024 summer/day {number // 1000}/{name}"
        key = f"uploads/2024/{upload:032x}.jpg"
        sha256 = f"{number:064x}"
        state, key_kept, stored = ("cancelled", None, None) if in_queue else ("uploaded", key, at)
        record.execute(
            "INSERT INTO uploads (id, server, added_at, path, relative, name, size, modified, content_type, state, bucket,"
            " key, sha256, uploaded_at, in_queue) VALUES (?, ?, ?, ?, ?, ?, 4000000, ?, 'image/jpeg', ?, 'que-uploads', ?, ?, ?, ?)",
            (upload, SERVER, at, path.encode(), path[1:].encode(), name, at, state, key_kept,
             None if in_queue else sha256, stored, int(in_queue)))
        if not in_queue:
            record.execute(
                "INSERT INTO attempts (upload_id, bucket, key, started_at, ended_at, outcome)"
                " VALUES (?, 'que-uploads', ?, ?, ?, 'stored')", (upload, key, at, at))
            record.execute(
                "INSERT INTO history (upload_id, server, at, size, sha256, text, name) VALUES (?, ?, ?, 4000000, ?, ?, ?)",
                (upload, SERVER, at, sha256, f"{key}\n{name.lower()}\n{sha256}", name.lower()))
    record.commit()
    record.close()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("program")
    arguments.add_argument("--rows", type=int, default=100_000)
    arguments.add_argument("--starts", type=int, default=7)
    arguments.add_argument("--rest", type=int, default=60)
    wanted = arguments.parse_args()
    program = str(Path(wanted.program).resolve())
    work = Path(tempfile.mkdtemp(prefix="window-start-"))
    many = f"{wanted.rows:,}"
    kinds = {"no history": None, f"history of {many}": False, f"{many} ended rows": True}
    killed = f"history of {many}, after a kill"
    starts, seen, at_rest = {}, {}, {}
    try:
        with Rig(keyring=None, env={"QUE_API_KEY_AUTH": "que_" + "0" * 32}) as rig:
            for kind, in_queue in kinds.items():
                data = work / kind
                # The program creates its tables and does its one-time work.
                Running(rig, program, data).end()
                if in_queue is not None:
                    fill(next(data.rglob("*.sqlite3")), wanted.rows, in_queue)
                    Running(rig, program, data).end()
            for _ in range(wanted.starts):
                for kind in [*kinds, killed]:
                    data = work / kind.removesuffix(", after a kill")
                    if kind == killed:
                        # Leaves a WAL behind, which the last connection to close would merge.
                        before = Running(rig, program, data)
                        record = sqlite3.connect(next(data.rglob("*.sqlite3")))
                        record.execute("UPDATE uploads SET content_type = 'image/png' WHERE id % 100 = 0")
                        record.commit()
                        before.end(signal.SIGKILL)
                    running = Running(rig, program, data)
                    starts.setdefault(kind, []).append(running.first_frame)
                    seen.setdefault(kind, []).append(running.seen)
                    running.end()
                    if kind == killed:
                        record.close()
            for kind in kinds:
                running = Running(rig, program, work / kind)
                at_rest[kind] = (*running.rest(wanted.rest), running.memory())
                running.end()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print("| | first frame, ms (median; least, most) | vs. no history | seen from outside, ms "
          f"| CPU in {wanted.rest} s | wake-ups/s | memory, MB |\n|---|---|---|---|---|---|---|")
    base = statistics.median(starts["no history"])
    for kind in [*kinds, killed]:
        times = starts[kind]
        median = statistics.median(times)
        rest = at_rest.get(kind)
        words = f"{rest[0]:.2f} % | {rest[1]:.2f} | {rest[2]:.0f}" if rest else "| | "
        print(f"| {kind} | {median:.0f}; {min(times)}, {max(times)} | {median / base:.2f} × "
              f"| {statistics.median(seen[kind]):.0f} | {words} |")
    print(f"\nThe program is {Path(program).stat().st_size / 1e6:.1f} MB.")


if __name__ == "__main__":
    main()
