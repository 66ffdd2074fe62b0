import os

from cassandra.cluster import Cluster

host, port = os.environ.get("UNICQL_CONTACT_POINTS", "127.0.0.1:9042").split(",")[0].rsplit(":", 1)
with Cluster([host], port=int(port)) as cluster:
    session = cluster.connect()
    replication = "{'class': 'SimpleStrategy', 'replication_factor': 1}"
    session.execute(f"CREATE KEYSPACE IF NOT EXISTS quickstart_python WITH replication = {replication}")
    session.set_keyspace("quickstart_python")
    session.execute("CREATE TABLE IF NOT EXISTS greetings (id int PRIMARY KEY, message text)")
    insert = session.prepare("INSERT INTO greetings (id, message) VALUES (?, ?)")
    session.execute(insert, (1, "Hello from Python"))
    select = session.prepare("SELECT message FROM greetings WHERE id = ?")
    print(session.execute(select, (1,)).one().message)
