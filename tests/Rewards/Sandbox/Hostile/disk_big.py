# tries: to fill the disk with one big file and with many
# contained: no file and no sum of files is larger than the limit
# layer: size of the party's tmpfs, RLIMIT_FSIZE
# limits: disk=8M
import os
from attempt import *

def fill(folder):
    total = 0
    for i in range(40):
        try:
            with open(f"{folder}/big{i}", "wb", 0) as file:
                while total < 1 << 30:
                    total += file.write(b"x" * (1 << 20))
        except OSError:
            pass
    return total
for folder in ("/tmp", "/dev/shm"):
    if (total := fill(folder)) > 8 << 20:
        escaped(f"{total} bytes in {folder}")
done()
