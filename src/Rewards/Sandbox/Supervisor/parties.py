"""What a party can be: a command, or a function of a module that the host gave at the start."""
import atexit
import json
import os
import signal
import sys
import threading
import types

import isolation


def command(payload, drop):
    """Runs a command in the party's /tmp as process 2, with this process as its init: the exit status goes to descriptor 3.

    payload: JSON {"argv": [..], "environment": {..}, "files": {name: text}, "stdin": text}; text is Latin-1, one character a byte.
    """
    _run(payload, drop, _become_command)


def script(payload, drop):
    """Runs a Python program as __main__ in this interpreter, already started, as process 2. Otherwise as command().

    payload: JSON {"source": text, "name": .., "arguments": [..], "environment": {..}, "files": {..}, "stdin": text}.
    """
    _run(payload, drop, _become_script)


def service(payload, drop):
    """Runs a command that the host talks to: its standard input is the host's own pipe, and it reports each answer at descriptor 3. Otherwise as command().

    payload: JSON {"argv": [..], "environment": {..}, "files": {name: text}}; text is Latin-1, one character a byte.
    """
    spec = json.loads(payload)
    _write_files(spec.pop("files"))
    del payload
    isolation.libc.prctl(isolation.SET_DUMPABLE, 0, 0, 0, 0)
    drop()
    pid = os.fork()
    if pid == 0:
        try:
            _become_command(spec)
        finally:
            os._exit(127)
    os.closerange(0, 4)
    while os.wait()[0] != pid:
        pass
    os._exit(0)


def _run(payload, drop, become):
    spec = json.loads(payload)
    _write_files(spec.pop("files"))
    stdin = _stdin(spec.pop("stdin"))
    del payload
    # Nobody may open this process's memory, not even for a moment: a program that could would forge its own exit status.
    isolation.libc.prctl(isolation.SET_DUMPABLE, 0, 0, 0, 0)
    drop()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(3)
            isolation.libc.prctl(isolation.SET_DUMPABLE, 1, 0, 0, 0)
            os.dup2(stdin, 0, inheritable=True)
            os.close(stdin)
            become(spec)
        finally:
            os._exit(127)
    os.closerange(0, 3), os.close(stdin)
    _report_status(pid)


def _become_command(spec):
    for number in (signal.SIGPIPE, signal.SIGXFSZ):
        signal.signal(number, signal.SIG_DFL)  # the interpreter ignores them
    try:
        os.execvpe(spec["argv"][0], spec["argv"], spec["environment"])
    except OSError as error:
        os.write(2, f"{spec['argv'][0]}: {error.strerror}\n".encode())


def _become_script(spec):
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(spec["environment"])
    _run_main(spec["source"], [spec["name"], *spec["arguments"]])


def _run_main(source, argv):
    """Ends the process as the interpreter would: with the program's status, after its threads and its exit handlers."""
    data = source.encode("latin-1")
    sys.argv[:] = argv
    sys.path.insert(0, "/tmp")
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=argv[0], __builtins__=sys.modules["builtins"])
    _forget_supervisor()
    sys.modules["__main__"] = main
    _reopen_streams()
    try:
        exec(compile(data, argv[0], "exec", dont_inherit=True), main.__dict__)
        status = None
    except SystemExit as stop:
        status = stop.code
    except BaseException:
        _print_error()
        status = 1
    _leave(status)


def _print_error():
    """As the interpreter prints it: the frames of this file are not the program's."""
    kind, error, trace = sys.exc_info()
    try:
        sys.excepthook(kind, error.with_traceback(trace.tb_next), trace.tb_next)
    except BaseException:
        pass


def _leave(code):
    if code is not None and not isinstance(code, int):
        try:
            print(code, file=sys.stderr)
        except BaseException:
            pass
    status = 0 if code is None else code & 0xFF if isinstance(code, int) else 1
    try:
        threading._shutdown()
        atexit._run_exitfuncs()
    except BaseException:
        pass
    try:
        sys.stdout.flush()
    except BaseException:
        status = status or 120
    try:
        sys.stderr.flush()
    finally:
        os._exit(status)


def _forget_supervisor():
    for name in ("isolation", "seccomp", "watch", "meter", "parties", "supervisor"):
        sys.modules.pop(name, None)


def _reopen_streams():
    sys.stdin = sys.__stdin__ = open(0, "r", encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stderr = sys.__stderr__ = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False, buffering=1)


def _write_files(files):
    for name, text in files.items():
        folder = os.path.dirname(name)
        if folder:
            os.makedirs(folder, exist_ok=True)
        with open(name, "wb") as file:
            file.write(text.encode("latin-1"))


def _stdin(text):
    """The input as a file without a name, so that a program that does not read it blocks nobody. Made before the rights are dropped."""
    fd = os.memfd_create("stdin")
    data = memoryview(text.encode("latin-1"))
    while data:
        data = data[os.write(fd, data):]
    os.lseek(fd, 0, os.SEEK_SET)
    return fd


def _report_status(pid):
    """Waits as init does: for the program, and for whatever it leaves behind. When init ends, the kernel ends the rest."""
    while True:
        ended, status = os.wait()
        if ended == pid:
            os.write(3, str(os.waitstatus_to_exitcode(status)).encode())
            os._exit(0)
