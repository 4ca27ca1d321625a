package io.couponrush.localstack.product;

import static java.util.stream.Collectors.toMap;

import io.couponrush.localstack.DatabasePart;
import io.couponrush.localstack.Directories;
import io.couponrush.localstack.KafkaPart;
import io.couponrush.localstack.LocalStack;
import io.couponrush.localstack.Part;
import io.couponrush.localstack.RedisPart;
import io.couponrush.localstack.network.TcpProxy;
import io.couponrush.localstack.product.ProductState.Database;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A product that runs: three servers, workers, gateways, one of each unless told otherwise. Nothing
 * of it outlives this JVM, however this JVM ends.
 */
public final class Product implements AutoCloseable {

    static final String ISSUER = "https://coupon-rush.example";
    static final String AUDIENCE = "coupon-rush";

    private final Path directory;
    private final LocalStack stack;
    private final List<Service> workers;
    private final List<Service> gateways;
    private final Links links;
    private final Secrets secrets;
    private final boolean keepData;
    private final ProductLock lock;

    Product(
            Path directory,
            boolean keepData,
            ProductLock lock,
            LocalStack stack,
            List<Service> workers,
            List<Service> gateways,
            Links links,
            Secrets secrets) {
        this.directory = directory;
        this.stack = stack;
        this.workers = workers;
        this.gateways = gateways;
        this.links = links;
        this.secrets = secrets;
        this.keepData = keepData;
        this.lock = lock;
    }

    /**
     * Starts everything, each part as soon as those it needs are there, and returns when all are
     * ready. Leaves a {@link ProductState} in the directory.
     *
     * @throws IllegalStateException that names the other one, if a product runs in this directory
     * @throws RuntimeException that says which part failed, why and what to do; the rest is stopped
     */
    public static Product start(ProductOptions options) {
        Path directory = PrivateFiles.directory(options.directory());
        ProductLock lock = ProductLock.take(directory);
        try {
            Product product = new Launch(options, directory, lock).run();
            product.state().write(directory);
            return product;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Deletes folders of a product that doesn't run.
     *
     * @throws IllegalStateException that names it, if it does
     */
    public static void wipe(Path directory, List<String> folders) throws IOException {
        Path real = PrivateFiles.directory(directory);
        try (ProductLock _ = ProductLock.take(real)) {
            for (String folder : folders) {
                Directories.delete(real.resolve(folder));
            }
        }
    }

    public LocalStack stack() {
        return stack;
    }

    /** The first, or only one. */
    public Service worker() {
        return workers.getFirst();
    }

    /** The first, or only one. */
    public Service gateway() {
        return gateways.getFirst();
    }

    public List<Service> workers() {
        return workers;
    }

    public List<Service> gateways() {
        return gateways;
    }

    /** Between services and servers; none unless it was started with links. */
    public Collection<TcpProxy> links() {
        return links.all();
    }

    private Stream<Service> services() {
        return Stream.concat(workers.stream(), gateways.stream());
    }

    public ProductState state() {
        KafkaPart kafka = stack.kafka();
        RedisPart redis = stack.redis();
        DatabasePart database = stack.database();
        return new ProductState(
                ProcessHandle.current().pid(),
                services().collect(toMap(Service::name, Service::pid)),
                gateway().url(),
                gateway().managementUrl(),
                worker().url(),
                worker().managementUrl(),
                kafka.bootstrapServers(),
                redis.uri(),
                new Database(database.jdbcUrl(), database.user(), database.password()),
                secrets.signingKey().toString(),
                ISSUER,
                AUDIENCE,
                secrets.admin(),
                secrets.user());
    }

    /** Waits until a service or a server ends by itself, and says which and where to look. */
    public String awaitEnd() {
        CompletableFuture<?>[] ends =
                Stream.concat(
                                services().map(Service::ended),
                                Stream.of(stack.kafka(), stack.redis(), stack.database())
                                        .map(Part::ended))
                        .toArray(CompletableFuture[]::new);
        return (String) CompletableFuture.anyOf(ends).join();
    }

    /**
     * Ends everything in the order in which nothing gets lost: the gateways finish what they have
     * admitted, the workers their batch, then the servers.
     */
    @Override
    public void close() {
        ProductState.remove(directory);
        gateways.parallelStream().forEach(Service::stop);
        workers.parallelStream().forEach(Service::stop);
        if (keepData) {
            Stream.of(stack.kafka(), stack.redis(), stack.database())
                    .parallel()
                    .forEach(Product::stopInPeace);
        }
        stack.close();
        links.close();
        lock.close();
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
