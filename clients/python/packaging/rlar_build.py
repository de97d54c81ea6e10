"""The build backend (PEP 517, PEP 660) of the package, of the standard library only: wheels, source archives and editable installations.

The same files give the same bytes: times in the archives are fixed.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src"
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def _project(field: str) -> str:
    """A field of pyproject.toml that is a string on one line: Python before 3.11 has no reader of TOML."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    found = re.search(rf'^{re.escape(field)} = "([^"]*)"$', text, re.MULTILINE)
    if found is None:
        raise ValueError(f"pyproject.toml has no line {field} = \"...\"")
    return found.group(1)


def _metadata() -> str:
    return (
        "Metadata-Version: 2.1\n"
        f"Name: {_project('name')}\n"
        f"Version: {_project('version')}\n"
        f"Summary: {_project('description')}\n"
        "License: MIT\n"
        f"Requires-Python: {_project('requires-python')}\n"
        "Description-Content-Type: text/markdown\n"
        "\n" + (ROOT / "README.md").read_text(encoding="utf-8")
    )


def _dist_info() -> str:
    return f"{_project('name')}-{_project('version')}.dist-info"


def _info_files() -> dict[str, bytes]:
    wheel = "Wheel-Version: 1.0\nGenerator: rlar_build\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    info = _dist_info()
    return {f"{info}/METADATA": _metadata().encode(), f"{info}/WHEEL": wheel.encode()}


def _package_files() -> dict[str, bytes]:
    paths = sorted(path for path in SOURCES.rglob("*") if path.suffix == ".py" or path.name == "py.typed")
    return {path.relative_to(SOURCES).as_posix(): path.read_bytes() for path in paths}


def _write_wheel(folder: str, files: dict[str, bytes]) -> str:
    files = {**files, **_info_files()}
    record = "".join(
        f"{name},sha256={base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()},{len(data)}\n"
        for name, data in files.items()
    )
    record_name = f"{_dist_info()}/RECORD"
    files[record_name] = (record + f"{record_name},,\n").encode()
    name = f"{_project('name')}-{_project('version')}-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder) / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return name


def get_requires_for_build_wheel(config_settings=None) -> list[str]:
    return []


get_requires_for_build_sdist = get_requires_for_build_wheel
get_requires_for_build_editable = get_requires_for_build_wheel


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None) -> str:
    for name, data in _info_files().items():
        path = Path(metadata_directory) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return _dist_info()


prepare_metadata_for_build_editable = prepare_metadata_for_build_wheel


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None) -> str:
    return _write_wheel(wheel_directory, _package_files())


def build_editable(wheel_directory, config_settings=None, metadata_directory=None) -> str:
    return _write_wheel(wheel_directory, {"rlar-editable.pth": f"{SOURCES}\n".encode()})


def build_sdist(sdist_directory, config_settings=None) -> str:
    base = f"{_project('name')}-{_project('version')}"
    files = {f"src/{name}": data for name, data in _package_files().items()}
    for name in ("pyproject.toml", "README.md", "packaging/rlar_build.py"):
        files[name] = (ROOT / name).read_bytes()
    files["PKG-INFO"] = _metadata().encode()
    with tarfile.open(Path(sdist_directory) / f"{base}.tar.gz", "w:gz") as archive:
        for name, data in sorted(files.items()):
            entry = tarfile.TarInfo(f"{base}/{name}")
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return f"{base}.tar.gz"
