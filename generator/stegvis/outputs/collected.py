"""The files of all outputs together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stegvis.names import PathError, find_path_fault


class SiteFiles(Mapping[str, bytes]):
    """The files of all outputs by path, each made on access."""

    def __init__(self, outputs: Mapping[str, Mapping[str, bytes]]) -> None:
        """Collect the files of outputs by their names.

        Raises PathError if a path leads out of the site, or if two differ only in case.
        """
        self._output_of = {path: output for output in outputs.values() for path in output}
        is_portable = not any(map(find_path_fault, {name for path in self for name in path.split("/")}))
        count = sum(map(len, outputs.values()))
        if not is_portable or len({path.casefold() for path in self}) < count:
            raise PathError(_describe_fault(outputs))

    def __getitem__(self, path: str) -> bytes:
        return self._output_of[path][path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._output_of)

    def __len__(self) -> int:
        return len(self._output_of)

    def __contains__(self, path: object) -> bool:
        return path in self._output_of


def _describe_fault(outputs: Mapping[str, Mapping[str, bytes]]) -> str:
    """Describe the first path that leads out or that another path equals, with the names of the outputs."""
    owners: dict[str, str] = {}
    for name, output in outputs.items():
        for path in output:
            if fault := find_path_fault(path):
                return f"{path} ({name}) can't be written: {fault}"
            owner = f"{path} ({name})"
            if (other := owners.setdefault(path.casefold(), owner)) != owner:
                return f"{owner} and {other} have the same address"
    return ""
