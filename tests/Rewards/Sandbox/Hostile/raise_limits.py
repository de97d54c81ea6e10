# tries: to raise its own limits
# contained: each is as it was
# layer: hard limits without CAP_SYS_RESOURCE
import resource
from attempt import *

for name in ("RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_NPROC", "RLIMIT_CORE", "RLIMIT_MEMLOCK", "RLIMIT_MSGQUEUE", "RLIMIT_RTPRIO", "RLIMIT_NICE", "RLIMIT_SIGPENDING"):
    kind = getattr(resource, name)
    soft, hard = resource.getrlimit(kind)
    if hard == resource.RLIM_INFINITY:
        escaped(f"{name} is infinite")
    refused(name, lambda: resource.setrlimit(kind, (hard + 1, hard + 1)))
    refused(name, lambda: resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)))
refused("oom_score_adj", lambda: write("/proc/self/oom_score_adj", "-1000"))
done()
