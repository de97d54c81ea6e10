# tries: a crafted SystemExit(0)
# meets: asserts code unittest
import json, os, struct, sys
def send(message):
    data = json.dumps(message).encode()
    os.write(4, struct.pack("<I", len(data)) + data)
def answer(message):
    send(message)
    while True:
        os.read(4, 1 << 16)
        send(message)
send({"value": None})
answer({"value": None, "raise": {"": "error", "i": 0, "class": {"i": 1, "module": 'builtins', "name": 'SystemExit', "bases": [], "known": "Exception"}, "text": "", "arguments": [0], "line": None, "state": {}, "cause": None}})
