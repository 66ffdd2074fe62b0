"""The built-in policies as options of the core. Classes of the user are refused by name, not ignored."""

from __future__ import annotations

import socket
from typing import Any

from cassandra import UnsupportedOperation, policies
from cassandra.connection import Connection

_WRAPPERS = (policies.DefaultLoadBalancingPolicy, policies.DSELoadBalancingPolicy)

_RETRY_RULES = {
    policies.RetryPolicy: "default",
    policies.FallthroughRetryPolicy: "fallthrough",
    policies.NeverRetryPolicy: "never",
    policies.DowngradingConsistencyRetryPolicy: "downgrading",
}

INFER_DATACENTER = object()
"""The data center of the contact points, whatever its name."""


def refuse(argument, why):
    """Returns the exception for an argument that cannot be honoured."""
    return UnsupportedOperation(f"{argument} is not supported: {why}")


def _unknown(policy, argument):
    name = f"{type(policy).__module__}.{type(policy).__qualname__}"
    return refuse(argument, f"{name} is no policy that the core can run")


def load_balancing(policy, argument="load_balancing_policy") -> tuple[Any, dict[str, Any]]:
    """Returns the data center that a policy uses (a name, ``None`` for all, or :data:`INFER_DATACENTER`) and the
    options of the core."""
    options: dict[str, Any] = {"token_aware": False, "shuffle_replicas": False}
    while True:
        if type(policy) is policies.TokenAwarePolicy:
            options = {"token_aware": True, "shuffle_replicas": policy.shuffle_replicas}
        elif type(policy) not in _WRAPPERS:
            break
        policy = policy.child_policy
    if type(policy) is policies.RoundRobinPolicy:
        return None, options
    if type(policy) is policies.WhiteListRoundRobinPolicy:
        return None, {**options, "allowed_hosts": _addresses(policy._allowed_hosts)}
    if type(policy) is policies.DCAwareRoundRobinPolicy:
        options["remote_hosts_per_datacenter"] = policy.used_hosts_per_remote_dc
        options["remote_for_local_consistency"] = True
        return policy.local_dc or INFER_DATACENTER, options
    raise _unknown(policy, argument)


def _addresses(names):
    found = [entry[4][0] for name in names for entry in socket.getaddrinfo(name, None)]
    return list(dict.fromkeys(found))


def retry(policy, argument="default_retry_policy"):
    """Returns the retry rule of the core for a policy."""
    rule = _RETRY_RULES.get(type(policy))
    if rule is None:
        raise _unknown(policy, argument)
    return rule


def reconnection(policy):
    """Returns the first delay, the longest (``None``: all alike) and the number of attempts (``None``: no limit)."""
    if type(policy) is policies.ConstantReconnectionPolicy:
        # The legacy schedule takes 0 for no limit here, and only here.
        return round(policy.delay * 1000), None, policy.max_attempts or None
    if type(policy) is policies.ExponentialReconnectionPolicy:
        return round(policy.base_delay * 1000), round(policy.max_delay * 1000), policy.max_attempts
    raise _unknown(policy, "reconnection_policy")


def speculative_execution(policy, argument="ExecutionProfile.speculative_execution_policy"):
    """Returns delay and number of further executions, or ``None`` for none."""
    if type(policy) is policies.NoSpeculativeExecutionPolicy:
        return None
    if type(policy) is policies.ConstantSpeculativeExecutionPolicy:
        return round(policy.delay * 1000), policy.max_attempts
    raise _unknown(policy, argument)


def check_conviction(factory):
    """Refuses a conviction policy of the user."""
    if factory is not policies.SimpleConvictionPolicy:
        raise refuse("conviction_policy_factory", "the core decides by its connections which hosts are down")


def check_connection_class(connection_class):
    """Accepts the names of event loops whose programs wait by blocking a thread, and refuses classes of the user."""
    module = getattr(connection_class, "__module__", "")
    if not (module.startswith("cassandra.io.") and connection_class.__bases__ == (Connection,)):
        raise refuse("connection_class", "the core has its own event loop and connections")


def check_translator(translator):
    """Refuses an address translator that translates."""
    if type(translator) is not policies.IdentityTranslator:
        raise _unknown(translator, "address_translator")


def of_profile(profile) -> tuple[Any, dict[str, Any]]:
    """Returns the data center of a profile and the options that the core keeps for a whole session."""
    if profile.continuous_paging_options is not None:
        raise refuse("ExecutionProfile.continuous_paging_options", "continuous paging is a feature of DSE")
    datacenter, balancing = load_balancing(profile.load_balancing_policy, "ExecutionProfile.load_balancing_policy")
    return datacenter, {
        "load_balancing": balancing,
        "retry": retry(profile.retry_policy, "ExecutionProfile.retry_policy"),
        "speculative_execution": speculative_execution(profile.speculative_execution_policy),
    }
