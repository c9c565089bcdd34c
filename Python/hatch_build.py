"""Puts the program into the wheel, so that installing it is all there is to do."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# The program is linked statically: it needs no libc of the machine, only its kernel and its processor.
PLATFORMS = {
    "x86_64": "manylinux2014_x86_64.musllinux_1_1_x86_64",
    "aarch64": "manylinux2014_aarch64.musllinux_1_1_aarch64",
}


class ProgramHook(BuildHookInterface[Any]):  # type: ignore[misc,unused-ignore]
    """Adds the file named by LRVIZ_BINARY as a script called lrviz."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the file and what it runs on; without one, only an editable install works."""
        binary = os.environ.get("LRVIZ_BINARY", "")
        if version == "editable" and not binary:
            return
        if not Path(binary).is_file():
            raise FileNotFoundError(
                f"LRVIZ_BINARY should name the lrviz program, but is {binary!r}; 'make wheel' sets it"
            )
        machine = platform.machine()
        build_data["shared_scripts"][str(Path(binary).resolve())] = "lrviz"
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{PLATFORMS.get(machine, f'linux_{machine}')}"
