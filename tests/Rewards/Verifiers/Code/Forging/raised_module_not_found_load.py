# tries: ModuleNotFoundError when the module is run
# meets: asserts check code unittest pytest calls
import no_such_module
