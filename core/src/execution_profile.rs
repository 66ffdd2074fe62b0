//! Named sets of the options that a request goes by.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use arc_swap::ArcSwap;
use scylla::cluster::ClusterState;
use uuid::Uuid;

use crate::lock::lock;
use crate::metadata::MetadataStore;
use crate::options::Config;
use crate::policy::{
    Balancer, HostFilter, LoadBalancing, Measures, Retry, Speculation, SpeculativeExecution, ToldDistances,
    resolve_names,
};
use crate::session::GivenUp;
use crate::{Consistency, Error, HostDistance};

/// Options for the requests that name the profile. What is `None` is that of the session; what a request says itself
/// counts before its profile.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExecutionProfile {
    /// Which hosts are used, and in which order. With it, the data center of the session does not count.
    pub load_balancing: Option<LoadBalancing>,
    /// The data center whose hosts are used.
    pub local_datacenter: Option<String>,
    /// Whether a request that failed is tried again.
    pub retry: Option<Retry>,
    /// Whether an idempotent request that takes long is sent to another host as well.
    pub speculative_execution: Option<SpeculativeExecution>,
    /// The consistency.
    pub consistency: Option<Consistency>,
    /// The serial consistency. One that is neither `Serial` nor `LocalSerial` goes to the server as it is, over
    /// connections of core's own.
    pub serial_consistency: Option<Consistency>,
    /// How long a request may take in milliseconds; 0 is without limit.
    pub request_timeout_ms: Option<u64>,
    /// How long each host may take in milliseconds; 0 is without limit.
    pub attempt_timeout_ms: Option<u64>,
}

impl ExecutionProfile {
    pub(crate) fn check(self) -> Result<Self, Error> {
        Ok(ExecutionProfile {
            load_balancing: self.load_balancing.map(LoadBalancing::check).transpose()?,
            speculative_execution: self.speculative_execution.map(SpeculativeExecution::check).transpose()?,
            ..self
        })
    }
}

/// A profile in action.
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) balancer: Arc<Balancer>,
    /// Whether its hosts are chosen as those of the session are.
    pub(crate) has_own_balancer: bool,
    pub(crate) retry: Retry,
    pub(crate) speculation: Option<Speculation>,
    pub(crate) consistency: Consistency,
    pub(crate) serial_consistency: Option<Consistency>,
    pub(crate) request_timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
}

type Named = BTreeMap<Arc<str>, Arc<Profile>>;

/// The profiles of a session.
#[derive(Debug)]
pub(crate) struct Profiles {
    default: Arc<Profile>,
    named: ArcSwap<Named>,
    adding: Mutex<()>,
    load_balancing: LoadBalancing,
    local_datacenter: Option<String>,
    resolve_timeout: Option<Duration>,
    balancers: Arc<ArcSwap<Vec<Arc<Balancer>>>>,
    told: Option<Arc<ToldDistances>>,
    given_up: Arc<GivenUp>,
    measures: Arc<Measures>,
    metadata: Arc<MetadataStore>,
}

impl Profiles {
    /// Puts the profiles of the options to work.
    pub(crate) async fn new(config: &Config, metadata: &Arc<MetadataStore>) -> Result<Self, Error> {
        let measures = Arc::<Measures>::default();
        let mut load_balancing = config.load_balancing.clone();
        resolve_names(&mut load_balancing, config.resolve_timeout).await;
        let local_datacenter = config.local_datacenter.clone();
        let balancer = Balancer::new(local_datacenter.clone(), load_balancing.clone(), &measures, metadata);
        let balancer = Arc::new(balancer);
        let profiles = Profiles {
            default: Arc::new(Profile {
                balancer: Arc::clone(&balancer),
                has_own_balancer: false,
                retry: config.retry,
                speculation: config
                    .speculative_execution
                    .clone()
                    .map(|policy| speculation(policy, &measures)),
                consistency: config.consistency,
                serial_consistency: config.serial_consistency,
                request_timeout: config.request_timeout,
                attempt_timeout: config.attempt_timeout,
            }),
            named: ArcSwap::default(),
            told: load_balancing.told_distances.then(Arc::default),
            given_up: Arc::default(),
            adding: Mutex::default(),
            load_balancing,
            local_datacenter,
            resolve_timeout: config.resolve_timeout,
            balancers: Arc::new(ArcSwap::from_pointee(vec![balancer])),
            measures,
            metadata: Arc::clone(metadata),
        };
        for (name, profile) in &config.execution_profiles {
            profiles.add(name, profile.clone()).await?;
        }
        Ok(profiles)
    }

    /// The profile of requests that name none.
    pub(crate) fn session_wide(&self) -> &Arc<Profile> {
        &self.default
    }

    /// Returns a profile by its name; without one, or with an empty one, that of the session.
    ///
    /// # Errors
    /// `InvalidOption` with the name `execution_profile` for a profile that nobody added.
    pub(crate) fn find(&self, name: Option<&str>) -> Result<Arc<Profile>, Error> {
        let Some(name) = name.filter(|name| !name.is_empty()) else {
            return Ok(Arc::clone(&self.default));
        };
        let named = self.named.load();
        named.get(name).cloned().ok_or_else(|| {
            let known: Vec<&str> = named.keys().map(|name| &**name).collect();
            let why = format!("{name} does not exist; the profiles are: {}", known.join(", "));
            Error::invalid_option("execution_profile", why)
        })
    }

    /// Adds a profile for the requests that come from now on, and tells whether it has hosts of its own.
    ///
    /// # Errors
    /// `InvalidOption` with the name `execution_profile` when the name is empty or taken, that of the field for a bad value.
    pub(crate) async fn add(&self, name: &str, profile: ExecutionProfile) -> Result<bool, Error> {
        let mut profile = profile.check()?;
        if let Some(load_balancing) = &mut profile.load_balancing {
            resolve_names(load_balancing, self.resolve_timeout).await;
        }
        let _alone = lock(&self.adding);
        let mut named = Named::clone(&self.named.load());
        let wrong = |why: String| Err(Error::invalid_option("execution_profile", why));
        if name.is_empty() {
            return wrong("a profile needs a name".to_owned());
        }
        if named.contains_key(name) {
            return wrong(format!("{name} already exists"));
        }
        let profile = self.complete(profile);
        if profile.has_own_balancer {
            let mut balancers = Vec::clone(&self.balancers.load());
            balancers.push(Arc::clone(&profile.balancer));
            self.balancers.store(Arc::new(balancers));
        }
        let has_own_hosts = profile.has_own_balancer;
        named.insert(name.into(), Arc::new(profile));
        self.named.store(Arc::new(named));
        Ok(has_own_hosts)
    }

    /// Accepts the hosts of all profiles, those of later ones as soon as there are any.
    pub(crate) fn host_filter(&self) -> HostFilter {
        let (balancers, given_up) = (Arc::clone(&self.balancers), Arc::clone(&self.given_up));
        HostFilter { balancers, told: self.told.clone(), given_up }
    }

    /// The hosts to which no connections are wanted for a while.
    pub(crate) fn given_up(&self) -> &GivenUp {
        &self.given_up
    }

    /// The distances that the user's own policies tell, if there are such policies.
    pub(crate) fn told(&self) -> Option<&ToldDistances> {
        self.told.as_deref()
    }

    /// How far a host is for the profile that is nearest to it.
    pub(crate) fn distance(&self, host: Uuid, cluster: &ClusterState) -> HostDistance {
        if let Some(told) = &self.told {
            return told.get(host);
        }
        let balancers = self.balancers.load();
        let distances = balancers.iter().map(|balancer| balancer.distance(host, cluster));
        distances.min().unwrap_or(HostDistance::Ignored)
    }

    pub(crate) fn measures(&self) -> &Arc<Measures> {
        &self.measures
    }

    fn complete(&self, profile: ExecutionProfile) -> Profile {
        let default = &self.default;
        let timeout = |given: Option<u64>, other| match given {
            None => other,
            Some(limit) => (limit > 0).then(|| Duration::from_millis(limit)),
        };
        let balancer = self.own_balancer(profile.local_datacenter, profile.load_balancing);
        let own = profile.speculative_execution.map(|policy| speculation(policy, &self.measures));
        Profile {
            has_own_balancer: balancer.is_some(),
            balancer: balancer.unwrap_or_else(|| Arc::clone(&default.balancer)),
            retry: profile.retry.unwrap_or(default.retry),
            speculation: own.or_else(|| default.speculation.clone()),
            consistency: profile.consistency.unwrap_or(default.consistency),
            serial_consistency: profile.serial_consistency.or(default.serial_consistency),
            request_timeout: timeout(profile.request_timeout_ms, default.request_timeout),
            attempt_timeout: timeout(profile.attempt_timeout_ms, default.attempt_timeout),
        }
    }

    fn own_balancer(
        &self,
        local_datacenter: Option<String>,
        load_balancing: Option<LoadBalancing>,
    ) -> Option<Arc<Balancer>> {
        let same_datacenter = local_datacenter.is_none() || local_datacenter == self.local_datacenter;
        let options = match load_balancing {
            None if same_datacenter => return None,
            None => self.load_balancing.clone(),
            Some(own) if local_datacenter == self.local_datacenter && own == self.load_balancing => {
                return None;
            }
            Some(own) => own,
        };
        Some(Arc::new(Balancer::new(local_datacenter, options, &self.measures, &self.metadata)))
    }
}

fn speculation(policy: SpeculativeExecution, measures: &Measures) -> Speculation {
    let speculation = Speculation::new(policy);
    if let Speculation::Percentile(percentiles) = &speculation {
        measures.want_percentiles(Arc::clone(percentiles));
    }
    speculation
}
