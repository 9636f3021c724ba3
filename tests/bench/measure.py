"""One run of one program: time, processor time, memory."""

import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass


class RunFailed(Exception):
    """A run that gives no result."""


@dataclass(frozen=True)
class Measured:
    """The cost of a run."""

    wall: float
    cpu: float
    # Peak resident memory of the largest process, in bytes.
    memory: int


def measure(command, environment, scratch, patience):
    """Runs a command to its end. Its child processes end with it."""
    told, errors = scratch / "memory", scratch / "errors"
    # The kernel counts the forking process's memory as the child's: `time` is small, Python is not.
    wrapped = ["/usr/bin/time", "--quiet", "-f", "%M", "-o", str(told), *command]
    with open(errors, "wb") as stderr:
        began = time.perf_counter()
        process = subprocess.Popen(
            wrapped,
            env=environment,
            cwd=scratch,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            start_new_session=True,
        )
        late = threading.Event()

        def end():
            late.set()
            _end_group(process.pid)

        timer = threading.Timer(patience, end)
        timer.daemon = True
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
        except BaseException:
            _end_group(process.pid)
            process.wait()
            raise
        finally:
            timer.cancel()
    # It has been waited for, so Popen must not wait again.
    process.returncode = os.waitstatus_to_exitcode(status)
    if late.is_set():
        raise RunFailed(f"not done after {patience} s")
    if process.returncode != 0:
        tail = errors.read_text(errors="replace").strip()[-600:]
        raise RunFailed(f"exit status {process.returncode}: {tail}")
    memory = int(told.read_text().split()[-1]) * 1024
    return Measured(wall, usage.ru_utime + usage.ru_stime, memory)


def _end_group(group):
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass
