"""How many pages one nginx serves from the finished site, on this machine alone: `python -m bench.load`.

Needs `nginx` and `wrk` (both in Debian). Bounded: `SECONDS` on loopback, then both end.
"""

import gzip
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studyguide.build import build

ROOT = Path(__file__).resolve().parents[1]
SECONDS, CONNECTIONS, PORT = 10, 64, 8899
CONFIG = """worker_processes auto;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  sendfile on;
  open_file_cache max=10000;
  gzip_static on;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{port}; root {site}; index index.html; }}
}}
"""
SCRIPT = """local paths = {{ {paths} }}
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {{ ["Accept-Encoding"] = "gzip" }})
end
"""


def missing() -> list[str]:
    """Which of the two programs this machine lacks."""
    return [name for name in ("nginx", "wrk") if not shutil.which(name)]


def measure(site: Path) -> dict[str, float]:
    """Pages a second, answers that were no 200, and broken connections, each page of the site asked for in turn."""
    with served(site):
        found = (path.parent.relative_to(site).as_posix().removeprefix(".") for path in site.rglob("index.html"))
        paths = sorted(f"/{name}" for name in found)
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(SCRIPT.format(paths=", ".join(f'"{path.rstrip("/")}/"' for path in paths)))
            script.flush()
            command = ["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{SECONDS}s", "-s", script.name]
            told = subprocess.run([*command, f"http://127.0.0.1:{PORT}/"], capture_output=True, text=True, check=True)
    rate = re.search(r"Requests/sec:\s*([\d.]+)", told.stdout)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", told.stdout)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", told.stdout)
    return {
        "pages a second": float(rate[1]) if rate else 0.0,
        "answers that were none": float(wrong[1]) if wrong else 0.0,
        "broken connections": float(sum(map(int, broken.groups()))) if broken else 0.0,
    }


@contextmanager
def served(site: Path) -> Iterator[None]:
    """One nginx with this site, and no other setting than a host would have."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "nginx.conf")
        config.write_text(CONFIG.format(folder=folder, site=site, port=PORT), "utf-8")
        nginx = subprocess.Popen(["nginx", "-c", str(config), "-g", "daemon off;"])
        try:
            _wait()
            yield
        finally:
            nginx.terminate()
            nginx.wait(timeout=10)


def _wait() -> None:
    for _ in range(50):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("nginx does not answer")


def lines() -> list[str]:
    """The figures as a table, or what is missing to measure them."""
    if names := missing():
        return [f"Load was not measured: {' and '.join(names)} is not installed."]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        site = Path(folder, "site")
        if faults := build(ROOT, site):
            raise SystemExit("\n".join(faults))
        for path in site.rglob("*.html"):  # packed once, as hosts keep them
            Path(f"{path}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
        found = measure(site)
    return [
        "| one nginx on loopback | |",
        "|---|---|",
        *(f"| {name} | {value:,.0f} |" for name, value in found.items()),
    ]


if __name__ == "__main__":
    print("\n".join(lines()))
