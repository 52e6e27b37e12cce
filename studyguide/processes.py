"""A process and all that it started: waited for under a limit, ended together. Must not import anything of ours."""

import contextlib
import subprocess
import time

import psutil

PATIENCE = 10  # times the limit may pass on the clock


def wait(process: subprocess.Popen[str], limit: float) -> tuple[str, str]:
    """What the process and its kernel said; `subprocess.TimeoutExpired` if they take more than `limit`.

    `limit` is in seconds of processor time, so that a busy machine ends nothing that a quiet one lets finish.
    """
    started = time.monotonic()
    while True:
        try:
            return process.communicate(timeout=0.5)
        except subprocess.TimeoutExpired:
            if time.monotonic() - started > PATIENCE * limit or _spent(process) > limit:
                raise


def _family(process: subprocess.Popen[str]) -> list[psutil.Process]:
    try:
        parent = psutil.Process(process.pid)
        return [*parent.children(recursive=True), parent]
    except psutil.NoSuchProcess:
        return []


def _spent(process: subprocess.Popen[str]) -> float:
    """Seconds of processor time of the process and those it started."""
    spent = 0.0
    for member in _family(process):
        with contextlib.suppress(psutil.NoSuchProcess):
            times = member.cpu_times()
            spent += times.user + times.system
    return spent


def end(process: subprocess.Popen[str]) -> None:
    family = [member for member in _family(process) if member.pid != process.pid]
    process.kill()
    for child in family:
        child.kill()
    psutil.wait_procs(family, timeout=5)
    process.communicate()
