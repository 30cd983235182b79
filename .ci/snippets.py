"""The files that CI.md shows are true: `snippets.py PROGRAM FOLDER` checks them and writes them there; `snippets.py --show NAME TEXT` prints the one of that name that has the text."""

import json
import pathlib
import re
import subprocess
import sys
import tomllib

FENCE = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)
ROOT = pathlib.Path(__file__).parent.parent


def blocks(page):
    """Language, name of the file (none for a block that is no file) and text of each block."""
    return FENCE.findall((ROOT / page).read_text())


def show(name, text):
    [found] = [block for _, file, block in blocks("CI.md") if file == name and text in block]
    print(found, end="")


def same(what, found, expected):
    if found != expected:
        raise SystemExit(f"{what}: found {found}, expected {expected}")


def options(program, *command):
    """The options of a command and of those below it."""
    said = subprocess.run([program, *command, "--help"], check=True, capture_output=True, text=True).stdout
    found = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", said.split("Options:", 1)[1]))
    # Each command stands in a line of its own, two blanks deep.
    below = re.search(r"^Commands:\n(.*?)\n\n", said, re.M | re.S)
    for name in re.findall(r"^  ([a-z]\S*)", below[1], re.M) if below else []:
        found |= options(program, *command, name) if name != "help" else set()
    return found


def check(program, folder):
    import yaml

    readers = {"yaml": yaml.safe_load, "json": json.loads, "toml": tomllib.loads}
    known = options(program)
    for page in ["CI.md", "README.md"]:
        for language, name, text in blocks(page):
            if language in readers:
                readers[language](text)
            if page == "CI.md":
                same("a block that is no file", bool(name), True)
                number = len(list(folder.iterdir()))
                (folder / f"{number}-{pathlib.Path(name).name}").write_text(text)
        # Other programs have options too.
        text = re.sub(r"\b(cargo|lychee|git|reviewdog|npx) [^`|\n]*", "", (ROOT / page).read_text())
        same(f"options in {page} that there are not", set(re.findall(r"(?<![\w<!|-])--[a-z][a-z-]*", text)) - known, set())

    page = (ROOT / "CI.md").read_text()
    package = tomllib.loads((ROOT / "Cargo.toml").read_text())["package"]
    same("versions in CI.md", set(re.findall(r"\d+\.\d+\.\d+", page)), {package["version"]})
    same("rev in README.md", set(re.findall(r"rev: v([\d.]+)", (ROOT / "README.md").read_text())), {package["version"]})

    def table(title):
        rows = re.search(rf"^## {title}\n.*?\n\| --- .*?\n(.*?)\n\n", page, re.M | re.S)[1]
        return [[cell.strip().strip("`") for cell in row.split("|")[1:-1]] for row in rows.splitlines()]

    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    same("hooks", [row[0] for row in table("pre-commit")], [hook["id"] for hook in hooks])
    inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    same("inputs", {row[0]: row[1] for row in table("GitHub Actions")}, {name: value["default"] for name, value in inputs.items()})
    shown = [yaml.safe_load(text) for _, name, text in blocks("CI.md") if name == ".pre-commit-config.yaml"][1]["repos"][0]["hooks"][0]
    [fix] = [hook for hook in hooks if hook["id"] == "cndlint-fix"]
    for key in ["name", "entry", "args", "types", "require_serial"]:
        same(f"{key} of the hook in CI.md", shown[key], fix[key])


if sys.argv[1] == "--show":
    show(*sys.argv[2:])
else:
    check(sys.argv[1], pathlib.Path(sys.argv[2]))
