# tries: to leave something for the next run: files, shared memory, queues, sockets with names, changed modules, a umask, handlers, a niceness, orphans
# contained: the next run finds none of it (it looks after every program here, and after this one there is most to find)
# layer: a process tree and namespaces of its own for every run
import builtins, json, os, random, signal, socket, sys
from attempt import *

for path in ("/tmp/left", "/dev/shm/left"):
    write(path)
kept = socket.socket(socket.AF_UNIX)
kept.bind("\0left")
libc.shmget(0x1234, 4096, 0o1666), libc.semget(0x1234, 1, 0o1666), libc.msgget(0x1234, 0o1666)
libc.mq_open(b"/left", 0o102, 0o666, None)
os.umask(0), os.nice(5), os.chdir("/usr")
os.environ["LEFT"] = "x"
signal.signal(signal.SIGUSR1, signal.SIG_IGN)
json.loads = builtins.print = len = None
sys.modules["left"] = sys.path.append("/left") or json
sys.setrecursionlimit(50)
if os.fork() == 0:
    signal.pause()
os.write(1, b"CONTAINED\n")
os._exit(0)
