"""The tables: results and targets."""

from dataclasses import dataclass, field
from statistics import median

from workloads import WITHOUT_MD5

ROUND_TRIP = 0.050
MEGABITS = 100

# The allowed peak memory of an upload of any size, in bytes, and how far two sizes may differ.
MAX_MEMORY = 40e6
SAME_MEMORY = 1.1


@dataclass
class Result:
    """The runs of one program in one workload, in order of the rounds."""

    runs: list = field(default_factory=list)
    # Parallel connections to the storage, per run; unknown for nginx.
    connections: list = field(default_factory=list)
    # Why there are no more runs.
    failure: str | None = None

    @property
    def wall(self):
        return median(run.wall for run in self.runs)

    @property
    def cpu(self):
        return median(run.cpu for run in self.runs)

    @property
    def memory(self):
        return median(run.memory for run in self.runs)

    @property
    def at_once(self):
        return median(self.connections)


def ratio(one, other):
    """The median of the ratios per run: a temporary slowdown of the machine affects both."""
    return median(a.wall / b.wall for a, b in zip(one.runs, other.runs))


def lower_bound(workload, secure, presigns, connections=None):
    """The least time through the line, in seconds: by the link alone, or with this many parallel connections.

    Handshakes of TCP and TLS 1.3 take a round trip each, and who asks for URLs has one more server to greet and to ask
    before the first byte can go. Then all bytes of the files go through the link, and the last answer takes a round
    trip. With HTTP/1.1 a connection carries one file in a round trip and the time that the file's own bytes need.
    """
    handshake = (2 if secure else 1) * ROUND_TRIP
    begin = handshake + (handshake + ROUND_TRIP if presigns else 0)
    rate = MEGABITS * 1e6 / 8
    bound = workload.total / rate + ROUND_TRIP
    if connections:
        turns = -(-workload.files // int(connections))
        bound = max(bound, turns * (ROUND_TRIP + workload.size / rate))
    return begin + bound


def presigns(program):
    return program in ("ours", WITHOUT_MD5, "official")


def table(workload, secure, results, load):
    """One workload's table in Markdown, with the machine's load before and after."""
    header = ["program", "wall s", "spread", "CPU s", "peak MB", "× ours"]
    if workload.line:
        header += ["at once", "of the link", "of the round trips"]
    lines = [
        f"### {workload.name} {'TLS' if secure else 'plain'}: {workload.title}",
        "",
        "| " + " | ".join(header) + " |",
        "|---" * len(header) + "|",
    ]
    ours = results.get("ours")
    for name, result in results.items():
        if not result.runs or result.failure:
            why = " ".join(str(result.failure).split()).replace("|", "/")
            lines.append(f"| {name} | failed: {why} |" + " |" * (len(header) - 2))
            continue
        walls = [run.wall for run in result.runs]
        against = f"{ratio(result, ours):.2f}" if ours and ours.runs and not ours.failure else "–"
        cells = [
            name,
            f"{result.wall:.3f}",
            f"{min(walls):.3f}–{max(walls):.3f}",
            f"{result.cpu:.3f}",
            f"{result.memory / 1e6:.1f}",
            against,
        ]
        if workload.line:
            by_link = lower_bound(workload, secure, presigns(name)) / result.wall
            by_trips = lower_bound(workload, secure, presigns(name), result.at_once) / result.wall
            cells += [f"{result.at_once:.0f}", f"{by_link:.0%}", f"{by_trips:.0%}"]
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["", f"Load {load[0]:.1f} before, {load[1]:.1f} after."]
    return "\n".join([*lines, ""])


@dataclass
class Target:
    """A target. `limit` is None if the value is only reported."""

    what: str
    limit: float | None
    value: float | None
    shown: str
    at_least: bool = False

    @property
    def reached(self):
        if self.value is None or self.limit is None:
            return None
        return self.value >= self.limit if self.at_least else self.value <= self.limit


class Targets:
    """All targets, from all results by workload, transport and program."""

    def __init__(self, results, workloads):
        self.results = results
        self.workloads = {workload.name: workload for workload in workloads}
        self.all = []
        for transport in ("plain", "TLS"):
            self._large(transport)
            for name in ("W2", "W4"):
                self._against(name, transport, ["curl"], 1.3)
                self._against(name, transport, ["s5cmd", "rclone"], 0.6)
            self._against("W3", transport, ["curl"], 0.8)
            self._against("W3", transport, ["s5cmd", "rclone"], 0.4)
            self._per_file(transport)
            self._memory(transport)
            for name in ("W6-W2", "W6-W3"):
                self._line(name, transport)

    def _get(self, workload, transport, program):
        result = self.results.get((workload, transport, program))
        return result if result and result.runs and not result.failure else None

    def _add(self, *arguments, **named):
        self.all.append(Target(*arguments, **named))

    def _large(self, transport):
        limits = [("curl", 1.0)] if transport == "plain" else [("curl", 0.8), ("s5cmd", 0.5)]
        for peer, limit in limits:
            for program, words, bound in ((WITHOUT_MD5, "MD5 off", limit), ("ours", "MD5 on", None)):
                ours, other = self._get("W1", transport, program), self._get("W1", transport, peer)
                if ours and other:
                    value = ratio(ours, other)
                    self._add(f"W1 {transport}, {words}: wall vs. {peer}", bound, value, f"{value:.2f}")

    def _against(self, name, transport, peers, limit):
        ours = self._get(name, transport, "ours")
        others = {peer: self._get(name, transport, peer) for peer in peers}
        others = {peer: result for peer, result in others.items() if result}
        if not ours or not others:
            return
        best = min(others, key=lambda peer: others[peer].wall)
        value = ratio(ours, others[best])
        words = best if len(peers) == 1 else f"the best of {' and '.join(peers)} ({best})"
        self._add(f"{name} {transport}: wall vs. {words}", limit, value, f"{value:.2f}")

    def _per_file(self, transport):
        few, many = self._get("W2", transport, "ours"), self._get("W4", transport, "ours")
        if few and many:
            times = self.workloads["W4"].files / self.workloads["W2"].files
            value = many.wall / few.wall / times
            # The two are not measured in turn, so under changing load the CPU time says more.
            shown = f"{value:.2f} (CPU time {many.cpu / few.cpu / times:.2f})"
            self._add(f"W4 {transport}: time per file vs. W2", 1.1, value, shown)

    def _memory(self, transport):
        large, small = self._get("W5", transport, "ours"), self._get("W1", transport, "ours")
        if large:
            self._add(f"W5 {transport}: peak memory", MAX_MEMORY, large.memory, f"{large.memory / 1e6:.1f} MB")
        if large and small:
            value = large.memory / small.memory
            shown = f"{value:.2f} ({large.memory / 1e6:.1f} and {small.memory / 1e6:.1f} MB)"
            self._add(f"W5 {transport}: peak memory vs. W1, at most", SAME_MEMORY, value, shown)

    def _line(self, name, transport):
        ours = self._get(name, transport, "ours")
        if not ours:
            return
        secure = transport == "TLS"
        workload = self.workloads[name]
        value = lower_bound(workload, secure, True, ours.at_once) / ours.wall
        by_link = lower_bound(workload, secure, True) / ours.wall
        shown = f"{value:.0%} with {ours.at_once:.0f} connections; {by_link:.0%} of what the link allows"
        self._add(f"{name} {transport}: share of what link and round trips allow", 0.9, value, shown, at_least=True)
        peers = {
            program: result
            for (workload_name, of, program), result in self.results.items()
            if (workload_name, of) == (name, transport) and program != "ours" and result.runs and not result.failure
        }
        if peers:
            best = min(peers, key=lambda peer: peers[peer].wall)
            value = ratio(ours, peers[best])
            self._add(f"{name} {transport}: wall vs. the best peer ({best}), below", 1.0, value, f"{value:.2f}")

    def table(self):
        """The second table in Markdown. Empty if nothing in it was measured."""
        if not self.all:
            return ""
        lines = ["### Targets", "", "| what | target | result | reached |", "|---|---|---|---|"]
        for target in self.all:
            if target.limit is None:
                limit, reached = "–", "info only"
            else:
                sign = "≥" if target.at_least else "≤"
                number = target.limit
                if target.at_least:
                    number = f"{target.limit:.0%}"
                elif target.limit == MAX_MEMORY:
                    number = f"{target.limit / 1e6:.0f} MB"
                limit, reached = f"{sign} {number}", "yes" if target.reached else "**no**"
            lines.append(f"| {target.what} | {limit} | {target.shown} | {reached} |")
        return "\n".join([*lines, ""])


METHOD = f"""\
How the line's bounds are computed: {ROUND_TRIP * 1000:.0f} ms round trip, {MEGABITS} Mbit/s in each direction for all
connections together. A connection starts with one round trip for TCP and one for TLS 1.3. A program that asks for URLs
connects to two servers and makes one call before its first byte. "Of the link": that, the bytes of the files at the full
rate, and one round trip for the last answer. "Of the round trips": the same or, if longer, what the parallel connections
allow, each of which carries one file per round trip plus the time of the file's own bytes. Request heads, further
presigns and the program's start count as nothing, so 100 % is out of reach. Loss and slow start are not simulated.
"""
