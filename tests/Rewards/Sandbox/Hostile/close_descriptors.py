# tries: to close, replace and duplicate the descriptors it was given, and to end so
# contained: its status is 9 and what it wrote before is there
# layer: the report is not the program's
# status: 9
import os
from attempt import *

done()
null = os.open("/dev/null", os.O_RDWR)
for fd in range(0, 5):
    os.dup2(null, fd)
os.closerange(0, 256)
os._exit(9)
