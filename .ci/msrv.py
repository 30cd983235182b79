"""The rust-version of Cargo.toml is the highest that any dependency in use states."""

import json
import subprocess

FIELDS = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", "x86_64-unknown-linux-gnu"]
metadata = json.loads(subprocess.check_output(FIELDS))
in_use = {node["id"] for node in metadata["resolve"]["nodes"]}
root = metadata["resolve"]["root"]


def version(package):
    return tuple(int(part) for part in (package["rust_version"] or "0").split("."))


packages = {package["id"]: package for package in metadata["packages"] if package["id"] in in_use}
# Dev-dependencies don't reach users.
reached, queue = set(), [root]
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
while queue:
    current = queue.pop()
    if current in reached:
        continue
    reached.add(current)
    for dependency in nodes[current]["deps"]:
        if any(kind["kind"] != "dev" for kind in dependency["dep_kinds"]):
            queue.append(dependency["pkg"])

stated = version(packages[root])
needed = max((version(packages[package]), packages[package]["name"]) for package in reached if package != root)
print(f"stated {stated}, needed {needed[0]} by {needed[1]}")
if needed[0] > stated:
    raise SystemExit("Cargo.toml states an older Rust than its dependencies need")
