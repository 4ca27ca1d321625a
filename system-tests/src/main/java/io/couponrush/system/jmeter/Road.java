package io.couponrush.system.jmeter;

import io.couponrush.localstack.product.ProductState;

import java.net.URI;
import java.util.function.Function;

/** The ways from a claim to a row. The constant's name in small letters is that of its plan. */
enum Road {
    V1(
            "v1, the database road",
            "locks the coupon's row, checks, writes the owner's row and raises the counter, all in"
                    + " one transaction. Whoever asks waits for everybody in front. Called"
                    + " directly on the worker, its best case.",
            ProductState::worker),
    V2(
            "v2, the Redis road",
            "lets a script in Redis decide in one step and writes the row in the same request."
                    + " Called directly on the worker, its best case.",
            ProductState::worker),
    V3(
            "v3, the queue road",
            "lets the same script decide, hands the claim to Kafka and answers with a ticket. The"
                    + " worker writes rows by the hundred. Called on the gateway.",
            ProductState::gateway);

    private final String title;
    private final String about;
    private final Function<ProductState, URI> server;

    Road(String title, String about, Function<ProductState, URI> server) {
        this.title = title;
        this.about = about;
        this.server = server;
    }

    /** As in its path. */
    String id() {
        return "v" + (ordinal() + 1);
    }

    String title() {
        return title;
    }

    String about() {
        return about;
    }

    /** Where its requests go to. */
    URI server(ProductState product) {
        return server.apply(product);
    }
}
