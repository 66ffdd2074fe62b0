# Options of the node's JVM. ccm rewrites the JMX_PORT line and appends to JVM_EXTRA_OPTS.
JMX_PORT="7199"
address="$(sed -n "s/^listen_address: *['\"]*\([^'\"]*\)['\"]*$/\1/p" "$CASSANDRA_CONF/cassandra.yaml")"

JVM_OPTS="-Xms${MAX_HEAP_SIZE:-512M} -Xmx${MAX_HEAP_SIZE:-512M} -Xss512k -XX:+UseSerialGC -XX:+PerfDisableSharedMem -XX:+ExitOnOutOfMemoryError"
# The optimising compiler costs a third of the CPU of a start and pays off only long after most suites are through.
JVM_OPTS="$JVM_OPTS -XX:TieredStopAtLevel=1"

# Development nodes are short-lived: an early login and no waiting for other rings save seconds per start. Only a node
# that bootstraps waits for the ring delay, and on a busy machine it needs some seconds to hear from the seeds.
JVM_OPTS="$JVM_OPTS -Dcassandra.skip_wait_for_gossip_to_settle=0 -Dcassandra.ring_delay_ms=5000"
JVM_OPTS="$JVM_OPTS -Dcassandra.superuser_setup_delay_ms=0 -Dcassandra.auth_bcrypt_gensalt_log2_rounds=4"
JVM_OPTS="$JVM_OPTS -Dcassandra.consistent.rangemovement=false -Dcassandra.shutdown_announce_in_ms=200"

# Suites written for several versions set an option under its old and its new name.
JVM_OPTS="$JVM_OPTS -Dcassandra.allow_new_old_config_keys=true -Dcassandra.allow_duplicate_config_keys=true"

# The JDK's own agent can bind one address; the server's can only bind 127.0.0.1, where clusters would collide.
JVM_OPTS="$JVM_OPTS -Dcom.sun.management.jmxremote.host=$address -Djava.rmi.server.hostname=$address"
JVM_OPTS="$JVM_OPTS -Dcom.sun.management.jmxremote.port=$JMX_PORT -Dcom.sun.management.jmxremote.rmi.port=$JMX_PORT"
JVM_OPTS="$JVM_OPTS -Dcom.sun.management.jmxremote.authenticate=false -Dcom.sun.management.jmxremote.ssl=false"

case "$address" in
	*:*) ;;
	*) JVM_OPTS="$JVM_OPTS -Djava.net.preferIPv4Stack=true" ;;
esac
JVM_OPTS="$JVM_OPTS -Djava.security.manager=allow -Djdk.attach.allowAttachSelf=true"
JVM_OPTS="$JVM_OPTS -Dio.netty.tryReflectionSetAccessible=true -Dio.netty.allocator.maxOrder=11"
JVM_OPTS="$JVM_OPTS $JPMS_OPTS"

# 4.1 measures its prepared statements with this agent and does not start on Java 17 without it.
for agent in "$CASSANDRA_HOME"/lib/jamm-*.jar; do
	JVM_OPTS="$JVM_OPTS -javaagent:$agent"
done
