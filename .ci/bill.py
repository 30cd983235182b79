"""What the program is made of: `bill.py TARGET SBOM LICENCES` writes a bill of materials (CycloneDX 1.5) and the licences of what is in the program."""

import json
import pathlib
import sys
import tomllib

from crates import shipped

target, bill, licences = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
root, crates, needs = shipped(target)
checksums = {(one["name"], one["version"]): one.get("checksum") for one in tomllib.loads(pathlib.Path("Cargo.lock").read_text())["package"]}


def reference(package):
    return f"pkg:cargo/{package['name']}@{package['version']}"


def component(package, kind):
    said = {"type": kind, "bom-ref": reference(package), "name": package["name"], "version": package["version"], "purl": reference(package)}
    if package["license"]:
        # `MIT/Apache-2.0` is how it was once written.
        said["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    if checksum := checksums[package["name"], package["version"]]:
        said["hashes"] = [{"alg": "SHA-256", "content": checksum}]
    return said


packages = {package["id"]: package for package in [root, *crates]}
dependencies = [{"ref": reference(packages[one]), "dependsOn": sorted({reference(packages[dep]) for dep in deps})} for one, deps in needs.items()]
said = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.5",
    "version": 1,
    "metadata": {"component": component(root, "application"), "properties": [{"name": "cndlint:target", "value": target}]},
    "components": sorted((component(crate, "library") for crate in crates), key=lambda one: one["bom-ref"]),
    "dependencies": sorted(dependencies, key=lambda one: one["ref"]),
}
bill.write_text(json.dumps(said, indent=1) + "\n")

NAMES = ("LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE")
texts = {}
for crate in crates:
    folder = pathlib.Path(crate["manifest_path"]).parent
    found = sorted(path for path in folder.iterdir() if path.is_file() and path.name.upper().startswith(NAMES))
    if not found:
        print(f"{crate['name']} {crate['version']} comes without the text of its licence ({crate['license']})")
    for path in found:
        texts.setdefault(path.read_text(errors="replace").strip(), []).append(f"{crate['name']} {crate['version']}")
words = pathlib.Path("rules/words/english.LICENSE").read_text().strip()
texts.setdefault(words, []).append("SCOWL (rules/words/english.txt)")
rule = "-" * 80
licences.write_text("\n".join(f"{rule}\n{', '.join(users)}\n{rule}\n\n{text}\n" for text, users in sorted(texts.items(), key=lambda one: one[1])))
print(f"{len(crates)} crates, {len(texts)} texts of licences")
