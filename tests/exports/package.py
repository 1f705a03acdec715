"""Office files as packages: what any program that opens one relies on, and what Microsoft's own checker says of it.

The checker is the Open XML SDK compiled for Node (npm `@ooxml-tools/validate`, MIT): the ECMA-376 schemas and the rules
behind them. It is 44 MB and no part of the repository; `make office` fetches it, and without it its tests are skipped.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import posixpath
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

NAME, VERSION = "@ooxml-tools/validate", "0.4.6"
INTEGRITY = "1nE9jaCFAs74Bm6KmpXsqZ5p7myFV52iX0IcqfHeSNavQxv/GESyJ0red6vAU3imiHJO/M5AB4K288Huu9Uogw=="
FOLDER = Path(__file__).resolve().parents[2] / ".cache" / f"validate-{VERSION}"
PROGRAM = FOLDER / "package" / "dist" / "npm" / "index.js"
NODE = shutil.which("node")
needs_validator = pytest.mark.skipif(not (NODE and PROGRAM.is_file()), reason="the checker is not there: make office")
RUN = """import {readFileSync} from 'node:fs';
const {default: validate} = await import(process.argv[1]);
const found = {};
for (const file of process.argv.slice(2)) {
  found[file] = await validate(new Uint8Array(readFileSync(file)), file.split('.').pop(), 'Microsoft365');
}
process.stdout.write(JSON.stringify(found), () => process.exit(0));
"""

TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
USED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def fetch() -> None:
    """The checker from the npm registry, once its bytes are the ones that were pinned."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    subprocess.run(["npm", "pack", "--silent", f"{NAME}@{VERSION}"], cwd=FOLDER, check=True, stdout=subprocess.DEVNULL)
    (bundle,) = FOLDER.glob("*.tgz")
    found = base64.b64encode(hashlib.sha512(bundle.read_bytes()).digest()).decode()
    if found != INTEGRITY:
        raise SystemExit(f"{bundle.name}: not the file that was pinned (sha512-{found})")
    with tarfile.open(bundle) as opened:
        opened.extractall(FOLDER, filter="data")
    bundle.unlink()


def judged(files: Sequence[Path]) -> dict[str, list[str]]:
    """What the checker finds in each file, one line each."""
    assert NODE  # whoever calls is marked needs_validator
    call = [NODE, "--input-type=module", "-e", RUN, PROGRAM.as_uri(), *map(str, files)]
    said = subprocess.run(call, check=True, capture_output=True, timeout=300).stdout
    return {
        file: [f"{one['path']['partUri']} {one['path']['xpath']}: {one['description']}" for one in found]
        for file, found in json.loads(said).items()
    }


def faults(data: bytes) -> list[str]:
    """Where a package breaks its own rules: types, relationships, numbers used twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        trees = {name: etree.fromstring(package.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    twice = [f"{name} twice" for name, count in Counter(names).items() if count > 1]
    return [*twice, *_untyped(names, trees["[Content_Types].xml"]), *_dangling(set(names), trees), *_doubled(trees)]


def _untyped(names: Sequence[str], types: Any) -> Iterator[str]:
    endings = {one.get("Extension").lower() for one in types.iter(f"{TYPES}Default")}
    parts = [one.get("PartName").lstrip("/") for one in types.iter(f"{TYPES}Override")]
    yield from (f"a type for {name}, which is not there" for name in parts if name not in names)
    for name in names:
        if name not in parts and name.rpartition(".")[2].lower() not in endings and name != "[Content_Types].xml":
            yield f"no type for {name}"


def _dangling(names: set[str], trees: dict[str, Any]) -> Iterator[str]:
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, _, own = name.rpartition("_rels/")
        source = folder + own.removesuffix(".rels")
        links = {one.get("Id"): one for one in tree.iter(f"{LINKS}Relationship")}
        for key, one in links.items():
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target"))).lstrip("/")
            if one.get("TargetMode") != "External" and target not in names:
                yield f"{source}: {key} leads to {target}, which is not there"
        if source in trees:
            used = {value for element in trees[source].iter() for at, value in element.attrib.items() if USED in at}
            yield from (f"{source}: uses {key}, which leads nowhere" for key in used - links.keys())


def _doubled(trees: dict[str, Any]) -> Iterator[str]:
    for name, tree in trees.items():
        # A picture in Word has a number of its own that nobody asks for: python-docx gives every one 0.
        for tag in ("docPr", "sldId", *(["cNvPr"] if name.startswith("ppt/") else [])):
            found = Counter(one.get("id") for one in tree.iter(f"{{*}}{tag}"))
            yield from (f"{name}: {tag} {number} {count} times" for number, count in found.items() if count > 1)


if __name__ == "__main__":
    sys.exit(None if PROGRAM.is_file() else fetch())
