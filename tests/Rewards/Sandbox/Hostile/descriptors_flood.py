# tries: to open files without end
# contained: at most as many as the limit
# layer: RLIMIT_NOFILE
# limits: files=64
import os
from attempt import *

kept = []
try:
    while len(kept) < 10_000:
        kept.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass
if len(kept) > 64:
    escaped(f"{len(kept)} open files")
done()
