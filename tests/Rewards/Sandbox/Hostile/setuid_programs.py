# tries: to become somebody else through programs with the setuid bit, the system's and one of its own
# contained: it stays nobody, without capabilities
# layer: no-new-privileges, mounts without setuid, empty bounding set
import os, shutil, subprocess
from attempt import *

for command in (["su", "-c", "id"], ["sudo", "-n", "id"], ["mount", "-t", "tmpfs", "x", "/tmp"], ["newgrp", "root"], ["passwd", "-d", "root"], ["unshare", "-r", "id"], ["setpriv", "--reuid", "0", "id"]):
    try:
        run = subprocess.run(command, capture_output=True, timeout=3, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        continue
    if run.returncode == 0 and command[0] != "newgrp" or b"uid=0" in run.stdout:
        escaped(f"{command}: {run.stdout}")
shutil.copy("/usr/bin/id", "/tmp/id")
try:
    os.chmod("/tmp/id", 0o6755)
except OSError:
    pass
if b"uid=0" in subprocess.run(["/tmp/id"], capture_output=True).stdout:
    escaped("root by a setuid copy")
for action in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setgroups([0]), lambda: os.setresuid(0, 0, 0), lambda: os.chown("/tmp/id", 0, 0)):
    refused("identity", action)
status = {name: value.strip() for name, _, value in (line.partition(":") for line in open("/proc/self/status"))}
if any(int(status[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) or status["NoNewPrivs"] != "1" or status["Seccomp"] != "2":
    escaped(f"rights {status}")
done()
