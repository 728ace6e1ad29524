"""refuse.py CALL=ERRNO ... -- COMMAND ...: runs the command with system calls refused by a seccomp filter."""

import errno
import os
import sys

import seccomp

split = sys.argv.index("--")
rules = seccomp.SyscallFilter(seccomp.ALLOW)
for rule in sys.argv[1:split]:
    call, error = rule.split("=")
    rules.add_rule(seccomp.ERRNO(getattr(errno, error)), call)
rules.load()
os.execvp(sys.argv[split + 1], sys.argv[split + 1 :])
