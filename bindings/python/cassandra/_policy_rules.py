"""What of the policies the core can do. Anything else is refused by name, not ignored."""

from __future__ import annotations

from cassandra import UnsupportedOperation, policies

_WRAPPERS = (policies.TokenAwarePolicy, policies.DefaultLoadBalancingPolicy, policies.DSELoadBalancingPolicy)

INFER_DATACENTER = object()
"""The data center of the contact points, whatever its name."""


def refuse(argument, why):
    """Returns the exception for an argument that cannot be honoured."""
    return UnsupportedOperation(f"{argument} is not supported: {why}")


def _unknown(policy, argument):
    return refuse(
        argument, f"{type(policy).__module__}.{type(policy).__qualname__} is no policy that the core can run"
    )


def local_datacenter(policy, argument="load_balancing_policy"):
    """Returns the data center that a policy uses: a name, ``None`` for all, or :data:`INFER_DATACENTER`."""
    while type(policy) in _WRAPPERS:
        policy = policy.child_policy
    if type(policy) is policies.RoundRobinPolicy:
        return None
    if type(policy) is not policies.DCAwareRoundRobinPolicy:
        raise _unknown(policy, argument)
    if policy.used_hosts_per_remote_dc:
        raise refuse(f"{argument}: used_hosts_per_remote_dc", "hosts of other data centers are never used")
    return policy.local_dc or INFER_DATACENTER


def check_retry(policy, argument="default_retry_policy"):
    """Refuses a retry policy that is not the default one."""
    if type(policy) is not policies.RetryPolicy:
        raise _unknown(policy, argument)


def check_reconnection(policy):
    """Refuses a reconnection policy of the user."""
    if type(policy) not in (policies.ConstantReconnectionPolicy, policies.ExponentialReconnectionPolicy):
        raise _unknown(policy, "reconnection_policy")


def check_conviction(factory):
    """Refuses a conviction policy of the user."""
    if factory is not policies.SimpleConvictionPolicy:
        raise refuse("conviction_policy_factory", "the core decides by its connections which hosts are down")


def check_translator(translator):
    """Refuses an address translator that translates."""
    if type(translator) is not policies.IdentityTranslator:
        raise _unknown(translator, "address_translator")


def check_profile(profile):
    """Refuses what a profile asks for and the core cannot do."""
    if type(profile.retry_policy) is not policies.RetryPolicy:
        raise _unknown(profile.retry_policy, "ExecutionProfile.retry_policy")
    if type(profile.speculative_execution_policy) is not policies.NoSpeculativeExecutionPolicy:
        raise _unknown(profile.speculative_execution_policy, "ExecutionProfile.speculative_execution_policy")
    if profile.continuous_paging_options is not None:
        raise refuse("ExecutionProfile.continuous_paging_options", "continuous paging is a feature of DSE")
