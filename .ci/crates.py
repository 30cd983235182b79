"""What cargo knows of the crates that the program is made of."""

import json
import subprocess


def shipped(target="x86_64-unknown-linux-gnu"):
    """The package itself, and those that reach users with it: not what only tests and builds on other systems take."""
    command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target]
    metadata = json.loads(subprocess.check_output(command))
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    root = metadata["resolve"]["root"]
    reached, queue = {}, [root]
    while queue:
        current = queue.pop()
        if current in reached:
            continue
        needed = [dep["pkg"] for dep in nodes[current]["deps"] if any(kind["kind"] != "dev" for kind in dep["dep_kinds"])]
        reached[current] = needed
        queue += needed
    return packages[root], [packages[one] for one in sorted(reached) if one != root], reached
