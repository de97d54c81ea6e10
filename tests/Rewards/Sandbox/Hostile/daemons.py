# tries: to leave processes that go on after it has ended: orphans in sessions of their own, with all descriptors closed
# contained: the run ends with it, and they do too
# layer: the pid namespace ends with its init
# wall-at-most: 2
import os, time
from attempt import *

for _ in range(5):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.closerange(0, 256)
            for _ in range(100):
                time.sleep(0.1)
        os._exit(0)
done()
