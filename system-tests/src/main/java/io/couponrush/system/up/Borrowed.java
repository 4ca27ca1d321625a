package io.couponrush.system.up;

import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.ProductOptions;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.console.Screen;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Optional;

/** A product to work on: the one that is up, or one of our own that ends with us. */
public final class Borrowed implements AutoCloseable {

    private final ProductState state;
    private final @Nullable Product own;
    private final Thread atExit = Thread.ofPlatform().unstarted(this::end);

    private Borrowed(ProductState state, @Nullable Product own) {
        this.state = state;
        this.own = own;
        if (own != null) {
            // Ctrl-C in the middle of a run: its data directory must not be left behind
            Runtime.getRuntime().addShutdownHook(atExit);
        }
    }

    /**
     * @param directory of a {@code ./rush up}
     */
    public static Borrowed runningOrOwn(Path directory, Screen screen) {
        Optional<ProductState> running = ProductState.read(directory);
        if (running.isPresent()) {
            screen.line("Using the product at %s", running.get().gateway());
            return new Borrowed(running.get(), null);
        }
        return own(directory, screen);
    }

    /**
     * A product of our own with these Spring profiles.
     *
     * @throws IllegalStateException that names it, if another command has one here
     */
    public static Borrowed own(Path directory, Screen screen, String... profiles) {
        screen.line("Starting a product for this run:");
        Product product =
                Product.start(
                        ProductOptions.temporary(directory.resolve("own"))
                                .withProfiles(profiles)
                                .withProgress(part -> PartLine.print(part, screen)));
        return new Borrowed(product.state(), product);
    }

    public ProductState state() {
        return state;
    }

    /**
     * @throws IllegalStateException if the product is somebody else's
     */
    public Product product() {
        if (own == null) {
            throw new IllegalStateException("this product is not ours to touch");
        }
        return own;
    }

    @Override
    public void close() {
        if (own == null) {
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            return; // the JVM is ending, and the hook is at work
        }
        end();
    }

    private void end() {
        if (own != null) {
            own.close();
        }
    }
}
