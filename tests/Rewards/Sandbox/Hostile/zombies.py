# tries: to leave as many dead children as it can, unwaited, in a tree
# contained: at most as many as the limit; they go with the party
# layer: RLIMIT_NPROC; the init of the party
# limits: processes=24
import os, time
from attempt import *

count = 0
try:
    while count < 500:
        if os.fork() == 0:
            try:
                if os.fork() == 0:
                    os._exit(0)
            except OSError:
                pass
            os._exit(0)
        count += 1
except OSError:
    pass
if count > 40:
    escaped(f"{count} dead children")
done()
