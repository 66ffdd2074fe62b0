"""Prints the public names of the `cassandra` package as JSON: `module > Class.member`, `module > Class(parameter)`."""

import importlib
import inspect
import json
import pkgutil
import sys
import warnings

warnings.simplefilter("ignore")

names, broken = set(), {}


def parameters(path, callable_):
    try:
        signature = inspect.signature(callable_)
    except (TypeError, ValueError):
        return
    for name, parameter in list(signature.parameters.items()):
        if name not in ("self", "cls") and parameter.kind not in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            names.add(f"{path}({name})")


def describe_class(path, klass):
    bases = klass.__mro__ if "inherited" in sys.argv else (klass,)
    for base in bases:
        if base.__module__.split(".")[0] == "cassandra" or base is klass:
            names.update(f"{path}.{name}" for name in vars(base) if not name.startswith("_"))
    own_constructor = any("__init__" in vars(base) or "__new__" in vars(base) for base in bases)
    if own_constructor and not issubclass(klass, BaseException):
        parameters(path, klass)


def belongs(value):
    """Tells whether a name of a module is one of the package; in our own build the standard library may provide it."""
    home = getattr(value, "__module__", None)
    is_own = home is None or home.split(".")[0] == "cassandra" or not callable(value)
    return not inspect.ismodule(value) and (is_own or "inherited" in sys.argv)


def describe_module(module):
    names.add(f"{module.__name__} > (module)")
    if "inherited" in sys.argv:
        # Some names are fetched from other modules when they are first asked for.
        for name in getattr(module, "__all__", ()):
            getattr(module, name)
    for name, value in list(vars(module).items()):
        if name.startswith("_") and name != "__version__" or not belongs(value):
            continue
        path = f"{module.__name__} > {name}"
        home = getattr(value, "__module__", module.__name__)
        if home == module.__name__ or "inherited" in sys.argv or not callable(value):
            names.add(path)
            if inspect.isclass(value):
                describe_class(path, value)
            elif callable(value):
                parameters(path, value)


def load(name):
    try:
        return importlib.import_module(name)
    except BaseException as error:  # noqa: BLE001 - a module may end the interpreter's patience in any way
        broken[name] = f"{type(error).__name__}: {error}"
        return None


package = load("cassandra")
if package is None:
    sys.exit(broken["cassandra"])
describe_module(package)
for found in pkgutil.walk_packages(package.__path__, "cassandra.", onerror=lambda name: None):
    if any(part.startswith("_") for part in found.name.split(".")):
        continue
    module = load(found.name)
    if module is not None:
        describe_module(module)
json.dump({"names": sorted(names), "broken": broken}, sys.stdout)
