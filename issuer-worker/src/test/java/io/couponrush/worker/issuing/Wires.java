package io.couponrush.worker.issuing;

import static java.util.Objects.requireNonNull;

import io.couponrush.worker.support.LocalStackInitializer;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Points a worker at the shared stack, through wires. */
public final class Wires implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String DATABASE_URL = "spring.datasource.url";
    private static final String REDIS_URL = "spring.data.redis.url";
    private static final String JDBC = "jdbc:";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Map<String, String> properties = new HashMap<>(LocalStackInitializer.properties());
        URI database =
                URI.create(requireNonNull(properties.get(DATABASE_URL)).substring(JDBC.length()));
        URI redis = URI.create(requireNonNull(properties.get(REDIS_URL)));
        Wire toDatabase = new Wire(address(database, 3306));
        Wire toRedis = new Wire(address(redis, 6379));
        properties.put(DATABASE_URL, JDBC + through(toDatabase, database));
        properties.put(REDIS_URL, through(toRedis, redis).toString());
        TestPropertyValues.of(properties).applyTo(context);
        context.getBeanFactory().registerSingleton("databaseWire", toDatabase);
        context.getBeanFactory().registerSingleton("redisWire", toRedis);
    }

    private static InetSocketAddress address(URI uri, int defaultPort) {
        return new InetSocketAddress(
                uri.getHost(), uri.getPort() == -1 ? defaultPort : uri.getPort());
    }

    private static URI through(Wire wire, URI uri) {
        String rest = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        return URI.create(uri.getScheme() + "://" + user + "127.0.0.1:" + wire.port() + rest);
    }
}
