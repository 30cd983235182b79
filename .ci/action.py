"""Runs the steps of action.yml with the environment that GitHub gives them: `action.py PROGRAM FOLDER`. What other actions do (cache, upload) is not run."""

import os
import pathlib
import re
import shutil
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM, FOLDER = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
STEPS = ACTION["runs"]["steps"]
WRONG, RIGHT = "# 題\n\nGithubを使う。\n", "# 題\n\nGitHubを使う。\n"


def same(what, found, expected):
    if found != expected:
        raise SystemExit(f"{what}: found {found!r}, expected {expected!r}")


def lint():
    """No expression reaches a shell, and every one names something that there is."""
    names = {f"inputs.{name}" for name in ACTION["inputs"]} | {"github.action_path", "steps.cache.outputs.cache-hit"}
    for step in STEPS:
        written = re.findall(r'echo "([a-z-]+)=.*>> "\$GITHUB_OUTPUT"', step.get("run", ""))
        names |= {f"steps.{step.get('id')}.outputs.{name}" for name in written}
        same("expressions in `run`", "${{" in step.get("run", ""), False)
        if "run" in step:
            subprocess.run(["shellcheck", "--shell=bash", "-"], input="set -eo pipefail\n" + step["run"], text=True, check=True)
    used = set(re.findall(r"\b(?:inputs|steps|github)\.[a-z_.-]+\w", (ROOT / "action.yml").read_text()))
    same("names in expressions", used - names, set())
    same("inputs that nothing asks for", {name for name in names if name.startswith("inputs.")} - used, set())


class Job:
    """A job: its folder, and what the steps before have left."""

    def __init__(self, name, path, **inputs):
        self.folder, self.temp = FOLDER / name / "work", FOLDER / name / "temp"
        self.folder.mkdir(parents=True)
        self.temp.mkdir()
        self.path = path
        self.known = {f"inputs.{key}": value["default"] for key, value in ACTION["inputs"].items()}
        self.known |= {f"inputs.{key}": value for key, value in inputs.items()}
        self.known["github.action_path"] = str(ROOT)
        self.said = ""

    def value(self, text):
        return re.sub(r"\$\{\{ *([\w.-]+) *\}\}", lambda found: self.known.get(found[1], ""), text)

    def run(self, identity):
        [step] = [step for step in STEPS if step.get("id") == identity]
        files = {name: self.temp / name for name in ["GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"]}
        script = self.temp / "script.sh"
        script.write_text(step["run"])
        env = {key: os.environ[key] for key in os.environ if key in ["HOME", "LC_ALL", "RUSTUP_HOME", "CARGO_HOME"] or key.startswith("CARGO_")}
        env |= {"PATH": self.path, "RUNNER_OS": "Linux", "RUNNER_ARCH": "X64", "RUNNER_TEMP": str(self.temp), "ImageOS": "ubuntu24", "GITHUB_ACTIONS": "true"}
        env |= {name: str(path) for name, path in files.items()} | {key: self.value(text) for key, text in step["env"].items()}
        # `shell: bash` is this.
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", script]
        done = subprocess.run(command, cwd=self.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        self.said = done.stdout
        if files["GITHUB_OUTPUT"].exists():
            for line in files["GITHUB_OUTPUT"].read_text().splitlines():
                key, _, value = line.partition("=")
                self.known[f"steps.{identity}.outputs.{key}"] = value
        if files["GITHUB_PATH"].exists():
            self.path = f"{files['GITHUB_PATH'].read_text().strip()}:{self.path}"
        for file in files.values():
            file.rename(f"{file}.{identity}") if file.exists() else None
        return done.returncode

    def output(self, name):
        return self.known.get(f"steps.{name.replace('/', '.outputs.')}")


def installed():
    """A PATH with the program that the tests built, and with the tools that every runner has."""
    place = FOLDER / "bin"
    place.mkdir(parents=True, exist_ok=True)
    shutil.copy(PROGRAM, place / "cndlint")
    return f"{place}:/usr/bin:/bin"


def check():
    """Findings are annotations, and the exit code is the program's."""
    job = Job("check", installed(), version="path", sarif="true")
    (job.folder / "記事 1.md").write_text(WRONG)
    same("exit code", job.run("check"), 1)
    same("output", job.output("check/exit-code"), "1")
    same("annotation", "::warning file=記事 1.md,line=3" in job.said, True)
    same("summary", (job.temp / "GITHUB_STEP_SUMMARY.check").exists(), True)
    same("report", pathlib.Path(job.output("check/sarif")).read_text().lstrip()[0], "{")
    (job.folder / "記事 1.md").write_text(RIGHT)
    same("exit code", job.run("check"), 0)

    (job.folder / "sjis.md").write_bytes(b"\x82\xb1\x82\xea\x83e\n")
    same("exit code", job.run("check"), 2)


def hostile():
    """What comes from outside is a path or an option, and never a command."""
    trick = "$(touch pwned); `touch pwned`; \"; touch pwned; ' & touch pwned"
    job = Job("hostile", installed(), version="path", paths=f"a.md\n\n--fix=layout.md\n{trick}.md\n", args="--lang=ja\n\n--ignore=heading-*")
    for name in ["a.md", "--fix=layout.md", f"{trick}.md"]:
        (job.folder / name).write_text(WRONG)
    same("exit code", job.run("check"), 1)
    same("annotations", job.said.count("::warning "), 3)
    same("files", sorted(path.name for path in job.folder.iterdir()), sorted(["a.md", "--fix=layout.md", f"{trick}.md"]))
    same("message", "公式表記" in job.said, True)

    job.known["inputs.args"] = trick
    same("exit code", job.run("check"), 2)
    same("files", (job.folder / "pwned").exists(), False)

    job.known["inputs.version"] = "0.1.0; touch pwned"
    same("exit code", job.run("key"), 2)
    same("message", "::error::cndlint: the input `version`" in job.said, True)


def absent():
    """Where there is neither the program nor a Rust, the message says what to do."""
    empty = FOLDER / "empty"
    empty.mkdir()
    for tool in ["bash", "rm"]:
        (empty / tool).symlink_to(shutil.which(tool))
    job = Job("absent", str(empty), version="path")
    for step in ["check", "install"]:
        same("exit code", job.run(step), 2)
        same("message", job.said.startswith("::error::cndlint: there is no"), True)


def install():
    """The key changes with the sources alone, and what is built is what the check runs."""
    keys = []
    for version in ["action", "action", "0.1.0"]:
        job = Job(f"key-{len(keys)}", os.environ["PATH"], version=version)
        same("exit code", job.run("key"), 0)
        keys.append(job.output("key/key"))
    same("keys", (keys[0] == keys[1], keys[0] == keys[2]), (True, False))
    same("key", bool(re.fullmatch(r"cndlint-Linux-X64-ubuntu24-action-[0-9a-f]{40}", keys[0])), True)

    job = Job("install", os.environ["PATH"])
    # What a checked repository says to cargo is not heard.
    (job.folder / ".cargo").mkdir()
    (job.folder / ".cargo/config.toml").write_text('[build]\nrustc = "false"\n')
    (job.folder / "a.md").write_text(WRONG)
    same("exit code", job.run("key"), 0)
    same(f"exit code ({job.said})", job.run("install"), 0)
    job.path = f"{job.path.split(':')[0]}:/usr/bin:/bin"
    same("exit code", job.run("check"), 1)
    same("annotations", job.said.count("::warning "), 1)


lint()
# Here the steps are tried, not the optimiser.
os.environ |= {"CARGO_PROFILE_RELEASE_LTO": "off", "CARGO_PROFILE_RELEASE_CODEGEN_UNITS": "16", "CARGO_PROFILE_RELEASE_OPT_LEVEL": "0"}
for test in [check, hostile, absent, install]:
    test()
    print(f"{test.__name__}: {test.__doc__}")
