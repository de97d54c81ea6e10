# tries: a first message nested a million deep
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

data = b"[" * 1000000
os.write(4, struct.pack("<I", len(data)))
while data:
    data = data[os.write(4, data):]
answer([1])
