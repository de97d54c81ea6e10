# tries: to start threads without end
# contained: at most as many as the limit on processes
# layer: RLIMIT_NPROC, which counts threads
# limits: processes=24 wall=3
import threading, time
from attempt import *

count = 0
try:
    while count < 1000:
        threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
        count += 1
except RuntimeError:
    pass
if count > 40:
    escaped(f"{count} threads")
done()
os._exit(0)
