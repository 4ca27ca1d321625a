package io.couponrush.localstack.product;

import io.couponrush.localstack.OwnerLock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Keeps two products out of one directory: the second would delete the classes that the first runs
 * from, write into its logs and take its state away. Ends with this process, kill -9 included.
 */
final class ProductLock implements AutoCloseable {

    private static final String FILE = "product.lock";

    private final OwnerLock lock;

    private ProductLock(OwnerLock lock) {
        this.lock = lock;
    }

    /**
     * @param directory exists
     * @throws IllegalStateException that says who has it and what to do, if somebody has
     */
    static ProductLock take(Path directory) {
        try {
            Path real = directory.toRealPath();
            OwnerLock lock = OwnerLock.take(real, FILE);
            if (lock == null) {
                throw new IllegalStateException(
                        "Coupon Rush is already running in %s (process %s%s): end that one, or give this one a folder of its own by RUSH_STATE=FOLDER"
                                .formatted(real, OwnerLock.holder(real, FILE), address(real)));
            }
            return new ProductLock(lock);
        } catch (IOException e) {
            throw new UncheckedIOException("could not lock " + directory, e);
        }
    }

    /** Whether a product runs in the directory, or is being started. */
    static boolean isHeld(Path directory) throws IOException {
        return OwnerLock.isHeld(directory.toRealPath(), FILE);
    }

    private static String address(Path directory) {
        return ProductState.read(directory).map(state -> ", " + state.gateway()).orElse("");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
