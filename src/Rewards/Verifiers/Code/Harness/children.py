"""The processes that the program starts itself: they work as they would in a process of its own, and have nothing to say to the judge."""
import os


def cut_off_children(link):
    """Two processes on one link would answer one question."""
    def cut_off():
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, link)
        os.close(nowhere)

    os.register_at_fork(after_in_child=cut_off)


def lay_down(source):
    """Where a process may be started anew, it imports the program's functions by its name."""
    if "spawn" in source or "forkserver" in source:
        with open("/tmp/solution.py", "w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(source)
