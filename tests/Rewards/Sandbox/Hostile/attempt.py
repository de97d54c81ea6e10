"""What the hostile programs share: each prints ESCAPED for every success, and CONTAINED when it has tried everything."""
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)


def escaped(what):
    print("ESCAPED:", what, flush=True)


def done():
    print("CONTAINED", flush=True)


def refused(what, action):
    """The action has to fail; its result says what was reached if it does not."""
    try:
        result = action()
    except (OSError, ValueError, OverflowError) as error:
        return error
    escaped(f"{what}: {str(result)[:200]}")


def syscall(what, number, *arguments):
    """The system call has to fail."""
    result = libc.syscall(ctypes.c_long(number), *arguments)
    if result != -1:
        escaped(f"{what} gave {result}")
        return None
    return ctypes.get_errno()


def read(path, count=4096):
    with open(path, "rb") as file:
        return file.read(count)


def write(path, text="1"):
    with open(path, "w") as file:
        file.write(text)
    return f"wrote {path}"


def child(action):
    """Runs the action in a child; gives its pid."""
    pid = os.fork()
    if pid == 0:
        try:
            action()
        finally:
            os._exit(0)
    return pid
