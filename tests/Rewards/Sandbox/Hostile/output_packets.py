# tries: to make the output pipe keep packets, which a reader with less room loses in part, and to resize it
# contained: the host reads every byte
# layer: the supervisor moves buffers whole and says their length first
# stdout-bytes: 100000
import fcntl, os

fcntl.fcntl(1, fcntl.F_SETFL, os.O_DIRECT | os.O_WRONLY)
for size in (4096, 1 << 20, 65536):
    try:
        fcntl.fcntl(1, 1031, size)
    except OSError:
        pass
left = 100000 - 10
while left:
    left -= os.write(1, b"z" * min(left, 777))
os.write(1, b"CONTAINED\n")
