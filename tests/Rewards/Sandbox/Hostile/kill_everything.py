# tries: to end its init, its group and everything it may signal, by every signal
# contained: only processes of its own end; its status is 5
# layer: pid namespace, whose init takes no signal from inside
# status: 5
import os, signal, sys, time
from attempt import *

for number in range(1, 65):
    if number in (signal.SIGKILL, signal.SIGSTOP):
        continue
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
for number in range(0, 65):
    for target in (1, -1, 0):
        if target == 0 and number in (signal.SIGKILL, signal.SIGSTOP, 32, 33):
            continue  # those that it cannot ignore itself
        try:
            os.kill(target, number)
        except OSError:
            pass
time.sleep(0.1)
if not os.path.exists("/proc/1/stat"):
    escaped("init has ended")
done()
sys.exit(5)
