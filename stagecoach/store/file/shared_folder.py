"""Folders that are no place for a store: what synchronises or shares them writes behind its back.

A synchroniser copies the file and its log at different moments, and puts an older one back; over a
network the locks of SQLite do not hold (sqlite.org/howtocorrupt.html, 2.1 and 6.2).
"""

import re
import sys
from pathlib import Path

_SYNCED = re.compile(
    r"(one ?drive|dropbox|google ?drive|mijn drive|my drive|icloud ?drive|mobile documents"
    r"|com~apple~clouddocs|nextcloud|owncloud|surfdrive|researchdrive|stack|box|box sync"
    r"|p ?cloud ?(drive|sync)?|mega|mega ?sync( downloads)?|proton ?drive|sync|syncthing)"
    r"( ?[-–(].*|\d*)",
    re.IGNORECASE,
)
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "davfs", "afs"}
_NETWORK |= {"fuse.gvfsd-fuse", "fuse.davfs2", "9p", "ceph", "glusterfs", "fuse.glusterfs"}


def is_shared(path: Path) -> bool:
    """Whether a synchroniser or a network lies between this place and its disk."""
    whole = path.absolute()
    folders = (part for part in whole.parts[:-1])
    return any(_SYNCED.fullmatch(part) for part in folders) or _is_remote(whole)


def _is_remote(path: Path) -> bool:
    if str(path).startswith("\\\\"):
        return True
    return sys.platform.startswith("linux") and _kind_of(path, _mounts()) in _NETWORK


def _mounts() -> dict[str, str]:
    """Mount points with the kind of each; the system writes a space as its octal number."""
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return {}
    parts = [line.split(" ") for line in lines.splitlines()]
    return {part[1].replace("\\040", " "): part[2] for part in parts if len(part) > 2}  # noqa: PLR2004


def _kind_of(path: Path, mounts: dict[str, str]) -> str:
    """Of the mount point nearest above."""
    return next((mounts[str(p)] for p in (path, *path.parents) if str(p) in mounts), "")
