//! A session, opened.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use super::connect::Opening;
use super::in_flight::InFlightCount;
use super::prepare_on_up::KnownStatements;
use super::runners::Runners;
use super::{Inner, OwnConnections, Session};
use crate::address_translator::Translations;
use crate::columns::ColumnsTable;
use crate::control_connection::ControlConnection;
use crate::execution_profile::Profiles;
use crate::hosts::Hosts;
use crate::metadata::{MetadataStore, PendingParts};
use crate::metrics::Metrics;
use crate::options::Config;
use crate::prepared::PreparedCache;
use crate::raw_connections::RawConnections;
use crate::runtime::Runtime;
use crate::unknown_types::UnknownTypes;
use crate::{Error, contact_points, hosts, secure_connect_bundle};

impl Session {
    /// Connects, on the I/O thread.
    pub(super) async fn open(config: Config, runtime: Arc<Runtime>) -> Result<Session, Error> {
        config.log.listen();
        let mut config = secure_connect_bundle::reach(config).await?;
        let columns = ColumnsTable::default();
        let usable = contact_points::usable(&config, &columns).await?;
        let found = usable.hosts(&config).await;
        if config.infer_local_datacenter {
            config.local_datacenter = found.first().and_then(|first| first.datacenter.clone());
        }
        let config = Arc::new(config);
        let (listener, hints) = hosts::hints();
        let metadata = Arc::new(MetadataStore::new(config.metadata));
        let profiles = Profiles::new(&config, &metadata).await?;
        let translations =
            Translations::new(config.address_translation.clone(), config.resolve_timeout, config.log.clone());
        let translations = Arc::new(translations);
        translations.learn_ports(usable.address(), &found);
        let opening = Opening { listener, translations: Arc::clone(&translations) };
        let driver = opening.connect(&config, &profiles, usable.points).await?;
        let session = Session(Arc::new(Inner {
            driver: Mutex::new(Some(Arc::new(driver))),
            keyspace: Mutex::new(config.keyspace.clone()),
            hosts: Arc::new(Hosts::new(translations, config.log.clone())),
            own: Some(OwnConnections {
                control: ControlConnection::new(Arc::clone(&config), columns.clone()),
                raw: RawConnections::new(Arc::clone(&config), columns.clone()),
            }),
            columns,
            prepared: PreparedCache::new(config.prepared_cache_size, config.log.clone()),
            known: KnownStatements::default(),
            unknown_types: UnknownTypes::default(),
            metadata,
            pending: PendingParts::default(),
            opening,
            metrics: Metrics::new(config.metrics, config.metrics_interval),
            config,
            profiles,
            closing: AtomicBool::new(false),
            in_flight: InFlightCount::default(),
            runners: Some(Runners::default()),
            runtime,
        }));
        session.start_control(usable.open).await;
        hosts::start(&session, hints, found).await;
        session.watch_schema();
        session.load_metadata().await;
        Ok(session)
    }
}
