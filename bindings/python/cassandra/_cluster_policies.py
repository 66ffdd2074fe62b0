"""The policies of a cluster, and the mode in which they are set."""

from __future__ import annotations

from concurrent.futures import wait
from itertools import islice
from types import GeneratorType
from typing import Any

from cassandra import OperationTimedOut, _dispatch, _green, _policy_rules
from cassandra._profiles import ConfigMode, ExecutionProfile, ProfileManager, default_lbp_factory
from cassandra._retry_decision import RetryDecision
from cassandra.auth import AuthProvider
from cassandra.policies import (
    DefaultLoadBalancingPolicy,
    ExponentialReconnectionPolicy,
    HostDistance,
    RetryPolicy,
    SimpleConvictionPolicy,
)

# A plan may go on without end; no request asks more hosts than this.
_PLAN_MAX = 1000


def as_callable(given, name) -> Any:
    if given is not None and not callable(given):
        raise ValueError(f"{name} must be callable")
    return given


class ClusterPolicies:
    """Policies that are set on the cluster, or in profiles, but not in both."""

    profile_manager: ProfileManager = None  # type: ignore[assignment]
    sessions: Any = None
    connect_to_remote_hosts = True
    """Whether hosts that the load balancing policy calls remote are used. Assigned, it counts for sessions that are
    connected afterwards."""

    metadata: Any
    contact_points: Any
    _contact_points_explicit: bool
    endpoints_resolved: list
    executor: Any
    scheduler: Any
    is_shutdown: bool
    _config_mode: int
    _warn: Any
    _is_balanced_here = False
    # The policies of the default profile when the core runs them all by itself.
    _policies_of_core: tuple | None = None

    def _set_policies(self, load_balancing, retry, reconnection, conviction, translator):
        policies = {
            "load_balancing_policy": load_balancing,
            "default_retry_policy": retry,
            "reconnection_policy": reconnection,
            "address_translator": translator,
        }
        for name, policy in policies.items():
            if isinstance(policy, type):
                raise TypeError(f"{name} should not be a class, it should be an instance of that class")
        self._load_balancing_policy = load_balancing or default_lbp_factory()
        self._default_retry_policy = retry or RetryPolicy()
        self.reconnection_policy = reconnection or ExponentialReconnectionPolicy(1.0, 600.0)
        self.conviction_policy_factory = as_callable(conviction, "conviction_policy_factory") or SimpleConvictionPolicy
        self.address_translator = translator
        _policy_rules.check_reconnection(self.reconnection_policy)
        _policy_rules.check_conviction(self.conviction_policy_factory)
        _policy_rules.address_translation(translator)

    def _warn_of_defaults(self, load_balancing):
        """Which nodes are used should not be left to defaults where it is said which there are."""
        if self._config_mode is ConfigMode.PROFILES:
            without = self.profile_manager._without_own_load_balancing()
            if without:
                self._warn(
                    "Cluster.__init__ called with contact_points specified, but load-balancing policies are not "
                    "specified in some ExecutionProfiles. In the next major version, this will raise an error; please "
                    f"specify a load-balancing policy. (contact_points = {self.contact_points}, EPs without explicit "
                    f"LBPs = {without})"
                )
        elif load_balancing is None:
            self._warn(
                "Cluster.__init__ called with contact_points specified, but no load_balancing_policy. In the next "
                "major version, this will raise an error; please specify a load-balancing policy. "
                f"(contact_points = {self.contact_points}, lbp = None)"
            )

    def _warn_of_default(self, name, profile):
        self._warn(
            f"Tried to add an ExecutionProfile with name {name!r}. {self} was explicitly configured with "
            f"contact_points, but {profile} was not explicitly configured with a load_balancing_policy. In the next "
            "major version, trying to add an ExecutionProfile without an explicitly configured LBP to a cluster with "
            "explicitly configured contact_points will raise an exception; please specify a load-balancing policy in "
            "the ExecutionProfile."
        )

    @property
    def auth_provider(self):
        """What proves who the driver is. Assigned, it counts for sessions that are connected afterwards."""
        return self._auth_provider

    @auth_provider.setter
    def auth_provider(self, provider):
        if provider is not None and not isinstance(provider, AuthProvider):
            raise TypeError(
                "auth_provider must implement the cassandra.auth.AuthProvider interface when protocol_version >= 2"
            )
        self._auth_provider = provider

    @property
    def load_balancing_policy(self):
        """The policy of clusters without profiles. Assigned, it counts for sessions that are connected afterwards."""
        return self._load_balancing_policy

    @load_balancing_policy.setter
    def load_balancing_policy(self, policy):
        self._enter_legacy_mode("Cluster.load_balancing_policy")
        self._load_balancing_policy = self.profile_manager.default.load_balancing_policy = policy

    @property
    def default_retry_policy(self):
        """The retry policy of clusters without profiles. Assigned, it counts for sessions that are connected
        afterwards."""
        return self._default_retry_policy

    @default_retry_policy.setter
    def default_retry_policy(self, policy):
        self._enter_legacy_mode("Cluster.default_retry_policy")
        self._default_retry_policy = self.profile_manager.default.retry_policy = policy

    @property
    def _default_load_balancing_policy(self):
        return self.profile_manager.default.load_balancing_policy

    def add_execution_profile(self, name, profile, pool_wait_timeout=5):
        """Adds a profile under a name that is not taken, and waits until sessions are connected to the hosts that it
        alone uses. Raises :exc:`~cassandra.OperationTimedOut` after ``pool_wait_timeout`` seconds."""
        if not isinstance(profile, ExecutionProfile):
            raise TypeError("profile must be an instance of ExecutionProfile")
        if self._config_mode == ConfigMode.LEGACY:
            raise ValueError("Cannot add execution profiles when legacy parameters are set explicitly.")
        if name in self.profile_manager.profiles:
            raise ValueError(f"Profile {name} already exists")
        _policy_rules.check_profile(profile)
        if self._contact_points_explicit and not profile._load_balancing_policy_explicit:
            self._warn_of_default(name, profile)
        self.profile_manager.profiles[name] = profile
        self._config_mode = ConfigMode.PROFILES
        if self.sessions:
            self._populate([profile.load_balancing_policy])
            _, connecting = wait(self._distances_changed(), pool_wait_timeout)
            if connecting:
                raise OperationTimedOut(
                    f"Failed to create all new connection pools in the {pool_wait_timeout}s timeout."
                )

    def _enter_legacy_mode(self, attribute):
        if self._config_mode == ConfigMode.PROFILES:
            raise ValueError(
                f"Cannot set {attribute} while using Configuration Profiles. Set this in a profile instead."
            )
        self._config_mode = ConfigMode.LEGACY

    def _core_policies(self) -> dict[str, Any]:
        """Returns the options of the core for its sessions: the policies of the default profile. Where the core cannot
        run the load balancing of every profile, it is told for each request which hosts to ask, and which to be
        connected to at all."""
        default = self.profile_manager.default
        self._is_balanced_here = not all(
            _policy_rules.same_balancing(profile.load_balancing_policy, default.load_balancing_policy)
            for profile in self.profile_manager.profiles.values()
        )
        self._policies_of_core = self._policies_that_core_runs(default)
        options: dict[str, Any] = {
            "retry": _policy_rules.retry(default.retry_policy) or "fallthrough",
            "speculative_execution": _policy_rules.speculative_execution(default.speculative_execution_policy),
        }
        if self._is_balanced_here:
            return {**options, "load_balancing": {"token_aware": False, "told_distances": True}}
        datacenter, balancing = _policy_rules.load_balancing(default.load_balancing_policy)
        if not self.connect_to_remote_hosts:
            balancing = {**balancing, "remote_hosts_per_datacenter": 0}
        options["load_balancing"] = balancing
        if datacenter is _policy_rules.INFER_DATACENTER:
            return {**options, "infer_local_datacenter": True}
        return {**options, "local_datacenter": datacenter}

    def _policies_that_core_runs(self, default):
        speculation = default.speculative_execution_policy
        runs_all = (
            not self._is_balanced_here
            # Which host a statement names is read here.
            and not isinstance(default.load_balancing_policy, DefaultLoadBalancingPolicy)
            and _policy_rules.retry(default.retry_policy) is not None
            and type(speculation) in _policy_rules.SPECULATION_OF_CORE
        )
        return (default.load_balancing_policy, default.retry_policy, speculation) if runs_all else None

    def _balancing_policies(self):
        """Returns the load balancing policies of all profiles, each once."""
        profiles = self.profile_manager.profiles.values()
        return list({id(profile.load_balancing_policy): profile.load_balancing_policy for profile in profiles}.values())

    def _populate(self, policies, is_first=False):
        """Tells load balancing policies of the hosts that are known. While a cluster connects for the first time, it
        knows its contact points before the others."""
        hosts = first = self.metadata.all_hosts()
        if is_first:
            first = [host for host in hosts if host.endpoint in self.endpoints_resolved] or hosts
        for policy in policies:
            policy.populate(self, first)
            for host in hosts:
                # Of hosts that wait to be told how near they are nobody knows whether they are up.
                if host.is_up is not False:
                    # A policy may take the local data center from a host that comes up.
                    (policy.on_up if host in first else policy.on_add)(host)
            policy.check_supported()

    def _distances(self):
        """Returns how near each host is to the policy that has it nearest, by its id."""
        told = {}
        for host in self.metadata.all_hosts():
            distances = [policy.distance(host) for policy in self._balancing_policies()]
            used = [distance for distance in distances if self._may_connect(distance)]
            told[host.host_id.int] = min(used, default=HostDistance.IGNORED)
        return told

    def _may_connect(self, distance):
        is_far = distance == HostDistance.REMOTE and not self.connect_to_remote_hosts
        return distance != HostDistance.IGNORED and not is_far

    def _distances_changed(self, sessions=None):
        """Has sessions use other hosts, if they are told which, and returns the futures of that."""
        if not self._is_balanced_here or self.is_shutdown:
            return set()
        open_ = [session for session in sessions or tuple(self.sessions) if not session.is_shutdown]
        return {
            self.executor.submit(_green.call, session._native.set_distances, self._distances()) for session in open_
        }

    def _with_policies(self, session, request, profile, query, host) -> tuple[Any, Any]:
        """Returns a request with what the policies of its profile decide, where that is not what the session does; and
        an iterator over those for the hosts that the plan goes on with, or ``None``."""
        kept = self._policies_of_core
        if (
            kept is not None
            and query.retry_policy is None
            and profile.load_balancing_policy is kept[0]
            and profile.retry_policy is kept[1]
            and profile.speculative_execution_policy is kept[2]
        ):
            return request, None
        default = self.profile_manager.default
        plan = None if host is not None else self._plan(session, profile, default, query)
        retry = query.retry_policy or profile.retry_policy
        rule = _policy_rules.retry(retry)
        if rule is None:
            _dispatch.start(policies=True)
            rule = RetryDecision(retry, query)
        elif rule == _policy_rules.retry(default.retry_policy):
            rule = None
        delays = self._delays(session, profile.speculative_execution_policy, default, query)
        if plan is None:
            return request if rule is delays is None else request.with_policies(None, rule, delays), None
        rounds = (request.with_policies(hosts, rule, delays) for hosts in plan)
        return next(rounds, None) or request.with_policies([], rule, delays), rounds

    def _plan(self, session, profile, default, query):
        policy = profile.load_balancing_policy
        is_left_to_core = not self._is_balanced_here and getattr(query, "target_host", None) is None
        if is_left_to_core and (
            policy is default.load_balancing_policy
            or _policy_rules.same_balancing(policy, default.load_balancing_policy)
        ):
            return None
        return self._rounds(policy, policy.make_query_plan(session.keyspace, query))

    def _rounds(self, policy, plan):
        """Yields the ids of the hosts of a plan. Of what is named one by one, those that come until all that the policy
        uses have come, or one comes again: code of the program may wait before it names them all once more."""
        plan = iter(plan)
        if not isinstance(plan, GeneratorType):
            yield [host.host_id.int for host in islice(plan, _PLAN_MAX)]
            return
        used = {host for host in self.metadata.all_hosts() if policy.distance(host) != HostDistance.IGNORED}
        up = {host for host in used if host.is_up is not False}
        for first in plan:
            hosts = [first]
            while not used.issubset(hosts) and not (hosts[-1] in hosts[:-1] and up.issubset(hosts)):
                following = next(plan, None)
                if following is None:
                    break
                hosts.append(following)
            yield [host.host_id.int for host in hosts]

    @staticmethod
    def _delays(session, policy, default, query):
        own = default.speculative_execution_policy
        if policy is own and type(own) in _policy_rules.SPECULATION_OF_CORE or not query.is_idempotent:
            return None
        return _policy_rules.speculation_delays(policy, session.keyspace, query, None)
