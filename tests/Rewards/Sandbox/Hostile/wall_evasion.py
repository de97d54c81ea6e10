# tries: to be credited with time for which it waited for a processor, by processes of its own that wait for each other, and to sleep in that time
# contained: stopped by wall time, not much later than the limit
# layer: what a job waits for its own processes is not taken off the clock
# stop: wall
# limits: cpu=30 wall=1
# wall-at-most: 3
import os, time

for _ in range(40):
    if os.fork() == 0:
        end = time.process_time() + 0.01
        while time.process_time() < end:
            pass
        time.sleep(60)
time.sleep(60)
