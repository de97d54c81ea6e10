# tries: fields of the wrong types
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
answer({"value": {"": "handle", "i": "0", "class": [], "name": {}, "is": 3, "base": "x", "exception": 7}, "out": 5, "raise": 3})
