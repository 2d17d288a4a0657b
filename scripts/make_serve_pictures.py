"""Draw the pictures of the review page in docs/pictures, from the sample reports.

    python scripts/make_serve_pictures.py

Needs Chromium with its driver. The server runs in this process, on 127.0.0.1, until all are drawn.
"""

from __future__ import annotations

import io
import shutil
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn
from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from corpus.scanning.pool import Options  # noqa: E402
from corpus.scanning.scan import scan  # noqa: E402
from corpus.store.database import opened  # noqa: E402
from serve.app import create_app  # noqa: E402
from serve.settings import Settings  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
_COLOURS = 64
_LATER = 3.0
_PICK = """
const found = [...document.querySelectorAll('#viewer .box[data-unit]')]
  .filter((box) => box.dataset.unit === arguments[0] && box.dataset.value);
for (const box of found.slice(0, arguments[1]))
  box.dispatchEvent(new MouseEvent('click', {bubbles: true}));
"""


def main() -> None:
    with TemporaryDirectory() as made, opened(str(Path(made, "s.db"))) as engine:
        scan([ROOT / "corpus" / "samples"], engine, Options())
        app = create_app(engine, Settings(files=Path(made, "files"), reviewer="张三"))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        socket = server.config.bind_socket()
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]}, daemon=True)
        thread.start()
        try:
            _draw(f"http://127.0.0.1:{socket.getsockname()[1]}")
        finally:
            server.should_exit = True
            thread.join(timeout=30)


def _draw(base: str) -> None:
    wide, narrow = _window(1280, 860), _window(390, 844)
    try:
        wide.get(f"{base}/?sort=mismatch")
        wide.find_element("css selector", ".reports tbody a").click()
        time.sleep(2 * _LATER)
        _press(wide, "1")
        _press(wide, "j")
        address = wide.current_url
        _save(wide, "serve-report.png")
        _press(wide, "c")
        wide.execute_script(_PICK, "万元", 3)
        time.sleep(_LATER)
        _save(wide, "serve-sums.png")
        wide.get(base)
        _save(wide, "serve-reports.png")
        narrow.get(address)
        time.sleep(_LATER)
        _save(narrow, "serve-phone.png")
    finally:
        wide.quit()
        narrow.quit()


def _window(width: int, height: int) -> Any:
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(argument)
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not program or not driver:
        raise SystemExit("no chromium with its chromedriver here")
    options.binary_location = program
    window = webdriver.Chrome(options=options, service=Service(driver))
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
    window.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    return window


def _press(window: Any, key: str) -> None:
    ActionChains(window).send_keys(key).perform()
    time.sleep(_LATER)


def _save(window: Any, name: str) -> None:
    """The picture in few colours: enough for type, and a small file."""
    picture = Image.open(io.BytesIO(window.get_screenshot_as_png())).convert("RGB")
    drawn = picture.quantize(_COLOURS, dither=Image.Dither.NONE)
    drawn.save(PICTURES / name, optimize=True)


if __name__ == "__main__":
    main()
