"""The rust-version of Cargo.toml is at least the highest that any dependency in use states."""

from crates import shipped


def version(package):
    return tuple(int(part) for part in (package["rust_version"] or "0").split("."))


root, dependencies, _ = shipped()
stated = version(root)
needed = max((version(package), package["name"]) for package in dependencies)
print(f"stated {stated}, needed {needed[0]} by {needed[1]}")
if needed[0] > stated:
    raise SystemExit("Cargo.toml states an older Rust than its dependencies need")
