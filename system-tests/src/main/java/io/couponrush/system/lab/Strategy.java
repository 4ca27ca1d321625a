package io.couponrush.system.lab;

import io.couponrush.localstack.product.ProductState;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be compared. The order is the one of the table. */
enum Strategy {
    NONE(0, "no lock", "reads, checks and writes without any lock: wrong on purpose."),
    PESSIMISTIC(1, "select for update", "takes the database's lock on the coupon's row."),
    OPTIMISTIC(2, "version column", "sends whoever finds the version changed away."),
    OPTIMISTIC_RETRY(3, "version, 3 tries", "does the same, three times with growing pauses."),
    LETTUCE_SPIN(4, "spin lock in Redis", "asks for SET NX PX every 100 ms."),
    REDISSON_FAIR(5, "Redisson fair lock", "locks in the order of asking, with a lease of 3 s."),
    REDISSON_PUBSUB(6, "Redisson lock", "publishes the release to those who wait."),
    REDISSON_ANNOTATION(7, "lock by annotation", "declares the lock around the transaction."),
    REDIS_INCR(
            8, "v2, counter in Redis", "lets Redis count and writes the row in the same request."),
    KAFKA_QUEUE(
            9, "v3, queue", "lets Redis count, Kafka keep the claim, and rows follow in batches."),
    /** The product's own v1, for a comparison of the three roads; in the colour of its lock. */
    V1(1, "v1, database", "locks the coupon's row for the transaction, as the product has it."),
    /** Shows that a lease needs a fence; beside the fair lock, in its colour. */
    REDISSON_FAIR_FENCED(5, "fair lock, fenced", "lets the database refuse who is late.");

    private final int hue;
    private final String title;
    private final String about;

    Strategy(int hue, String title, String about) {
        this.hue = hue;
        this.title = title;
        this.about = about;
    }

    /** All that the product is compared with, and the product. */
    static List<Strategy> compared() {
        return Stream.of(values())
                .filter(strategy -> strategy != REDISSON_FAIR_FENCED && strategy != V1)
                .toList();
    }

    /**
     * @throws IllegalArgumentException if there is none of this name
     */
    static Strategy named(String name) {
        return Stream.of(values())
                .filter(strategy -> strategy.id().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "--strategies: there is no \"%s\", only %s"
                                                .formatted(name, names())));
    }

    private static String names() {
        return Stream.of(values()).map(Strategy::id).collect(Collectors.joining(", "));
    }

    /** As the worker calls it. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }

    String about() {
        return about;
    }

    int hue() {
        return hue;
    }

    /** Where users of it ask: only the queue needs the gateway, so only it pays for it. */
    URI server(ProductState product) {
        return this == KAFKA_QUEUE ? product.gateway() : product.worker();
    }

    String path(long couponId) {
        String claim = "/me/coupons/" + couponId + "/issue";
        return switch (this) {
            case KAFKA_QUEUE -> "/api/v3" + claim;
            case V1 -> "/api/v1" + claim;
            default -> "/api/v1/lab" + claim + "?strategy=" + id();
        };
    }

    /** Whether it issues the product's own coupon, not the lab's copy. */
    boolean isOfProduct() {
        return this == V1 || this == REDIS_INCR || this == KAFKA_QUEUE;
    }

    /** Whether it has to keep P1 and P2. */
    boolean mustKeep() {
        return this != NONE;
    }

    /** Whether all stock goes if there are enough claims, or losers are sent away. */
    boolean givesAll() {
        return this != NONE && this != OPTIMISTIC && this != OPTIMISTIC_RETRY;
    }
}
