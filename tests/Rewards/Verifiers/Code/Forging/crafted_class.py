# tries: a handle that claims the class of everything
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
answer({"value": {"": "handle", "i": 0, "class": 0, "name": "int", "is": "class", "base": true, "exception": null}})
