#!/usr/bin/env python3
"""Sets cndlint beside other tools on the same writeups: processor time, time, memory, findings. Python's own library is all it needs.

It installs the others (pip, npm) and makes the writeups in a folder of its own, has all do the same work in turn, round by round, and prints tables
in Markdown. `bare` is a program that walks, reads and has comrak parse everything, and does no more (benches/bare.rs). Build both first:

    cargo build --release --locked --bin cndlint --example bare
"""

import argparse
import datetime
import math
import os
import pathlib
import platform
import shutil
import sys

sys.dont_write_bytecode = True

import corpus
import measure
import peers

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORKS = ["one", "ten", "lint", "small", "large", "format", "fix", "cores", "warm"]

# Places of a hundred with a fault: about what real posts have, and a tree that was never looked at.
USUAL, EVERYWHERE = 4, 40
LARGE = 50_000_000


def say(text):
    print(f"compare: {text}", file=sys.stderr, flush=True)


def number(least):
    def parse(text):
        value = int(text)
        if value < least:
            raise argparse.ArgumentTypeError(f"{text} is less than {least}")
        return value

    # argparse names the type where the text is no number.
    parse.__name__ = "number"
    return parse


def words(known):
    def parse(text):
        found = text.split(",")
        for word in found:
            if word not in known:
                raise argparse.ArgumentTypeError(f"no such word: {word} (there are {', '.join(known)})")
        return found

    return parse


def numbers(text):
    return sorted({number(1)(word) for word in text.split(",")})


def arguments():
    names = [tool.name for tool in [peers.CNDLINT, *peers.PEERS]]
    said = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = said.add_argument
    add("--cndlint", metavar="PATH", type=pathlib.Path, default=ROOT / "target/release/cndlint", help="the program [target/release/cndlint]")
    add("--bare", metavar="PATH", type=pathlib.Path, default=ROOT / "target/release/examples/bare", help="the floor [target/release/examples/bare]")
    add("--folder", metavar="PATH", type=pathlib.Path, default=ROOT / "target/compare", help="where all is put [target/compare]")
    add("--corpus", metavar="FOLDER", type=pathlib.Path, action="append", default=[], help="check these real posts too; may stand several times")
    add("--works", type=words(WORKS), default=WORKS, help=f"which tables [{','.join(WORKS)}]")
    add("--rows", type=words(names), default=names, help=f"which tools [{','.join(names)}]")
    add("--sizes", type=numbers, default=[1000, 5000, 20000], help="numbers of writeups of about 10 kB [1000,5000,20000]")
    add("--rounds", type=number(1), default=5, help="runs of each command [5]")
    add("--patience", type=number(1), default=20, help="a command over so many seconds is run once [20]")
    add("--limit", type=number(1), default=90, help="a command over so many seconds, or expected to be, is left out [90]")
    add("--seed", type=number(0), default=1, help="of the writeups [1]")
    options = said.parse_args()
    for path in [options.cndlint, options.bare]:
        if not (path.is_file() and os.access(path, os.X_OK)):
            said.error(f"no program {path}: cargo build --release --locked --bin cndlint --example bare")
    for folder in options.corpus:
        if not folder.is_dir():
            said.error(f"no folder {folder}")
    if not hasattr(os, "wait4") or not hasattr(os, "posix_spawn"):
        said.error("this system does not say what a program cost: Linux or macOS is needed")
    return options


class Table:
    """Some rows for one kind of work on one set."""

    def __init__(self, work, title, path, rows):
        self.work, self.title, self.path, self.rows = work, title, path, rows
        self.bytes = path.stat().st_size if path.is_file() else size_of(path)

    def row(self, label):
        found = [row for row in self.rows if row.label == label and row.costs]
        return found[0] if found else None

    def ratio(self, label, other, of="cpu"):
        row, base = self.row(label), self.row(other)
        return row.least(of) / base.least(of) if row and base else None

    def markdown(self):
        base, own = self.rows[0], measure.own()
        counted = {"format": "files", "fix": "mended"}.get(self.work, "findings")
        lines = [f"### {self.title}", "", f"| | CPU ms | median | x {base.label} | wall ms | MiB | {counted} | runs |", "| --- |" + " --: |" * 7]
        for row in self.rows:
            if row.why or not row.costs:
                lines.append(f"| {row.label} | {row.why} | | | | | | |")
                continue
            memory = "under " * (row.most() <= own) + f"{max(row.most(), own) / 2**20:,.0f}"
            ratio = figure(row.least() / base.least()) if base.costs else ""
            costs = f"{figure(row.least() * 1000)} | {figure(row.median() * 1000)} | {ratio} | {figure(row.least('wall') * 1000)}"
            lines.append(f"| {row.label} | {costs} | {memory} | {row.found} | {len(row.costs)} |")
        return "\n".join([*lines, ""])


def size_of(folder):
    """Bytes of the Markdown in it."""
    return sum(os.path.getsize(os.path.join(place, name)) for place, _, names in os.walk(folder) for name in names if name.endswith(".md"))


def figure(value):
    """Three digits that count, none behind the point from 100 on."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.{max(0, 2 - math.floor(math.log10(value)))}f}" if value > 0 else "0"


class Comparison:
    def __init__(self, options, tools):
        self.options, self.tools = options, tools
        self.folder = options.folder.resolve()
        self.empty = self.folder / "empty"
        self.tables = []
        # What each command took: bytes and seconds.
        self.paces = {}
        # The sets that it was not done with in time, or at all.
        self.over = {}

    def made(self, name, count, least, most, share=USUAL):
        folder = self.folder / f"{name}-{self.options.seed}"
        say(f"writeups: {name}")
        corpus.make(folder, self.options.seed, count, least, most, share)
        return folder

    def rows(self, work, path):
        rows = [measure.Row(tool, tool.name, tool.command(work, path)) for tool in self.tools if tool.command(work, path)]
        if work == "lint" and peers.CNDLINT in self.tools:
            at = next(index for index, row in enumerate(rows) if row.tool is peers.CNDLINT)
            rows.insert(at + 1, measure.Row(peers.CNDLINT, "cndlint, concise", peers.CNDLINT.command("concise", path)))
        return [measure.Row(peers.BARE, "bare", peers.BARE.command("lint", path)), *rows]

    def measure(self, work, title, path, rows, is_short=False, trials=1):
        table = Table(work, title, path, rows)
        self.tables.append(table)
        say(title)
        for row in rows:
            self.try_row(table, row, work, is_short, trials)
        measure.rounds(rows, self.empty, self.options.rounds, self.options.limit)
        print(table.markdown(), flush=True)

    def expected(self, pace, size):
        """Seconds, by what it took for other sets; 0 where nothing is known."""
        seen = sorted(self.paces.get(pace, []))
        if len(seen) > 1 and seen[-1][0] > seen[0][0]:
            (least, first), (most, last) = seen[0], seen[-1]
            return last + (size - most) * max(0, last - first) / (most - least)
        return 0

    def try_row(self, table, row, work, is_short, trials):
        pace = (work if work in ("format", "fix", "warm") else "lint", row.label)
        expected = self.expected(pace, table.bytes)
        over = any(size <= table.bytes for size in self.over.get(pace, []))
        if over or expected > self.options.limit:
            row.why = "not run: a smaller set was too much" if over else f"not run: about {figure(expected)} s"
            return
        output = self.folder / "output"
        for _ in range(trials):
            cost = measure.trial(row, self.empty, self.options.limit, output)
            if cost is None:
                self.over.setdefault(pace, []).append(table.bytes)
                return
        self.paces.setdefault(pace, []).append((table.bytes, cost.wall))
        row.found = row.tool.count(work, measure.ends(output))
        if is_short and cost.wall < 0.2:
            row.share = 20
        if cost.wall > self.options.patience:
            row.costs.append(cost)

    def lint(self, work, title, path, **more):
        self.measure(work, title, path, self.rows("lint", path), **more)

    def one(self):
        folder = self.made("one", 1, 9000, 9000)
        [path] = folder.rglob("*.md")
        self.lint("one", "Check one file of 10 kB", path, is_short=True)

    def ten(self):
        self.lint("ten", "Check 10 files", self.made("ten", 10, 9000, 9000), is_short=True)

    def lint_all(self):
        for size in self.options.sizes:
            self.lint("lint", f"Check {size:,} files of about 10 kB", self.writeups(size))

    def real(self):
        for path in self.options.corpus:
            self.lint("corpus", f"Check the real posts of `{path.name}`", path.resolve())

    def writeups(self, size):
        return self.made(f"writeups-{size}", size, 5000, 13000)

    def small(self):
        self.lint("small", "Check 2,000 files of 5 kB", self.made("small", 2000, 4000, 4000))

    def large(self):
        [path] = self.made("large", 1, LARGE, LARGE).rglob("*.md")
        self.lint("large", "Check one file of 50 MB", path)

    def format(self):
        path = self.writeups(self.options.sizes[0])
        self.measure("format", f"Look whether {self.options.sizes[0]:,} files are formatted", path, self.rows("format", path))

    def fix(self):
        size = self.options.sizes[0]
        path = self.made(f"faults-{size}", size, 5000, 13000, EVERYWHERE)
        copy = self.folder / "copy"

        # Each run has a fresh copy; making it is not counted.
        def fresh(row):
            def before():
                shutil.rmtree(copy, ignore_errors=True)
                shutil.copytree(path, copy)
                return row.command

            return before

        rows = self.rows("fix", copy)
        for row in rows:
            row.before = fresh(row)
        self.measure("fix", f"Mend {size:,} files with faults everywhere", path, rows)
        shutil.rmtree(copy, ignore_errors=True)

    def cores(self):
        size = self.options.sizes[min(1, len(self.options.sizes) - 1)]
        path = self.writeups(size)
        rows = [measure.Row(peers.CNDLINT, f"--jobs {jobs}", peers.CNDLINT.command("jobs", path, jobs=jobs)) for jobs in (1, 2)]
        self.measure("cores", f"Check {size:,} files on one core and on two", path, rows)

    def warm(self):
        size = self.options.sizes[-1] // 2 if len(self.options.sizes) > 1 else self.options.sizes[0]
        path = self.writeups(size)
        rows = [measure.Row(peers.BARE, "bare read", peers.BARE.command("read", path))]
        for tool in self.tools:
            for work, label in [("warm", tool.name), ("warm concise", f"{tool.name}, concise")]:
                if command := tool.command(work, path, cache=self.folder / f"cache-{tool.name}"):
                    rows.append(measure.Row(tool, label, command))
        self.measure("warm", f"Check {size:,} files that an earlier run has seen (bare reads them)", path, rows, trials=2)

    def all(self):
        runs = [self.one, self.ten, self.lint_all, self.small, self.large, self.format, self.fix, self.cores, self.warm]
        for work, run in zip(WORKS, runs, strict=True):
            is_ours = peers.CNDLINT in self.tools or work != "cores"
            if work in self.options.works and is_ours:
                run()
            if work == "lint":
                self.real()

    def short(self):
        """All in one table: CPU, as multiples of bare's."""
        tables = [table for table in self.tables if table.work != "cores" and table.rows[0].costs]
        labels = list(dict.fromkeys(row.label for table in tables for row in table.rows[1:] if row.costs))
        lines = [f"| CPU, times that of bare | bare, ms | {' | '.join(labels)} |", "| --- |" + " --: |" * (len(labels) + 1)]
        for table in tables:
            base = table.rows[0]
            ratios = [figure(ratio) if (ratio := table.ratio(label, base.label)) else "" for label in labels]
            lines.append(f"| {table.title} | {figure(base.least() * 1000)} | {' | '.join(ratios)} |")
        return "\n".join(["### In short", "", *lines, ""])

    def goals(self):
        """What was promised, and what was found."""
        found = []
        of = {work: [table for table in self.tables if table.work == work] for work in [*WORKS, "corpus"]}
        for table in [*of["lint"], *of["corpus"]]:
            for other, limit in [("bare", 1.5), ("mado", 0.6), ("rumdl", 0.17)]:
                found.append((f"{table.title}: CPU, of {other}'s", limit, table.ratio("cndlint", other)))
        for table in of["one"]:
            found += [(f"{table.title}: CPU, of {other}'s", limit, table.ratio("cndlint", other)) for other, limit in [("bare", 2), ("mado", 2 / 2.3), ("rumdl", 2 / 4.9)]]
        for table in of["format"]:
            found += [(f"`fmt --check`: CPU, of {other}'s", limit, table.ratio("cndlint", other)) for other, limit in [("oxfmt", 0.5), ("rumdl", 0.12)]]
        for table in of["fix"]:
            found.append(("`--fix`, findings everywhere: CPU, of rumdl's", 0.3, table.ratio("cndlint", "rumdl")))
        for table in of["cores"]:
            found.append(("Wall on two cores, of that on one", 0.6, table.ratio("--jobs 2", "--jobs 1", "wall")))
        for table in of["warm"]:
            found.append((f"{table.title}: CPU, of a bare read's", 1.5, table.ratio("cndlint", "bare read")))
        return found + self.growth(of)

    def growth(self, of):
        def pace(tables, row="cndlint"):
            return [table.row(row).least() / table.bytes for table in tables if table.row(row)]

        found = []
        paces = pace(of["lint"])
        if len(paces) > 1:
            found.append((f"CPU a byte in {self.options.sizes[-1]:,} files, of that in {self.options.sizes[0]:,}", 1.2, paces[-1] / paces[0]))
        if (large := pace(of["large"])) and (small := pace(of["small"])):
            found.append(("CPU a byte in one file of 50 MB, of that in files of 5 kB", 2, large[0] / small[0]))
        if of["lint"] and (row := of["lint"][-1].row("cndlint")):
            found.append((f"MiB on {self.options.sizes[-1]:,} files", 60, row.most() / 2**20))
        return found

    def judged(self):
        lines = ["### Goals", "", "| | at most | found | |", "| --- | --: | --: | --- |"]
        for text, limit, value in self.goals():
            said = "not measured | " if value is None else f"{figure(value)} | {'met' if value <= limit else 'missed'}"
            lines.append(f"| {text} | {figure(limit)} | {said} |")
        return "\n".join(lines)


def two_cores():
    """All on the same two processors, where the system lets us say so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
        return len(os.sched_getaffinity(0))
    return os.cpu_count()


def head(options, tools, cores):
    print("## Side by side\n")
    print(f"{datetime.date.today()}, {platform.system()} {platform.machine()}, {cores} cores, load {os.getloadavg()[0]:.1f} before it began.")
    versions = ", ".join(f"{tool.name} {tool.version}" for tool in tools)
    print(f"{versions}. Seed {options.seed}, {options.rounds} rounds, the least counts.\n")
    print("```sh\n" + " ".join(["python3 benches/compare.py", *sys.argv[1:]]) + "\n```\n")
    missing = [f"- {tool.name}: {tool.why}" for tool in peers.PEERS if tool.name in options.rows and tool.why]
    if missing:
        print("Left out:\n\n" + "\n".join(missing) + "\n")


def main():
    options = arguments()
    cores = two_cores()
    folder = options.folder.resolve()
    # The tools start in an empty folder, which belongs to no repository: what lies above it is none of their business.
    (folder / "empty").mkdir(parents=True, exist_ok=True)
    (folder / ".git").mkdir(exist_ok=True)
    peers.BARE.path, peers.CNDLINT.path = options.bare.resolve(), options.cndlint.resolve()
    peers.CNDLINT.version = peers.version(peers.CNDLINT)
    wanted = [tool for tool in peers.PEERS if tool.name in options.rows]
    peers.install(wanted, folder, say)
    tools = [tool for tool in [peers.CNDLINT, *wanted] if tool.path and tool.name in options.rows]
    head(options, tools, cores)
    comparison = Comparison(options, tools)
    comparison.all()
    print(comparison.short())
    print(comparison.judged())


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
