"""A pseudo-terminal with a shequ in it: wait for what it asks, press keys."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

UP, DOWN, ENTER, SPACE, CANCEL = "\x1b[A", "\x1b[B", "\r", " ", "\x03"
_ESCAPES = re.compile(r"\x1b(\[[0-9;?]*[a-zA-Z]|[()][A-Z0-9]|[=>])")


class Terminal:
    """Start a command; `sees` waits, `press` types, `ends` gives the exit code."""

    def __init__(self, root: Path, *words: str) -> None:
        here, there = pty.openpty()
        environment = {**os.environ, "TERM": "xterm-256color", "LINES": "60", "COLUMNS": "120", "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", "from shequ_cli.cli.app import main; main()"]
        given = ["--dir", str(root), "--today", "2026-04-15", *words]
        self.process = subprocess.Popen([*command, *given], stdin=there, stdout=there, stderr=there, env=environment)
        os.close(there)
        self.terminal, self.shown, self.read = here, "", 0

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.process.kill()
        self.process.wait()
        with contextlib.suppress(OSError):
            os.close(self.terminal)

    def sees(self, text: str, seconds: float = 30) -> str:
        """Wait until `text` appears after what was seen before; everything up to it."""
        end = time.monotonic() + seconds
        while text not in self.shown[self.read :]:
            assert time.monotonic() < end, f"“{text}” never came; the screen shows:\n{self.shown[self.read :]}"
            self._take()
        at = self.shown.index(text, self.read) + len(text)
        seen, self.read = self.shown[self.read : at], at
        return seen

    def press(self, *keys: str) -> None:
        """Type."""
        for key in keys:
            os.write(self.terminal, key.encode())
            time.sleep(0.05)

    def ends(self, seconds: float = 30) -> int:
        """Wait for the end."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, self.shown
            self._take()
        self._take()
        return self.process.returncode

    def _take(self) -> None:
        ready, _writable, _failed = select.select([self.terminal], [], [], 0.1)
        if ready:
            with contextlib.suppress(OSError):
                self.shown += _ESCAPES.sub("", os.read(self.terminal, 65536).decode("utf-8", "replace"))
