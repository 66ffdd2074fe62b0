"""The built-in policies as options of the core, and what the core cannot be given."""

from __future__ import annotations

import socket
from itertools import islice
from typing import Any

from cassandra import UnsupportedOperation, policies
from cassandra._address_translator import Translation

_WRAPPERS = (policies.DefaultLoadBalancingPolicy, policies.DSELoadBalancingPolicy)

_RETRY_RULES = {
    policies.RetryPolicy: "default",
    policies.FallthroughRetryPolicy: "fallthrough",
    policies.NeverRetryPolicy: "never",
    policies.DowngradingConsistencyRetryPolicy: "downgrading",
}

SPECULATION_OF_CORE = (policies.NoSpeculativeExecutionPolicy, policies.ConstantSpeculativeExecutionPolicy)
"""The policies of which a session of the core runs one for all requests."""

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


def retry(policy):
    """Returns the retry rule of the core for a policy; ``None`` when the policy is asked itself."""
    return _RETRY_RULES.get(type(policy))


_RECONNECTIONS_MAX = 64


def check_reconnection(policy):
    """Refuses what is no reconnection policy."""
    if not callable(getattr(policy, "new_schedule", None)):
        raise _unknown(policy, "reconnection_policy")


def reconnection(policy):
    """Returns the first delay, the longest (``None``: all alike) and the number of attempts (``None``: no limit); of a
    policy of the program the first delays, and whether the last one is repeated since there are more."""
    if type(policy) is policies.ConstantReconnectionPolicy:
        # The legacy schedule takes 0 for no limit here, and only here.
        return round(policy.delay * 1000), None, policy.max_attempts or None
    if type(policy) is policies.ExponentialReconnectionPolicy:
        return round(policy.base_delay * 1000), round(policy.max_delay * 1000), policy.max_attempts
    delays = [round(delay * 1000) for delay in islice(policy.new_schedule(), _RECONNECTIONS_MAX + 1)]
    return delays[:_RECONNECTIONS_MAX], len(delays) > _RECONNECTIONS_MAX


def speculative_execution(policy):
    """Returns delay and number of further executions; ``None`` for none, and when the policy is asked itself."""
    if type(policy) is policies.ConstantSpeculativeExecutionPolicy:
        return round(policy.delay * 1000), policy.max_attempts
    return None


def check_profile(profile):
    """Refuses what no session can do for a profile."""
    if profile.continuous_paging_options is not None:
        raise refuse("ExecutionProfile.continuous_paging_options", "continuous paging is a feature of DSE")


def check_conviction(factory):
    """Refuses a conviction policy of the user."""
    if factory is not policies.SimpleConvictionPolicy:
        raise refuse("conviction_policy_factory", "the core decides by its connections which hosts are down")


def address_translation(translator):
    """Returns what the core asks where hosts are reached; ``None`` where nothing is translated."""
    if translator is None or type(translator) is policies.IdentityTranslator:
        return None
    if not callable(getattr(translator, "translate", None)):
        raise _unknown(translator, "address_translator")
    return Translation(translator)


_DELAYS_MAX = 16


def speculation_delays(policy, keyspace, statement, host):
    """Returns after how many milliseconds each one more host is asked, as a policy plans it for a statement."""
    plan, delays = policy.new_plan(keyspace, statement), []
    while len(delays) < _DELAYS_MAX and (delay := plan.next_execution(host)) >= 0:
        delays.append(round(delay * 1000))
    return delays


def same_balancing(policy, other):
    """Tells whether the core runs two load balancing policies, and in the same way."""
    try:
        return load_balancing(policy) == load_balancing(other)
    except UnsupportedOperation:
        return False
