package io.couponrush.gateway.testing;

import static org.awaitility.Awaitility.await;

import io.couponrush.gateway.GatewayApplication;
import io.couponrush.gateway.http.ConnectionCap;
import io.couponrush.gateway.redis.RedisLink;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;

/** The real gateway on free ports. Several may run side by side in one JVM. */
public final class TestGateway implements AutoCloseable {

    /** For requests; follows no redirects. */
    public static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ConfigurableApplicationContext context;

    private TestGateway(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Ready to take claims, with the shared servers and the keys of {@link TestIssuer#shared()}.
     */
    public static TestGateway start() {
        return start(Map.of());
    }

    /**
     * Ready to take claims.
     *
     * @param properties win over the defaults; {@code spring.profiles.active} works too
     */
    public static TestGateway start(Map<String, String> properties) {
        TestGateway gateway = startUnready(properties);
        await().atMost(TestCatalogue.BOUND).until(gateway::isReady);
        return gateway;
    }

    /** As {@link #start}, without waiting for Kafka. */
    public static TestGateway startUnready(Map<String, String> properties) {
        Map<String, Object> all = new HashMap<>();
        all.put("server.port", "0");
        all.put("management.server.port", "0");
        all.put("rush.warmup.ahead", "0s"); // some tests' coupons open later
        all.put("rush.http.farewell", "0s"); // nobody has a connection that matters
        // a machine that stands still for seconds is no outage: who tests one shortens these
        all.put("rush.claim.answer-within", "20s");
        all.put("rush.redis.read-timeout", "20s");
        all.put("rush.redis.script-timeout", "60s");
        all.put("rush.worker.url", TestIssuer.shared().url());
        all.putAll(TestServers.properties());
        all.putAll(properties);
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", all));
        return new TestGateway(
                new SpringApplicationBuilder(GatewayApplication.class)
                        .environment(environment)
                        .web(WebApplicationType.REACTIVE)
                        .run());
    }

    /** As a load balancer would ask; and Redis is connected, which it would not ask. */
    public boolean isReady() throws IOException, InterruptedException {
        HttpRequest readiness =
                HttpRequest.newBuilder(managementUri("/actuator/health/readiness")).build();
        return HTTP.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode() == 200
                && bean(RedisLink.class).isConnected();
    }

    public int port() {
        return port("local.server.port");
    }

    public int managementPort() {
        return port("local.management.port");
    }

    /**
     * @param path with a leading slash
     */
    public URI uri(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    /**
     * @param path with a leading slash
     */
    public URI managementUri(String path) {
        return URI.create("http://localhost:" + managementPort() + path);
    }

    /** As the server sees it. */
    public int openConnections() {
        return bean(ConnectionCap.class).open();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    private int port(String property) {
        return context.getEnvironment().getRequiredProperty(property, Integer.class);
    }
}
