# Sourced by the launchers beside it. ccm rewrites the two assignments below for each node, so each keeps a line of its own.
if [ -z "$CASSANDRA_HOME" ]; then
	CASSANDRA_HOME="$(cd "$(dirname "$0")/.." && pwd)"
fi
if [ -z "$CASSANDRA_CONF" ]; then
	CASSANDRA_CONF="$CASSANDRA_HOME/conf"
fi

if [ -n "$JAVA_HOME" ]; then
	JAVA="$JAVA_HOME/bin/java"
else
	JAVA=java
fi

CLASSPATH="$CASSANDRA_CONF$(printf ':%s' "$CASSANDRA_HOME"/lib/*.jar)"

# The server reaches into the JDK far beyond what Java 17 allows by itself.
JPMS_OPTS=
for package in \
	java.base/jdk.internal.misc java.base/java.lang.ref java.management.rmi/com.sun.jmx.remote.internal.rmi \
	java.rmi/sun.rmi.registry java.rmi/sun.rmi.server java.sql/java.sql jdk.unsupported/sun.misc \
	jdk.compiler/com.sun.tools.javac.file jdk.attach/sun.tools.attach; do
	JPMS_OPTS="$JPMS_OPTS --add-exports=$package=ALL-UNNAMED"
done
# java.nio.charset is not in the server's own list: without it literal collections fail to prepare on 4.1.
for package in \
	java.base/java.io java.base/java.lang java.base/java.lang.module java.base/java.lang.reflect java.base/java.math \
	java.base/java.net java.base/java.nio java.base/java.nio.charset java.base/java.util \
	java.base/java.util.concurrent java.base/java.util.concurrent.atomic java.base/sun.nio.ch \
	java.base/jdk.internal.loader java.base/jdk.internal.math java.base/jdk.internal.module java.base/jdk.internal.ref \
	java.base/jdk.internal.reflect java.base/jdk.internal.util.jar jdk.compiler/com.sun.tools.javac \
	jdk.management/com.sun.management.internal; do
	JPMS_OPTS="$JPMS_OPTS --add-opens=$package=ALL-UNNAMED"
done
