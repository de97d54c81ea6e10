# tries: to lower its init's limits, so that the kernel ends it or it cannot report
# contained: its status is 6
# layer: seccomp (prlimit64 of another process)
# status: 6
import os, resource, sys
from attempt import *

for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS, resource.RLIMIT_NOFILE, resource.RLIMIT_FSIZE, resource.RLIMIT_STACK, resource.RLIMIT_DATA):
    refused(f"init's limit {kind}", lambda: resource.prlimit(1, kind, (0, 0)))
for _ in range(200):
    if os.fork() == 0:
        os._exit(0)
    os.wait()
done()
sys.exit(6)
