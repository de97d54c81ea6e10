"""What LeetCode has imported before a solution, and what is run in its place does too: LiveCodeBench's runner, LeetCodeDataset's prompts."""
import builtins
import importlib

MODULES = "bisect collections copy datetime functools heapq itertools json math operator random re string sys".split()
NAMES = {
    "typing": "Any Callable Deque Dict FrozenSet Generator Generic Iterable Iterator List Mapping NamedTuple Optional Sequence Set Tuple Type TypeVar Union",
    "collections": "ChainMap Counter OrderedDict defaultdict deque namedtuple",
    "functools": "cache cmp_to_key lru_cache partial reduce",
    "heapq": "heapify heappop heappush heappushpop heapreplace merge nlargest nsmallest",
    "bisect": "bisect_left bisect_right insort insort_left insort_right",
    "itertools": "accumulate chain combinations combinations_with_replacement count cycle groupby islice pairwise permutations product repeat starmap takewhile zip_longest",
    "math": "ceil comb factorial floor gcd hypot inf isqrt lcm log log10 log2 perm pi prod sqrt",
    "string": "ascii_letters ascii_lowercase ascii_uppercase digits",
    "datetime": "timedelta",
    "copy": "deepcopy",
    "random": "randint",
}


def presume():
    """As names of last resort: what the program defines or imports itself, and Python's own, come before."""
    known = {name: importlib.import_module(name) for name in MODULES}
    for path, names in NAMES.items():
        owner = importlib.import_module(path)
        known.update((name, getattr(owner, name)) for name in names.split())
    for name, value in known.items():
        if not hasattr(builtins, name):
            setattr(builtins, name, value)
