"""How long a checklist takes to answer a tick, by tracing Chromium at a quarter of the machine's speed.

    python benchmarks/tick.py [--steps 60] [--ticks 20]

A procedure of that many steps, with decisions and loops, is built with the real project; every tick is a
real click in Chromium. The result is the time from the click's event to the end of the frame that shows its
answer, handed to the compositor: script, style, layout and paint of the main thread.
"""

from __future__ import annotations

import argparse
import functools
import json
import statistics
import sys
import tempfile
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright

from stegvis.diagnostics import Severity
from stegvis.pipeline import Builder
from stegvis.source.project import Project, read_project
from stegvis.source.site_config import read_site_config
from tests.support.required_programs import CHROMIUM_ARGUMENTS
from tests.support.servers import SiteHandler
from tools import programs

SLOWDOWN = 4


def write_procedure(steps: int) -> str:
    """Return a procedure with so many steps as YAML; every tenth is a decision that leads on or back."""
    lines = [
        "procedure: many-steps",
        "revision: 1",
        "revised: 2026-11-21",
        "title: Many steps",
        "summary: A procedure to measure with.",
        "audience: [direct-bill-partner]",
        "roles: [admin_agent]",
        "estimated_time: PT5M",
        "steps:",
    ]
    for number in range(1, steps + 1):
        lines.append(f"  - id: look-{number}")
        if number == 1:
            lines.append("    system: partner-center")
        if number % 10 == 0 and number < steps:
            lines += [
                "    decision: Does it go on?",
                "    pause_point: Look at it once more.",
                "    options:",
                f"      - {{id: on, label: It goes on, next: look-{number + 1}}}",
                f"      - {{id: back, label: Once more, next: look-{number - 8}, again: true}}",
            ]
        else:
            lines += ["    action: Select {customers} in the menu.", "    expect: The {customers} are shown."]
            lines += ["    detail: A sentence that tells more of it, as steps have it."]
    return "\n".join([*lines, "  - id: end", "    finish: It is done.", "outcome: It is done.", ""])


def build_site(steps: int) -> dict[str, bytes]:
    """Build the real site with the long procedure; return its files by path. Exits if there are errors."""
    source = read_project(ROOT)
    config = read_site_config(source).value
    if config is None:
        raise SystemExit("the project has no site.yaml")
    files = {**source.files, "procedures/reservations/many-steps.yaml": write_procedure(steps).encode()}
    built = Builder().build(Project(ROOT, files), config)
    if not built.files:
        errors = [str(entry) for entry in built.diagnostics if entry.severity is Severity.ERROR]
        raise SystemExit("\n".join(errors))
    return dict(built.files)


def trace_clicks(page: Page, steps: list[str]) -> list[float]:
    """Click each step's box; return the milliseconds from each click's event to the end of its frame."""
    client = page.context.new_cdp_session(page)
    client.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    events: list[dict[str, Any]] = []
    client.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    done = threading.Event()
    client.on("Tracing.tracingComplete", lambda _: done.set())
    categories = "devtools.timeline,disabled-by-default-devtools.timeline"
    client.send("Tracing.start", {"transferMode": "ReportEvents", "categories": categories})
    for step in steps:
        page.locator(f"#{step}--done").click()
        page.wait_for_timeout(250)
    client.send("Tracing.end")
    while not done.is_set():
        page.wait_for_timeout(50)
    clicks = sorted(
        (event["ts"], event["ts"] + event["dur"], event["pid"], event["tid"])
        for event in events
        if event["name"] == "EventDispatch" and event.get("args", {}).get("data", {}).get("type") == "click"
    )
    ends = []
    for start, handled, process, thread in clicks:
        frames = [
            event["ts"] + event.get("dur", 0)
            for event in events
            if event["name"] == "Commit"
            and (event["pid"], event["tid"]) == (process, thread)
            and event["ts"] >= handled
        ]
        if frames:
            ends.append((min(frames) - start) / 1000)
    return ends


def main() -> None:
    """Build the site, click, and print the times as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--ticks", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for path, content in build_site(arguments.steps).items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        handler = functools.partial(SiteHandler, directory=folder)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            browser = playwright.chromium.launch(executable_path=programs.chromium(), args=CHROMIUM_ARGUMENTS)
            page = browser.new_context(service_workers="block").new_page()
            address = f"http://127.0.0.1:{server.server_port}/en/reservations/many-steps/checklist/"
            page.goto(address)
            page.wait_for_selector("[data-run]:not([hidden])")
            for number in range(10, arguments.steps, 10):
                page.locator(f"#look-{number}--on").click()
                page.locator("[data-yes]:visible").first.click()
            names = [f"look-{number}" for number in range(1, arguments.steps) if number % 10][
                : arguments.ticks
            ]
            times = trace_clicks(page, names)
            browser.close()
            server.shutdown()
    result = {
        "steps": arguments.steps,
        "slowdown": SLOWDOWN,
        "ticks": len(times),
        "median_ms": round(statistics.median(times), 1),
        "most_ms": round(max(times), 1),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
