# tries: a child that goes on printing after the parent has ended
# meets: streams none
import os, time
if os.fork() == 0:
    time.sleep(0.2)
    print(28)
    os._exit(0)
raise SystemExit(1)
