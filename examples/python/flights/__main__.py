"""One real program, the same in every language: see ../../README.md."""

import json
import os
import sys

from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile, Session
from cassandra.policies import ConstantReconnectionPolicy

from dataset import Location, read_schema
from read import Read
from settings import FlightsError, Settings, read_settings
from write import Write

REQUEST_TIMEOUT_SECONDS = 5
RECONNECTION_DELAY_SECONDS = 0.5


def open_keyspace(session: Session, settings: Settings) -> None:
    """Opens the keyspace, with all tables when something will be written."""
    if "drop" in settings.steps:
        session.execute(f"DROP KEYSPACE IF EXISTS {settings.keyspace}")
        return
    replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}"
    session.execute(f"CREATE KEYSPACE IF NOT EXISTS {settings.keyspace} WITH replication = {replication}")
    session.set_keyspace(settings.keyspace)
    if "write" in settings.steps:
        for statement in read_schema(settings.data):
            session.execute(statement)


def run(settings: Settings) -> dict:
    cluster = Cluster(
        settings.hosts,
        port=settings.port,
        execution_profiles={EXEC_PROFILE_DEFAULT: ExecutionProfile(request_timeout=REQUEST_TIMEOUT_SECONDS)},
        reconnection_policy=ConstantReconnectionPolicy(RECONNECTION_DELAY_SECONDS, max_attempts=None),
    )
    with cluster:
        session = cluster.connect()
        open_keyspace(session, settings)
        if "drop" not in settings.steps:
            cluster.register_user_type(settings.keyspace, "location", Location)
        server = session.execute("SELECT release_version FROM system.local").one().release_version
        output = {"language": "python", "api": "cassandra", "server": server}
        if "write" in settings.steps:
            output["write"] = Write(session, settings).run()
        if "read" in settings.steps:
            output["read"] = Read(session, settings).run()
        return output


def main() -> int:
    try:
        print(json.dumps(run(read_settings(os.environ))))
        return 0
    except FlightsError as error:
        print(f"error: {error}", file=sys.stderr)
    except Exception as error:
        print(f"error: {type(error).__name__}: {error}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
