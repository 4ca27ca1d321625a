package io.couponrush.localstack.product;

import io.couponrush.localstack.DatabasePart;
import io.couponrush.localstack.KafkaPart;
import io.couponrush.localstack.LocalStack;
import io.couponrush.localstack.Part;
import io.couponrush.localstack.RedisPart;
import io.couponrush.localstack.product.ProductState.Database;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A product that runs: three servers, a worker, a gateway. Nothing of it outlives this JVM, however
 * this JVM ends.
 */
public final class Product implements AutoCloseable {

    static final String ISSUER = "https://coupon-rush.example";
    static final String AUDIENCE = "coupon-rush";

    private final Path directory;
    private final LocalStack stack;
    private final Service worker;
    private final Service gateway;
    private final Secrets secrets;
    private final boolean keepData;

    Product(
            Path directory,
            boolean keepData,
            LocalStack stack,
            Service worker,
            Service gateway,
            Secrets secrets) {
        this.directory = directory;
        this.stack = stack;
        this.worker = worker;
        this.gateway = gateway;
        this.secrets = secrets;
        this.keepData = keepData;
    }

    /**
     * Starts everything, each part as soon as those it needs are there, and returns when all are
     * ready. Leaves a {@link ProductState} in the directory.
     *
     * @throws RuntimeException that says which part failed, why and what to do; the rest is stopped
     */
    public static Product start(ProductOptions options) {
        Product product = new Launch(options).run();
        product.state().write(product.directory);
        return product;
    }

    public LocalStack stack() {
        return stack;
    }

    public Service worker() {
        return worker;
    }

    public Service gateway() {
        return gateway;
    }

    public ProductState state() {
        KafkaPart kafka = stack.kafka();
        RedisPart redis = stack.redis();
        DatabasePart database = stack.database();
        return new ProductState(
                ProcessHandle.current().pid(),
                Map.of("worker", worker.pid(), "gateway", gateway.pid()),
                gateway.url(),
                gateway.managementUrl(),
                worker.url(),
                worker.managementUrl(),
                kafka.bootstrapServers(),
                redis.uri(),
                new Database(database.jdbcUrl(), database.user(), database.password()),
                secrets.signingKey().toString(),
                ISSUER,
                AUDIENCE,
                secrets.admin(),
                secrets.user());
    }

    /** Waits until a service ends by itself, and says which and where to look. */
    public String awaitEnd() {
        return worker.ended().applyToEither(gateway.ended(), words -> words).join();
    }

    /**
     * Ends everything in the order in which nothing gets lost: the gateway finishes what it has
     * admitted, the worker its batch, then the servers.
     */
    @Override
    public void close() {
        ProductState.remove(directory);
        gateway.stop();
        worker.stop();
        if (keepData) {
            Stream.of(stack.kafka(), stack.redis(), stack.database())
                    .parallel()
                    .forEach(Product::stopInPeace);
        }
        stack.close();
    }

    /** An external server is not ours to stop. */
    private static void stopInPeace(Part part) {
        try {
            part.stop();
        } catch (UnsupportedOperationException _) {
            // it goes on without us
        }
    }
}
