"""Draws random mutants of the generator, and reports those that no test notices.

    python -m tools.mutants [--count N] [--seed N] [PATH ...]

A mutant is the generator with one comparison, boolean, sign or branch inverted, at most one in a module.
The tests run in a copy of the repository, without the browser: first those of the mutant's own room, then
all. A surviving mutant is either an equivalent program, or a behaviour that nothing tests. Each takes
minutes, so this is no part of CI.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = "generator/stegvis"
ENOUGH = 0.9
"""The share of mutants that the tests should notice."""

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}

_TRUE, _FALSE = ast.Constant(value=True), ast.Constant(value=False)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one module."""

    path: str
    """Below the repository's root."""
    line: int
    before: str
    after: str
    source: str
    """The whole module, changed."""


def invert(node: ast.AST) -> ast.expr | None:
    """Return the inverse of a node; None for a node that has none."""
    new: ast.expr | None = None
    match node:
        case ast.Compare(left, [operator], comparators) if type(operator) in _COMPARISONS:
            new = ast.Compare(left, [_COMPARISONS[type(operator)]()], comparators)
        case ast.BoolOp(operator, values):
            new = ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not() | ast.USub(), operand):
            new = operand
        case ast.BinOp(left, ast.Add() | ast.Sub() as operator, right):
            new = ast.BinOp(left, ast.Sub() if isinstance(operator, ast.Add) else ast.Add(), right)
        case ast.Constant(bool(value)):
            new = ast.Constant(not value)
        case ast.IfExp(test, body, other):
            new = ast.IfExp(test, other, body)
    return new


def iter_expressions(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield all expressions except decorators and parts of f-strings, whose positions Python 3.11 lacks."""
    decorators = getattr(tree, "decorator_list", ())
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.JoinedStr) or child in decorators:
            continue
        if isinstance(child, ast.If | ast.While):
            yield ast.copy_location(ast.IfExp(child.test, _TRUE, _FALSE), child.test)
        if isinstance(child, ast.expr):
            yield child
        yield from iter_expressions(child)


def list_mutants(path: Path) -> list[Mutant]:
    """Return every mutant of a module."""
    raw = path.read_bytes()
    starts = [0]
    for line in raw.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    mutants = []
    for node in iter_expressions(ast.parse(raw)):
        new = invert(node)
        if new is None or node.end_lineno is None or node.end_col_offset is None:
            continue
        begin, end = (
            starts[node.lineno - 1] + node.col_offset,
            starts[node.end_lineno - 1] + node.end_col_offset,
        )
        before, after = raw[begin:end].decode(), f"({ast.unparse(new)})"
        if "TYPE_CHECKING" not in before:
            source = raw[:begin].decode() + after + raw[end:].decode()
            mutants.append(Mutant(path.relative_to(ROOT).as_posix(), node.lineno, before, after, source))
    return mutants


def draw_mutants(paths: Iterable[Path], count: int, chance: random.Random) -> list[Mutant]:
    """Return at most `count` random mutants, each of a different module."""
    modules = [mutants for path in sorted(paths) if (mutants := list_mutants(path))]
    return [chance.choice(mutants) for mutants in chance.sample(modules, min(count, len(modules)))]


def copy_repository(folder: Path) -> Path:
    """Copy the files that git tracks, and link the npm packages; return the folder."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, tracked.stdout.split("\0")):
        if (ROOT / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    if (ROOT / "node_modules").exists():
        (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


def is_noticed(mutant: Mutant, folder: Path) -> bool:
    """Whether a test fails with a mutant in a copy of the repository, which is restored afterwards."""
    room = Path(mutant.path).relative_to(PACKAGE).parts[0].removesuffix(".py")
    own = folder / "tests/unit" / room
    scopes = [[str(own)], []] if own.exists() else [[]]
    path = folder / mutant.path
    original = path.read_bytes()
    path.write_text(mutant.source, encoding="utf-8")
    try:
        return any(_fails(scope, folder) for scope in scopes)
    finally:
        path.write_bytes(original)


def _fails(scope: Sequence[str], folder: Path) -> bool:
    options = ["-x", "-q", "-m", "not browser", "-p", "no:cacheprovider", "-n", "2", "--dist", "loadfile"]
    environment = {**os.environ, "PYTHONPATH": str(folder / "generator"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", *options, *scope]
    return (
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode != 0
    )


def main() -> int:
    """Test random mutants; return 1 if too many survive, or if the tests fail without any mutant, else 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=20, help="how many mutants to draw")
    parser.add_argument(
        "--seed", type=int, default=random.SystemRandom().randrange(10**6), help="draw these again"
    )
    parser.add_argument("paths", nargs="*", type=Path, help="modules to draw from (all of the generator)")
    arguments = parser.parse_args()
    paths = [path.resolve() for path in arguments.paths] or list((ROOT / PACKAGE).rglob("*.py"))
    mutants = draw_mutants(paths, arguments.count, random.Random(arguments.seed))  # noqa: S311  # no secret
    print(f"{len(mutants)} mutants, --seed {arguments.seed}", flush=True)
    survivors = 0
    with tempfile.TemporaryDirectory() as name:
        folder = copy_repository(Path(name))
        if _fails([], folder):
            print("The tests fail without any mutant.")
            return 1
        for mutant in mutants:
            noticed = is_noticed(mutant, folder)
            survivors += not noticed
            result = "caught  " if noticed else "SURVIVED"
            print(f"{result}  {mutant.path}:{mutant.line}: {mutant.before}  ->  {mutant.after}", flush=True)
    print(f"{len(mutants) - survivors} of {len(mutants)} caught")
    return int(survivors > (1 - ENOUGH) * len(mutants))


if __name__ == "__main__":
    sys.exit(main())
