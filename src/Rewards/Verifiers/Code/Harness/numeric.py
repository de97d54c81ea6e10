"""What the tests of EvalPlus use of NumPy, for machines that do not have it."""
import math
import types


class Missing(Exception):
    """Something of a library that its stand-in lacks."""


class ndarray:
    """No value is one."""


class generic:
    """No value is one."""


def allclose(one, other, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether |one - other| <= atol + rtol |other| holds element by element; an expected number goes with every element."""
    one, other = _listed(one), _listed(other)
    if isinstance(one, list) and isinstance(other, list):
        # NumPy would repeat what has one element; what a test expects has as many as it says.
        return len(one) == len(other) and all(allclose(a, b, rtol, atol, equal_nan) for a, b in zip(one, other))
    if isinstance(one, list):
        return bool(one) and all(allclose(part, other, rtol, atol, equal_nan) for part in one)
    if isinstance(other, list):
        return False
    if not isinstance(one, (int, float, complex)) or not isinstance(other, (int, float, complex)):
        raise TypeError("ufunc 'isfinite' not supported for the input types")
    if one == other:
        return True
    if one != one or other != other:
        return bool(equal_nan and one != one and other != other)
    return not math.isinf(abs(one)) and not math.isinf(abs(other)) and abs(one - other) <= atol + rtol * abs(other)


def _listed(value):
    return list(value) if isinstance(value, (list, tuple, range)) else value


def module():
    class Numeric(types.ModuleType):
        def __getattr__(self, name):
            if name.startswith("__"):
                raise AttributeError(name)
            raise Missing(f"the tests use numpy.{name}, and NumPy is not installed (on Debian: apt-get install python3-numpy)")

    made = Numeric("numpy")
    made.__dict__.update(
        allclose=allclose, isclose=lambda one, other, **named: allclose(one, other, **named), ndarray=ndarray, generic=generic, floating=generic, integer=generic, bool_=generic,
        float32=type("float32", (generic,), {}), float64=type("float64", (generic,), {}), inf=math.inf, nan=math.nan, pi=math.pi, e=math.e, isnan=math.isnan, isinf=math.isinf,
    )
    return made
