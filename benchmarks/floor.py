"""The bare floor: create the folders of a site and write its bytes, read beforehand; print the times.

python benchmarks/floor.py SITE TARGET
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path


def main(site: Path, target: Path) -> None:
    """Write SITE to TARGET, and print the times as JSON, without those of reading and of starting Python."""
    files = [
        (os.fspath(target / path.relative_to(site)), path.read_bytes())
        for path in sorted(site.rglob("*"))
        if path.is_file()
    ]
    before, start = os.times(), time.perf_counter()
    created: set[str] = set()
    for path, content in files:
        folder = os.path.dirname(path)  # noqa: PTH120 - faster than pathlib
        if folder not in created:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            created.add(folder)
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(content)
    after, wall = os.times(), time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    times = {"user": after.user - before.user, "system": after.system - before.system, "wall": wall}
    print(json.dumps({**times, "peak": peak}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
