# tries: files with holes, larger than the disk, and space taken without writing
# contained: none is larger than the limit
# layer: RLIMIT_FSIZE; size of the tmpfs
# limits: disk=8M
import os
from attempt import *

fd = os.open("/tmp/sparse", os.O_RDWR | os.O_CREAT)
refused("truncate", lambda: os.truncate(fd, 1 << 40))
refused("pwrite", lambda: os.pwrite(fd, b"x", 1 << 33))
refused("fallocate", lambda: os.posix_fallocate(fd, 0, 1 << 30))
done()
