"""A browser without a window that opens one page and keeps an account of what the page did.

    with Browser(width=1280, height=900, theme="dark") as browser:
        browser.open(path)
        browser.driver ...          # selenium's WebDriver
        browser.requests()          # what the page asked for besides itself
        browser.complaints()        # errors and warnings of its console
        browser.violations()        # what axe-core finds that keeps people from reading it
        browser.screenshot(path)
"""

import json
import os
import pathlib
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.service import Service


class Browser:
    def __init__(self, width=1280, height=900, theme="light", scripts=True):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in (
            "--headless=new",
            # A root user, as in containers, has no sandbox.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--hide-scrollbars",
            f"--window-size={width},{height}",
        ):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        if not scripts:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        # It leaves some of its files behind.
        self.folder = tempfile.TemporaryDirectory(prefix="scanplan-browser-", ignore_cleanup_errors=True)
        service = Service("/usr/bin/chromedriver", env={**os.environ, "TMPDIR": self.folder.name})
        self.driver = webdriver.Chrome(options=options, service=service)
        # Half a minute unless said; a machine that compiles beside the tests needs longer.
        self.driver.set_script_timeout(300)
        # A window has a least width; the page's does not.
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": theme}]},
        )
        self.page = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()
        self.folder.cleanup()

    def open(self, path_or_address):
        text = str(path_or_address)
        self.page = text if "://" in text else pathlib.Path(text).resolve().as_uri()
        self.driver.get(self.page)

    def requests(self):
        """Addresses that were asked for since the last call, without the page itself and data within it."""
        found = []
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] != "Network.requestWillBeSent":
                continue
            address = message["params"]["request"]["url"]
            if address.split("#")[0] == self.page or address.startswith(("data:", "blob:", "chrome:")):
                continue
            found.append(address)
        return found

    def complaints(self):
        """Errors and warnings of the console since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]

    def violations(self):
        """Rules of WCAG 2.1 AA and of good practice that the page breaks, each with the first places."""
        import axe_core_python

        source = pathlib.Path(axe_core_python.__file__).with_name("axe.min.js").read_text()
        self.driver.execute_script(source)
        result = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run(document).then(done, error => done({violations: [{id: String(error),"
            " help: '', nodes: []}]}));"
        )
        return [
            f"{rule['id']}: {rule['help']}: " + "; ".join(node["html"][:200] for node in rule["nodes"][:3])
            for rule in result["violations"]
        ]

    def screenshot(self, path, whole=True):
        """A PNG of the page, whole or as far as the window shows it."""
        import base64

        parameters = {"format": "png", "captureBeyondViewport": whole}
        if whole:
            size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
            parameters["clip"] = {**size, "scale": 1}
        picture = self.driver.execute_cdp_cmd("Page.captureScreenshot", parameters)
        pathlib.Path(path).write_bytes(base64.b64decode(picture["data"]))
