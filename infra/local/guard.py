"""Leads the stack's process group, and kills all of it the moment the supervisor is gone, however it went.

Its standard input is a pipe whose other end only the supervisor holds. The kernel closes that end when the supervisor
exits, crashes or is killed, and reading it then returns. Needs nothing but the standard library, and works for
grandchildren too.
"""

import os
import signal
import sys


def main() -> None:
    """Waits for the supervisor's end."""
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    sys.stdin.buffer.read()
    os.killpg(os.getpgrp(), signal.SIGKILL)


if __name__ == "__main__":
    main()
