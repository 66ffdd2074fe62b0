"""What classes tell of their instances, which mocks made after them go by."""

from unittest.mock import Mock, create_autospec

import pytest

from cassandra import UserAggregateDescriptor, UserFunctionDescriptor
from cassandra.cluster import Cluster, ContinuousPagingOptions, ResponseFuture, Session
from cassandra.metadata import (
    Aggregate,
    ColumnMetadata,
    Function,
    IndexMetadata,
    KeyspaceMetadata,
    MaterializedViewMetadata,
    NetworkTopologyStrategy,
    ReplicationFactor,
    SimpleStrategy,
    TableMetadata,
    TokenMap,
    TriggerMetadata,
    UserType,
)
from cassandra.pool import Host

ATTRIBUTES = {
    Cluster: "contact_points protocol_version profile_manager sessions connect_to_remote_hosts",
    Session: "cluster keyspace session_id hosts",
    ResponseFuture: "query session row_factory",
    ContinuousPagingOptions: "page_unit max_pages max_pages_per_second max_queue_size",
    Host: "endpoint host_id is_up conviction_policy lock",
    KeyspaceMetadata: "name durable_writes replication_strategy tables indexes user_types functions aggregates views",
    TableMetadata: "keyspace_name name partition_key clustering_key columns indexes options triggers views",
    MaterializedViewMetadata: "keyspace_name name base_table_name partition_key columns where_clause options",
    ColumnMetadata: "table name cql_type is_static is_reversed",
    IndexMetadata: "keyspace_name table_name name kind index_options",
    TriggerMetadata: "table name options",
    UserType: "keyspace name field_names field_types",
    Function: "keyspace name argument_types argument_names return_type language body called_on_null_input",
    Aggregate: "keyspace name argument_types state_func state_type final_func initial_condition return_type",
    UserFunctionDescriptor: "name argument_types signature",
    UserAggregateDescriptor: "name argument_types signature",
    SimpleStrategy: "replication_factor replication_factor_info",
    NetworkTopologyStrategy: "dc_replication_factors dc_replication_factors_info",
    ReplicationFactor: "all_replicas full_replicas transient_replicas",
    TokenMap: "token_class ring token_to_host_owner tokens_to_hosts_by_ks",
}


@pytest.mark.parametrize(("klass", "names"), ATTRIBUTES.items(), ids=[klass.__name__ for klass in ATTRIBUTES])
def test_a_mock_of_a_class_has_the_attributes_of_its_instances(klass, names):
    for mock in (Mock(spec=klass), create_autospec(klass, instance=True)):
        for name in names.split():
            getattr(mock, name)
        with pytest.raises(AttributeError):
            mock.no_such_attribute  # noqa: B018


def test_a_cluster_without_contact_points_has_a_list_of_its_own():
    cluster = Cluster()
    cluster.contact_points.append("127.0.0.2")
    assert Cluster().contact_points == Cluster.contact_points == ["127.0.0.1"]
