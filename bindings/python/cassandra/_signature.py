"""Names of user-defined functions and aggregates with the types of their arguments."""

from typing import Any


class SignatureDescriptor:
    """The name of a function and the CQL types of its arguments."""

    name: Any = None
    argument_types: Any = None

    def __init__(self, name, argument_types):
        self.name = name
        self.argument_types = argument_types

    @property
    def signature(self):
        """The signature as ``name(type,type)``, which tells overloaded functions apart."""
        return self.format_signature(self.name, self.argument_types)

    @staticmethod
    def format_signature(name, argument_types):
        """Returns a signature as ``name(type,type)``."""
        return f"{name}({','.join(argument_types)})"

    def __repr__(self):
        return f"{type(self).__name__}({self.name}, {self.argument_types})"


class UserFunctionDescriptor(SignatureDescriptor):
    """Names a user-defined function."""


class UserAggregateDescriptor(SignatureDescriptor):
    """Names a user-defined aggregate."""
