"""Makes a process believe that its processor is one for which no filter is known."""

import platform

platform.machine = lambda: "abacus"
