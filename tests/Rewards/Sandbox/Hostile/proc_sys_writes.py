# tries: to write every setting of the kernel under /proc/sys
# contained: none can be written
# layer: user nobody without capabilities, in a user namespace without root
import os
from attempt import *

for folder, _, names in os.walk("/proc/sys"):
    for name in names:
        path = os.path.join(folder, name)
        try:
            fd = os.open(path, os.O_WRONLY)
            os.write(fd, b"1")
            escaped(f"{path} was written")
        except OSError:
            pass
done()
