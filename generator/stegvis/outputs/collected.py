"""The files of all outputs together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stegvis.names import PathError, find_path_fault


class SiteFiles(Mapping[str, bytes]):
    """The files of all outputs by path, each made on access."""

    def __init__(self, outputs: Mapping[str, Mapping[str, bytes]]) -> None:
        """Collect the files of outputs by their names.

        Raises PathError if a path leads out of the site, or if two are the same where case does not count.
        """
        self._output_of: dict[str, Mapping[str, bytes]] = {}
        owners: dict[str, tuple[str, str]] = {}
        for name, output in outputs.items():
            for path in output:
                if fault := find_path_fault(path):
                    message = f"{path} ({name}) can't be written: {fault}"
                    raise PathError(message)
                other = owners.setdefault(path.casefold(), (path, name))
                if other != (path, name):
                    message = f"{path} ({name}) and {other[0]} ({other[1]}) have the same address"
                    raise PathError(message)
                self._output_of[path] = output

    def __getitem__(self, path: str) -> bytes:
        return self._output_of[path][path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._output_of)

    def __len__(self) -> int:
        return len(self._output_of)

    def __contains__(self, path: object) -> bool:
        return path in self._output_of
