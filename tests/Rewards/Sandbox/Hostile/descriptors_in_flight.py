# tries: to keep its output open after its end: sent into a socket that is in flight to itself and that no process has
# contained: the run ends with the program
# layer: the job ends with the party's init, not with its output
# wall-at-most: 2
import array, os, socket
from attempt import *

done()
for _ in range(20):
    one, other = socket.socketpair()
    descriptors = array.array("i", [0, 1, 2, one.fileno(), other.fileno()])
    for end in (one, other):
        end.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, descriptors)])
    one.close(), other.close()
os._exit(0)
