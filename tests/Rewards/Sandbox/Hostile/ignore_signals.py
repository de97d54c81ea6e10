# tries: to ignore every signal that asks to end, in a loop
# contained: stopped by processor time
# layer: limit cpu, by SIGKILL to the init of the party, which takes all with it
# stop: cpu
# limits: cpu=0.3
import signal

for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
