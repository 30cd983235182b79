"""The programs that cndlint is set beside: where they come from and how each is asked for the same work."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys


class Tool:
    """`works` has a command for each kind of work; `{}` is the path. `found` says what stands before and behind the number that its output ends with."""

    def __init__(self, name, works, found, source=None, package=None, inside=""):
        self.name, self.works, self.found, self.source, self.package = name, works, found, source, package or name
        # What follows behind the path of a folder.
        self.inside = inside
        self.path = None
        self.version = ""
        self.why = ""

    def command(self, work, path, **more):
        if work not in self.works:
            return None
        asked = f"{path}{self.inside}" if os.path.isdir(path) else str(path)
        more["modules"] = self.path.parent.parent
        return [str(self.path), *(word.format(asked, **more) for word in self.works[work].split())]

    def count(self, work, text):
        """How many findings, or whatever the work is about, its output speaks of."""
        pattern = self.found.get(work, "" if work in ("format", "fix") else self.found.get("lint"))
        if not pattern:
            return ""
        plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
        return f"{sum(map(int, re.findall(pattern, plain))):,}"


# All with the rules that are on without a configuration, none found on the way, and no cache but where a warm one is the question.
CNDLINT = Tool(
    "cndlint",
    {
        "lint": "--isolated --no-cache {}",
        "concise": "--isolated --no-cache --format concise {}",
        "format": "fmt --check --isolated --no-cache {}",
        "fix": "--fix --isolated --no-cache {}",
        "jobs": "--isolated --no-cache --jobs {jobs} {}",
        "warm": "--isolated --cache-dir {cache} {}",
        "warm concise": "--isolated --cache-dir {cache} --format concise {}",
    },
    {"lint": r"(\d+) findings?\b", "format": r"(\d+) of \d+ files would", "fix": r"checked, (\d+) fixed"},
)
BARE = Tool("bare", {"lint": "parse {}", "read": "read {}"}, {})

PEERS = [
    Tool("mado", {"lint": "check {}"}, {"lint": r"Found (\d+) error"}, "path"),
    Tool(
        "rumdl",
        {
            "lint": "check --isolated --no-cache {}",
            "format": "fmt --check --isolated --no-cache {}",
            "fix": "check --fix --isolated --no-cache {}",
            "warm": "check --isolated --cache-dir {cache} {}",
        },
        {"lint": r"Issues: Found (\d+)", "format": r"Would fix: .* in (\d+) file", "fix": r"Fixed: (\d+)"},
        "pip",
    ),
    Tool(
        "panache",
        {"lint": "lint --isolated --no-cache --message-format short {}", "format": "format --check --isolated --no-cache {}"},
        {"lint": r"Found (\d+) issue\(s\) across"},
        "pip",
        "panache-cli",
    ),
    Tool("markdownlint-cli2", {"lint": "{}", "fix": "--fix {}"}, {"lint": r"Summary: (\d+) error"}, "npm", inside="/**/*.md"),
    Tool("prettier", {"format": "--check --no-config --no-editorconfig {}"}, {"format": r"issues found in (?:the above )?(\d+) file"}, "npm"),
    Tool("oxfmt", {"format": "--check --disable-nested-config {}"}, {"format": r"issues found in above (\d+) file"}, "npm"),
    Tool("autocorrect", {"lint": "--lint {}", "fix": "--fix {}"}, {"lint": r"(?:Error|Warning): (\d+)"}, "npm", "autocorrect-node"),
    Tool(
        "textlint",
        {"lint": "--no-textlintrc --rules-base-directory {modules} --preset ja-technical-writing {}"},
        {"lint": r"✖ (\d+) problem"},
        "npm",
        "textlint textlint-rule-preset-ja-technical-writing",
    ),
]


def install(tools, folder, say):
    """Puts the tools into `folder`, those from npm and those from PyPI. What cannot be had says why."""
    for tool in tools:
        if tool.source == "pip":
            into = folder / "python"
            place(tool, into / "bin" / tool.name, lambda: pip(into, tool.package), say)
        elif tool.source == "npm":
            into = folder / "node"
            place(tool, into / "node_modules" / ".bin" / tool.name, lambda: npm(into, tool.package), say)
        elif found := shutil.which(tool.name):
            tool.path = pathlib.Path(found)
        else:
            tool.why = "not on PATH, and neither PyPI nor npm has it"
        if tool.path:
            tool.version = version(tool)


def place(tool, path, fetch, say):
    if not path.exists():
        say(f"installing {tool.package}")
        try:
            fetch()
        except FileNotFoundError as error:
            tool.why = f"cannot be installed: {error.filename} is missing"
        except subprocess.CalledProcessError as error:
            said = (error.stderr or "").strip().splitlines()
            # The name of the program, not its arguments: they are this machine's.
            tool.why = f"cannot be installed: {pathlib.Path(error.cmd[0]).name} ended with {error.returncode}" + (f" ({said[-1][:80]})" if said else "")
        if not path.exists():
            tool.why = tool.why or "cannot be installed: the package has no such program"
            return
    tool.path = path


def quietly(command):
    subprocess.run(command, check=True, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def pip(folder, package):
    if not (folder / "bin" / "pip").exists():
        quietly([sys.executable, "-m", "venv", str(folder)])
    quietly([str(folder / "bin" / "pip"), "install", "--quiet", *package.split()])


def npm(folder, package):
    folder.mkdir(parents=True, exist_ok=True)
    # Without one, npm looks for a project in the folders above.
    if not (folder / "package.json").exists():
        (folder / "package.json").write_text(json.dumps({"private": True}))
    quietly(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), *package.split()])


def version(tool):
    try:
        said = subprocess.run([str(tool.path), "--version"], text=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, cwd=os.path.dirname(tool.path))
    except (OSError, subprocess.TimeoutExpired):
        return "?"
    found = re.search(r"\d+\.\d+(?:\.\d+)?\S*", said.stdout + said.stderr)
    return found.group(0) if found else "?"
