package io.couponrush.system.drill;

import io.couponrush.localstack.product.Crew;
import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.ProductOptions;
import io.couponrush.system.console.Screen;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Two gateways, two workers, so that one can fail, and what a drill needs beside them. */
final class Stand implements AutoCloseable {

    private static final Crew CREW = Crew.of(2, 2);

    private final Drill.Needs needs;
    private final Product product;
    private final @Nullable SmallDisks disks;
    private final Thread atExit = Thread.ofPlatform().unstarted(this::end);

    private Stand(Drill.Needs needs, Product product, @Nullable SmallDisks disks) {
        this.needs = needs;
        this.product = product;
        this.disks = disks;
        // Ctrl-C in the middle of a round: its data directory must not be left behind
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * @param mutation a safeguard that the product lacks; null for a sound one
     * @throws IllegalStateException if this machine can't have it
     */
    static Stand start(Path folder, Drill.Needs needs, @Nullable Mutation mutation, Screen screen) {
        screen.line("Starting two gateways, two workers and their servers (%s):", needs.text());
        Path own = folder.resolve(needs.text());
        Crew crew = needs == Drill.Needs.LINKS ? CREW.withLinks() : CREW;
        SmallDisks disks = needs == Drill.Needs.SMALL_DISKS ? SmallDisks.mount(own) : null;
        ProductOptions options =
                new ProductOptions(
                                own,
                                disks != null,
                                0,
                                List.of("drill"),
                                part ->
                                        screen.line(
                                                "  %-10s %.1f s",
                                                part.part(), part.took().toMillis() / 1e3))
                        .withCrew(mutation == null ? crew : crew.withPatches(mutation.patches()));
        try {
            Stand stand = new Stand(needs, Product.start(options), disks);
            if (mutation != null) {
                mutation.applyTo(stand.product.state().database());
                screen.line("It lacks %s.", mutation.name());
            }
            return stand;
        } catch (RuntimeException | SQLException e) {
            if (disks != null) {
                disks.close();
            }
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    Drill.Needs needs() {
        return needs;
    }

    Product product() {
        return product;
    }

    /**
     * @throws IllegalStateException if this stand has none
     */
    SmallDisks disks() {
        if (disks == null) {
            throw new IllegalStateException("this stand has ordinary disks");
        }
        return disks;
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            return; // the JVM is ending, and the hook is at work
        }
        end();
    }

    private void end() {
        product.close();
        if (disks != null) {
            disks.close();
        }
    }
}
