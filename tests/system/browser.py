"""Debian's Chromium, driven without JavaScript, for what people see in a browser."""
import base64
import pathlib
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

from client import PATIENCE

PHONE = (390, 844, 2, True)
DESKTOP = (1280, 800, 1, False)


class Browser:
    """One Chromium with a profile of its own; nothing beyond this machine is reached."""

    def __init__(self, language="en", size=DESKTOP, dark=False):
        self.folder = tempfile.TemporaryDirectory(prefix="hearth-browser-")
        options = Options()
        options.binary_location = "/usr/bin/chromium"
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
                         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
                         "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", f"--user-data-dir={self.folder.name}"):
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2, "intl.accept_languages": language,
                                                  "download.default_directory": self.folder.name})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.driver.set_page_load_timeout(30 * PATIENCE)
        self.look(size, dark)

    def look(self, size, dark):
        width, height, scale, mobile = size
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": mobile})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})

    def close(self):
        self.driver.quit()
        self.folder.cleanup()

    def open(self, url):
        self.driver.get(url)
        return self

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def count(self, selector):
        return len(self.driver.find_elements(By.CSS_SELECTOR, selector))

    def text(self, selector="main"):
        return self.find(selector).text

    def write(self, name, text):
        field = self.find(f"input[name={name}]")
        field.clear()
        field.send_keys(text)

    def press(self, selector):
        """Clicks on what leads to another page, and waits for that."""
        before = self.find("html")
        self.find(selector).click()
        WebDriverWait(self.driver, 20 * PATIENCE).until(staleness_of(before))

    def picture(self, path):
        """The whole page, however long it is."""
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {
            "captureBeyondViewport": True, "clip": {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}})
        pathlib.Path(path).write_bytes(base64.b64decode(shot["data"]))
        return size["width"]
