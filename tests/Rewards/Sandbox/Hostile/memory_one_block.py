# tries: to take more than the address space in one piece
# contained: MemoryError
# layer: RLIMIT_AS
# limits: address-space=1G
from attempt import *

try:
    block = bytearray(2 << 30)
    escaped("2 GiB")
except MemoryError:
    pass
done()
