"""The software bill of materials, in CycloneDX's JSON: what is shipped and what builds it. Must not import MkDocs.

The same inputs give the same bytes: the bill has no date, and its serial number follows from its content.
"""

import base64
import json
import re
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component as Entry
from cyclonedx.model.component import ComponentScope, ComponentType
from cyclonedx.model.license import LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from studyguide.licenses import Component

PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)((?:.*\\\n)+.*)", re.MULTILINE)
SHA256 = re.compile(r"sha256:([0-9a-f]{64})")


def bill(shipped: Iterable[Component], root: Path) -> str:
    """Shipped components are `required`; packages that only build the site are `excluded`, with their hashes."""
    entries = {entry.purl: entry for entry in (*_pip(root), *_npm(root))}
    for entry in map(_shipped, shipped):
        entry.hashes = entries[entry.purl].hashes if entry.purl in entries else ()
        entries[entry.purl] = entry
    bom = Bom(components=entries.values())
    bom.metadata.timestamp = None  # type: ignore[assignment]
    made = json.loads(JsonV1Dot6(bom).output_as_string())
    made.pop("serialNumber", None)
    made["metadata"].pop("timestamp", None)
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(made, sort_keys=True))
    return json.dumps({"serialNumber": f"urn:uuid:{serial}"} | made, indent=1, sort_keys=True) + "\n"


def _shipped(component: Component) -> Entry:
    source = ExternalReference(type=ExternalReferenceType.VCS, url=XsUri(component.source))
    return Entry(
        name=component.name, version=component.version or None, type=ComponentType.LIBRARY,
        purl=PackageURL.from_string(component.purl), bom_ref=component.purl, scope=ComponentScope.REQUIRED,
        licenses=[LicenseExpression(component.license)], external_references=[source],
    )  # fmt: skip


def _pip(root: Path) -> Iterator[Entry]:
    for name, version, hashes in PINNED.findall((root / "requirements.txt").read_text("utf-8")):
        purl = PackageURL("pypi", None, name, version)
        yield Entry(
            name=name, version=version, purl=purl, bom_ref=str(purl), scope=ComponentScope.EXCLUDED,
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=value) for value in SHA256.findall(hashes)],
        )  # fmt: skip


def _npm(root: Path) -> Iterator[Entry]:
    packages = json.loads((root / "web/package-lock.json").read_text("utf-8"))["packages"]
    for place, facts in packages.items():
        if not place:
            continue
        scope, _, name = place.rpartition("node_modules/")[2].rpartition("/")
        purl = PackageURL("npm", scope or None, name, facts["version"])
        yield Entry(
            name=name, group=scope or None, version=facts["version"], purl=purl, bom_ref=str(purl),
            scope=ComponentScope.EXCLUDED, hashes=[_hash(facts["integrity"])],
        )  # fmt: skip


def _hash(integrity: str) -> HashType:
    digest = base64.b64decode(integrity.removeprefix("sha512-"))
    return HashType(alg=HashAlgorithm.SHA_512, content=digest.hex())
