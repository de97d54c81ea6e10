# tries: a load error of the wrong types: the harness itself would break
# meets: asserts check code unittest pytest calls
import json, os, struct, sys
def send(message):
    data = json.dumps(message).encode()
    os.write(4, struct.pack("<I", len(data)) + data)
def answer(message):
    send(message)
    while True:
        os.read(4, 1 << 16)
        send(message)
answer({"raise": {"name": 1, "": "error"}})
