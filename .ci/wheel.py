"""What is in the wheel and in the source distribution, and what they say of themselves: `wheel.py DIST`. `wheel.py --version` prints the version."""

import email
import pathlib
import subprocess
import sys
import tarfile
import tomllib
import zipfile

package = tomllib.loads(pathlib.Path("Cargo.toml").read_text())["package"]
name, version = package["name"], package["version"]
if sys.argv[1] == "--version":
    print(version)
    raise SystemExit

LICENCES = {"LICENSE-APACHE", "LICENSE-MIT", "rules/words/english.LICENSE"}
folder = pathlib.Path(sys.argv[1])


def same(what, found, expected):
    if found != expected:
        raise SystemExit(f"{what}: found {found}, expected {expected}")


def metadata(text):
    said = email.message_from_string(text)
    same("name", said["Name"], name)
    same("version", said["Version"], version)
    same("summary", said["Summary"], package["description"])
    same("licence", said["License"] or said["License-Expression"], package["license"])
    same("licence files", set(said.get_all("License-File")), LICENCES)
    same("keywords", said["Keywords"].replace(" ", "").split(","), package["keywords"])
    same("readme", said.get_payload().strip(), pathlib.Path("README.md").read_text().strip())


[wheel] = folder.glob(f"{name}-{version}-py3-none-*.whl")
with zipfile.ZipFile(wheel) as archive:
    info = f"{name}-{version}.dist-info"
    expected = {f"{name}-{version}.data/scripts/{name}"} | {f"{info}/{file}" for file in ["METADATA", "WHEEL", "RECORD"]}
    expected |= {f"{info}/licenses/{file}" for file in LICENCES}
    same("wheel", set(archive.namelist()), expected)
    metadata(archive.read(f"{info}/METADATA").decode())

[sdist] = folder.glob(f"{name}-{version}.tar.gz")
with tarfile.open(sdist) as archive:
    top = f"{name}-{version}/"
    listed = subprocess.check_output(["cargo", "package", "--list", "--allow-dirty", "--locked"], text=True).splitlines()
    # cargo makes these two itself.
    expected = set(listed) - {"Cargo.toml.orig", ".cargo_vcs_info.json"} | {"PKG-INFO", "pyproject.toml"}
    same("source distribution", {file.removeprefix(top) for file in archive.getnames()} ^ expected, set())
    metadata(archive.extractfile(top + "PKG-INFO").read().decode())
print(f"{wheel.name}, {sdist.name}")
