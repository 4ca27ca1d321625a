package io.couponrush.worker.support;

import io.couponrush.worker.security.AccessTokens;
import io.couponrush.worker.security.UserId;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** HTTP clients of the worker under test, one a role. */
@TestComponent
public final class WorkerApi {

    /** Far from the ids of accounts; a random start, because the database may be an old one. */
    private static final AtomicLong NEXT_USER =
            new AtomicLong(ThreadLocalRandom.current().nextLong(1L << 40, 1L << 50));

    private final Environment environment;
    private final AccessTokens tokens;

    WorkerApi(Environment environment, AccessTokens tokens) {
        this.environment = environment;
        this.tokens = tokens;
    }

    /** A user id that nobody else has; it needs no account. */
    public static long newUser() {
        return NEXT_USER.incrementAndGet();
    }

    /** Without a token. */
    public RestTestClient anybody() {
        return RestTestClient.bindToServer().baseUrl(url()).build();
    }

    public RestTestClient user(long userId) {
        return bearing(token(userId, "USER"));
    }

    public RestTestClient admin() {
        return bearing(token(newUser(), "USER", "ADMIN"));
    }

    public RestTestClient bearing(String token) {
        return RestTestClient.bindToServer()
                .baseUrl(url())
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .build();
    }

    public String token(long userId, String... roles) {
        return tokens.issue(new UserId(userId), List.of(roles)).value();
    }

    public String url() {
        return "http://localhost:" + port();
    }

    public int port() {
        return environment.getRequiredProperty("local.server.port", Integer.class);
    }

    public String managementUrl() {
        return "http://localhost:" + environment.getRequiredProperty("local.management.port");
    }
}
