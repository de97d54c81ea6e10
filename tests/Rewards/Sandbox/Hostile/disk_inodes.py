# tries: to use up the files of the disk: empty ones, folders, links
# contained: a few thousand
# layer: nr_inodes of the party's tmpfs
import os
from attempt import *

count = 0
try:
    for i in range(100_000):
        os.mkdir(f"/tmp/{i}") if i % 2 else open(f"/tmp/{i}", "w").close()
        count += 1
except OSError:
    pass
if count > 5000:
    escaped(f"{count} files")
done()
