"""Uploads the same files with Que Uploader and its peers, in turn, and prints what each took."""

import argparse
import contextlib
import json
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from measure import RunFailed, measure
from programs import Programs
from report import MEGABITS, METHOD, ROUND_TRIP, Targets, Result, table
from servers import Line, Nginx, Sink
from workloads import ALL, WITHOUT_MD5, WORKLOADS, chosen, make_files


def words(text):
    return [word for word in text.split(",") if word]


def arguments():
    families = sorted({workload.name.split("-")[0] for workload in WORKLOADS})
    parser = argparse.ArgumentParser(prog="tests/bench/run", description=__doc__, allow_abbrev=False)
    parser.add_argument("--workloads", type=words, default=families, metavar="W1,W2,…", help="all by default")
    parser.add_argument("--transports", type=words, default=["plain", "tls"], metavar="plain,tls", help="both")
    parser.add_argument("--peers", type=words, metavar="NAME,…", help=f"peers, any of {', '.join(ALL[1:])}")
    parser.add_argument("--only-ours", action="store_true", help="without peers")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="counted runs, 5 by default")
    parser.add_argument("--scale", type=float, default=1.0, metavar="S", help="scale down: fewer files, smaller large ones")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write all runs here")
    parser.add_argument("--program", type=Path, required=True, help="the program to measure")
    parser.add_argument("--sink", type=Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--peers-in", type=Path, required=True, help=argparse.SUPPRESS)
    given = parser.parse_args()
    for file in (given.program, given.sink):
        if not os.access(file, os.X_OK):
            parser.error(f"there is no program {file}")
    unknown = set(given.peers or []) - set(ALL)
    if unknown:
        parser.error(f"no such peer: {', '.join(sorted(unknown))}")
    if set(given.transports) - {"plain", "tls"}:
        parser.error("transports are plain and tls")
    if given.runs < 1 or not 0 < given.scale <= 1:
        parser.error("--runs from 1, --scale from 0 to 1")
    try:
        given.chosen = [workload.scaled(given.scale) for workload in chosen(given.workloads)]
    except ValueError as error:
        parser.error(str(error))
    return given


def who(workload, given):
    """The participants."""
    ours = [name for name in workload.programs if name in ("ours", WITHOUT_MD5)]
    if given.only_ours:
        return ours
    if given.peers is None:
        return list(workload.programs)
    # nginx does not speak S3.
    able = ("curl", "official") if workload.nginx else ALL
    return ours + [name for name in ALL[1:] if name in given.peers and name in able]


class Bench:
    """All runs."""

    def __init__(self, given, scratch):
        self.given, self.scratch = given, scratch
        self.programs = Programs(str(given.program.resolve()), given.peers_in.resolve(), scratch)
        self.results = {}

    def run(self):
        for workload in self.given.chosen:
            folder = make_files(workload, self.scratch / "files")
            for transport in self.given.transports:
                self._workload(workload, folder, transport == "tls")
            last = not any(other.family == workload.family for other in self._after(workload))
            if last:
                shutil.rmtree(folder)

    def _after(self, workload):
        return self.given.chosen[self.given.chosen.index(workload) + 1 :]

    def _workload(self, workload, folder, secure):
        transport = "TLS" if secure else "plain"
        results = {name: Result() for name in who(workload, self.given)}
        self.results.update({(workload.name, transport, name): result for name, result in results.items()})
        load = os.getloadavg()[0]
        certificates = None
        if secure:
            certificates = self.scratch / "certificates"
            certificates.mkdir(exist_ok=True)
        with contextlib.ExitStack() as stack:
            sink = stack.enter_context(Sink(str(self.given.sink.resolve()), certificates))
            receiver = sink
            if workload.nginx:
                receiver = stack.enter_context(Nginx(self.scratch, certificates))
                stack.callback(shutil.rmtree, receiver.folder)
                place = sink.place(storage_port=receiver.port)
            elif workload.line:
                line = Line(str(self.given.sink.resolve()), sink, round(ROUND_TRIP * 1000), MEGABITS)
                stack.enter_context(line)
                place = sink.place(*line.ports)
            else:
                place = sink.place()
            rounds = self.given.runs + workload.warm_up
            for number in range(rounds):
                counts = number >= rounds - self.given.runs
                for name, result in results.items():
                    if not result.failure:
                        self._once(workload, folder, place, sink, receiver, name, result if counts else None, results)
                self._say(f"{workload.name} {transport}: round {number + 1} of {rounds}")
        print(table(workload, secure, results, (load, os.getloadavg()[0])), flush=True)

    def _once(self, workload, folder, place, sink, receiver, name, result, results):
        """One run. The warm-up has no result to add to."""
        sink.reset()
        if receiver is not sink:
            receiver.reset()
        command, environment = self.programs.prepare(name, workload, folder, place)
        try:
            measured = measure(command, environment, self.scratch, workload.patience)
            delivered = receiver.delivered()
            if delivered != (workload.files, workload.total):
                wanted = f"{workload.files} and {workload.total}"
                raise RunFailed(f"delivered {delivered[0]} files and {delivered[1]} bytes in place of {wanted}")
        except RunFailed as failed:
            results[name].failure = str(failed)
            self._say(f"{workload.name} {name} FAILED: {failed}")
            return
        if result is not None:
            result.runs.append(measured)
            result.connections.append(sink.counts()["most_open"])

    @staticmethod
    def _say(text):
        print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)

    def failures(self):
        return [key for key, result in self.results.items() if result.failure]

    def write(self, path):
        document = [
            {
                "workload": workload,
                "transport": transport,
                "program": program,
                "failure": result.failure,
                "runs": [
                    {"wall": run.wall, "cpu": run.cpu, "memory": run.memory, "connections": connections}
                    for run, connections in zip(result.runs, result.connections)
                ],
            }
            for (workload, transport, program), result in self.results.items()
        ]
        path.write_text(json.dumps(document, indent=1) + "\n")


def main():
    given = arguments()
    scratch = Path(tempfile.mkdtemp(prefix="que-bench-"))
    bench = Bench(given, scratch)
    try:
        print("; ".join(bench.programs.versions().values()) + ".")
        scale = f"; scale {given.scale}: NOT the real sizes" if given.scale != 1 else ""
        print(f"{os.cpu_count()} cores, medians of {given.runs} runs in turn{scale}.\n", flush=True)
        bench.run()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    targets = Targets(bench.results, given.chosen)
    print(targets.table())
    if any(workload.line for workload in given.chosen):
        print(METHOD)
    if given.json:
        bench.write(given.json)
    failures = bench.failures()
    if failures:
        print(f"\n{len(failures)} failed: {', '.join(' '.join(key) for key in failures)}", file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    # On a request to end, also end the sinks and leave no files.
    import signal

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
