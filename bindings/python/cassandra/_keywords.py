"""The words of CQL: as names, those that it reserves need quotes."""

RESERVED_WORDS = frozenset(
    """
    active add allow alter and any application applications apply asc authentication authorize batch begin by
    call calls cluster columnfamily columns commit config create default delegation delete desc describe drop
    entries execute executor executors field from full grant if in index indices infinity insert internal into
    is java kerberos keyspace ldap limit lowercasestring materialized mbean mbeans method modify nan no node
    nodes norecursive not null object of on or order plan primary profiles rebuild redact reload remote rename
    renew replace restrict revoke rows schema scheme schemes search select set std_err std_out submission table
    to token truncate unlogged unrestrict unset update use using view where with workpool
    """.split()
)
"""Words that are no names without quotes, in Cassandra or in DataStax Enterprise."""

UNRESERVED_WORDS = frozenset(
    """
    aggregate all as ascii bigint blob boolean called clustering compact contains count counter custom date
    decimal deterministic distinct double exists filtering finalfunc float frozen function functions inet
    initcond input int json key keys keyspaces language list login map monotonic nologin nosuperuser options
    password permission permissions returns role roles sfunc smallint static storage stype superuser text time
    timestamp timeuuid tinyint trigger ttl tuple type user users uuid values varchar varint writetime
    """.split()
)
"""Words that mean something in CQL and are names all the same."""
