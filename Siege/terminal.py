"""A terminal of our own: a pseudo terminal with the program in it, and a model of what its output has switched on."""

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

SEQUENCE = re.compile(
    rb"\x1b\[(?P<marker>[?>=<]?)(?P<arguments>[\d;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    rb"|\x1b\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    rb"|\x1b[()*+](?P<set>.)"
    rb"|\x1b(?P<escape>[=>78cDEHMNOZ])"
)
# The modes that outlive a program if it does not switch them off: each is off in a fresh terminal, but for the cursor.
MODES = {1, 9, 12, 47, 1000, 1001, 1002, 1003, 1004, 1005, 1006, 1015, 1047, 1048, 1049, 2004, 2026}


class Model:
    """What a terminal would hold after the bytes that it was fed: modes, colors, character set. Not the text."""

    def __init__(self):
        self.modes = {25: True}
        self.keypad = False
        self.style = b""
        self.pending = b""
        self.raw = []

    def feed(self, data):
        data = self.pending + data
        self.pending = b""
        position = 0
        while True:
            start = data.find(b"\x1b", position)
            if start < 0:
                self._text(data[position:])
                return
            self._text(data[position:start])
            # CAN ends a sequence where it stands.
            cancelled = data.find(b"\x18", start, start + 64)
            found = SEQUENCE.match(data, start, cancelled if cancelled >= 0 else len(data))
            if not found and cancelled >= 0:
                position = cancelled + 1
                continue
            if not found:
                if len(data) - start < 64:
                    self.pending = data[start:]
                    return
                self.raw.append(data[start : start + 16])
                position = start + 1
                continue
            self._apply(found)
            position = found.end()

    def _text(self, data):
        # C0 controls that no renderer sends; C1 controls as UTF-8.
        for bad in re.findall(rb"[\x00-\x06\x0b\x0c\x10-\x17\x19\x1a\x1c-\x1f\x7f]|\xc2[\x80-\x9f]", data):
            self.raw.append(bad)

    def _apply(self, found):
        final, marker = found["final"], found["marker"]
        if final in (b"h", b"l") and marker == b"?":
            for number in found["arguments"].split(b";"):
                if number:
                    self.modes[int(number)] = final == b"h"
        elif final == b"m" and not marker:
            # 39 and 49 are the terminal's own colors.
            self.style = b";".join(
                one for one in found["arguments"].split(b";") if one not in (b"", b"0", b"39", b"49")
            )
        elif found["escape"] in (b"=", b">"):
            self.keypad = found["escape"] == b"="

    def left_behind(self):
        """Name what is still switched on."""
        left = [f"mode {mode}" for mode, on in sorted(self.modes.items()) if on and mode in MODES]
        if not self.modes[25]:
            left.append("hidden cursor")
        if self.keypad:
            left.append("application keypad")
        if self.style:
            left.append(f"style {self.style.decode()}")
        return left


class Session:
    """The program in a pseudo terminal, in the foreground as a shell would start it: with job control."""

    def __init__(self, arguments, size=(24, 80), environment=None, before=None):
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        self.before = termios.tcgetattr(self.slave)
        self.model = Model()
        self.output = bytearray()
        self.status = None
        told, telling = os.pipe()
        self.shell = os.fork()
        if self.shell == 0:
            self._be_shell(telling, arguments, environment, before)
        os.close(telling)
        self.pid = int(os.read(told, 32))
        os.close(told)
        os.set_blocking(self.master, False)

    def _be_shell(self, telling, arguments, environment, before):
        """Own the terminal, start the program in a process group of its own, and wait for it."""
        try:
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            child = os.fork()
            if child:
                # As shells do, both set the group: whoever comes first. It is refused once the program runs.
                with contextlib.suppress(PermissionError):
                    os.setpgid(child, child)
                os.tcsetpgrp(self.slave, child)
                os.write(telling, str(child).encode())
                os.closerange(3, 256)
                _, status = os.waitpid(child, 0)
                os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
            os.setpgid(0, 0)
            os.tcsetpgrp(self.slave, os.getpid())
            signal.signal(signal.SIGTTOU, signal.SIG_DFL)
            for descriptor in (0, 1, 2):
                os.dup2(self.slave, descriptor)
            os.closerange(3, 256)
            if before:
                before()
            kept = {k: v for k, v in os.environ.items() if k not in ("COLORFGBG", "TMUX", "NO_COLOR")}
            changed = {
                "TERM": "xterm-256color",
                "LC_ALL": "C.UTF-8",
                "SWIFT_BACKTRACE": "enable=no",
                **(environment or {}),
            }
            os.execve(arguments[0], arguments, {**kept, **changed})
        finally:
            os._exit(127)

    def read(self, seconds=0.0):
        """Take what there is, waiting so long for the first byte."""
        end = time.monotonic() + seconds
        while True:
            ready, _, _ = select.select([self.master], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                return
            try:
                data = os.read(self.master, 65536)
            except OSError:
                return
            if not data:
                return
            self.output += data
            self.model.feed(data)

    def until(self, text, seconds=10.0):
        """Read until a text has been drawn; False when it does not come."""
        wanted = text.encode()
        end = time.monotonic() + seconds
        while wanted not in plain(self.output):
            if time.monotonic() > end or self.ended():
                return False
            self.read(0.05)
        return True

    def send(self, keys):
        """Type; what finds no room is dropped, as by a terminal."""
        with contextlib.suppress(OSError):
            os.write(self.master, keys.encode("utf-8", "surrogateescape") if isinstance(keys, str) else keys)

    def signal(self, number):
        """Send a signal to the program alone."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def _state(self):
        try:
            with open(f"/proc/{self.pid}/stat") as file:
                return file.read().rsplit(")", 1)[1].split()[0]
        except OSError:
            return "gone"

    def stopped(self, seconds=5.0):
        """Wait until the program is stopped; False when it does not."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.02)
            if self._state() == "T":
                return True
        return False

    def ended(self):
        """Whether the program is gone, and the shell has seen it."""
        if self.status is None:
            pid, status = os.waitpid(self.shell, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def wait(self, seconds=10.0):
        """Wait for the end; False when it does not come, and then kill."""
        end = time.monotonic() + seconds
        while not self.ended():
            if time.monotonic() > end:
                self.close()
                return False
            self.read(0.02)
        self.read(0.05)
        return True

    def close(self):
        """Give back the pseudo terminal, and the program if it is still there."""
        if not self.ended():
            self.signal(signal.SIGKILL)
            os.waitpid(self.shell, 0)
            self.status = -signal.SIGKILL
        for descriptor in (self.master, self.slave):
            with contextlib.suppress(OSError):
                os.close(descriptor)
        self.master = self.slave = -1

    def left_behind(self):
        """Name what is not as it was before: modes of the terminal, settings of the line."""
        left = self.model.left_behind()
        if self.slave >= 0:
            now = termios.tcgetattr(self.slave)
            left += [f"line setting {index}" for index in range(4) if now[index] != self.before[index]]
        return left


def plain(data):
    """The text of an output without its sequences."""
    return SEQUENCE.sub(b"", bytes(data))
