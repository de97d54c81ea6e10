# tries: to leave a core file, in its folder or by the host's handler of cores
# contained: no file, its status is that of the signal
# layer: RLIMIT_CORE
# status: -11
import os, resource, signal
from attempt import *

refused("core size", lambda: resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20)))
if (pid := os.fork()) == 0:
    os.kill(os.getpid(), signal.SIGABRT)
_, status = os.wait()
if os.WCOREDUMP(status) or any("core" in name for name in os.listdir("/tmp")):
    escaped("a core file")
done()
os.kill(os.getpid(), signal.SIGSEGV)
