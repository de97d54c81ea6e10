# tries: an output of the right form, with status 0 forced
# meets: streams
import os
os.write(1, b"13\n")
os._exit(0)
