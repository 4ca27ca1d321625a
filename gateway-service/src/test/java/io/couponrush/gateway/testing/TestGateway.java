package io.couponrush.gateway.testing;

import io.couponrush.gateway.GatewayApplication;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import java.net.URI;
import java.net.http.HttpClient;
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

    /** With the shared servers and the keys of {@link TestIssuer#shared()}. */
    public static TestGateway start() {
        return start(Map.of());
    }

    /**
     * @param properties win over the defaults; {@code spring.profiles.active} works too
     */
    public static TestGateway start(Map<String, String> properties) {
        Map<String, Object> all = new HashMap<>();
        all.put("server.port", "0");
        all.put("management.server.port", "0");
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
