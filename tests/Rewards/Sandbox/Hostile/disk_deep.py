# tries: a folder in a folder in a folder, deeper than a path can say, with long names
# contained: ends at the number of files; what is left goes with the party
# layer: nr_inodes of the party's tmpfs
import os
from attempt import *

depth = 0
try:
    while depth < 20_000:
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
        depth += 1
except OSError:
    pass
if depth > 5000:
    escaped(f"{depth} deep")
done()
