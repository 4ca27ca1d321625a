package io.couponrush.system.jmeter;

import io.couponrush.localstack.product.ProductState;

import java.net.URI;
import java.util.Locale;

/** The ways from a claim to a row. The constant's name in small letters is that of its plan. */
enum Road {
    V1(
            0,
            "v1, the database road",
            "locks the coupon's row, checks, writes the owner's row and raises the counter, all in"
                    + " one transaction. Whoever asks waits for everybody in front. Called"
                    + " directly on the worker, its best case."),
    V2(
            1,
            "v2, the Redis road",
            "lets a script in Redis decide in one step and writes the row in the same request."
                    + " Called directly on the worker, its best case."),
    V3(
            2,
            "v3, the queue road",
            "lets the same script decide, hands the claim to Kafka and answers with a ticket. The"
                    + " worker writes rows by the hundred. Called on the gateway.");

    private final int hue;
    private final String title;
    private final String about;

    Road(int hue, String title, String about) {
        this.hue = hue;
        this.title = title;
        this.about = about;
    }

    /** As in its path. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its colour on every page. */
    int hue() {
        return hue;
    }

    String title() {
        return title;
    }

    String about() {
        return about;
    }

    /** Where its requests go to. */
    URI server(ProductState product) {
        return switch (this) {
            case V1, V2 -> product.worker();
            case V3 -> product.gateway();
        };
    }
}
