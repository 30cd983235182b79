"""Runs a program and says what it cost: processor time and memory as the system counts them, of the program and of all that it started and waited for."""

import os
import resource
import signal
import statistics
import sys
import time

# What `getrusage` counts memory in.
UNIT = 1 if sys.platform == "darwin" else 1024


# Where a tool says how many findings there are: at one of the ends of what it prints.
END = 1 << 16


class Slow(Exception):
    """It ran longer than it may."""


def ring(signum, frame):
    raise Slow


class Cost:
    """Of one run, or of one of several alike: seconds and bytes."""

    def __init__(self, cpu, wall, memory, code):
        self.cpu, self.wall, self.memory, self.code = cpu, wall, memory, code


def run(command, folder, limit, output=os.devnull):
    """One run, with what it prints in `output`. A program over `limit` seconds is ended, with all that it started."""
    kept = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    files = [(os.POSIX_SPAWN_DUP2, nothing, 0), (os.POSIX_SPAWN_DUP2, kept, 1), (os.POSIX_SPAWN_DUP2, kept, 2)]
    back = os.getcwd()
    os.chdir(folder)
    started = time.perf_counter()
    try:
        child = os.posix_spawn(command[0], command, environment(folder), file_actions=files, setpgroup=0)
    finally:
        os.chdir(back)
        os.close(kept)
        os.close(nothing)
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        _, status, used = os.wait4(child, 0)
    except BaseException as error:
        # Its own group: nothing that others started.
        os.killpg(child, signal.SIGKILL)
        os.wait4(child, 0)
        raise error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    wall = time.perf_counter() - started
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * UNIT, os.waitstatus_to_exitcode(status))


def own():
    """The most memory that this script had: the system counts a program as no smaller than what it was started by."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def ends(path):
    """The beginning and the end of a text: all of it may be larger than what is measured."""
    with open(path, "rb") as file:
        first = file.read(END)
        rest = os.path.getsize(path) - END
        if rest > 0:
            file.seek(max(END, rest))
            first += file.read()
    return first.decode(errors="replace")


def environment(home):
    """The same for all: no colours, no settings of the user's."""
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "NO_COLOR": "1", "LANG": "C.UTF-8"}


class Row:
    """The runs of one command in one table."""

    def __init__(self, tool, label, command, share=1, before=None):
        self.tool, self.label, self.command, self.before = tool, label, command, before
        # Runs that make one figure, where one alone is too short to be seen.
        self.share = share
        self.costs = []
        self.found = ""
        self.why = ""

    def least(self, of="cpu"):
        return min(getattr(cost, of) for cost in self.costs)

    def median(self, of="cpu"):
        return statistics.median(getattr(cost, of) for cost in self.costs)

    def most(self, of="memory"):
        return max(getattr(cost, of) for cost in self.costs)

    def once(self, folder, limit):
        costs = []
        for _ in range(self.share):
            command = self.before() if self.before else self.command
            costs.append(run(command, folder, limit))
        self.costs.append(Cost(
            sum(cost.cpu for cost in costs) / len(costs), sum(cost.wall for cost in costs) / len(costs), max(cost.memory for cost in costs), costs[0].code,
        ))


def trial(row, folder, limit, output):
    """A run that does not count: files come into memory, findings are read, and it is seen how long it takes."""
    try:
        cost = run(row.before() if row.before else row.command, folder, limit, output)
    except Slow:
        row.why = f"over {limit:g} s"
        return None
    if cost.code not in (0, 1):
        row.why = f"failed with {cost.code}: {' '.join(ends(output).split())[:80]}"
        return None
    return cost


def rounds(rows, folder, count, limit):
    """All rows in turn, round by round: what else the machine does hits them all. A row that has its costs already is left alone."""
    rows = [row for row in rows if not row.costs and not row.why]
    for _ in range(count):
        for row in (row for row in rows if not row.why):
            try:
                row.once(folder, limit)
            except Slow:
                row.why = f"over {limit:g} s"
