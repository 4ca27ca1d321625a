package io.couponrush.system.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.ProductOptions;
import io.couponrush.system.console.Screen;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The real jars under five times what they can do. Sees that the measurement measures and that the
 * promises hold; seconds on JVMs just started, on the cores of the load, say little about goodput.
 */
@Tag("slow")
@Isolated
class OverloadIT {

    private static final Screen SCREEN = new Screen(System.out, System.err, false);

    @Test
    void pastTheBoundSomeAreServedTheOthersAreToldToComeBackAndEveryPromiseHolds()
            throws Exception {
        OverloadOptions options =
                new OverloadOptions(
                        1,
                        List.of(1, 5),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(10),
                        5_000,
                        ThreadLocalRandom.current().nextLong(1L << 41, 1L << 42),
                        Path.of("target"));
        try (Product product =
                Product.start(
                        ProductOptions.temporary(Path.of("target", "overload-product"))
                                .withProfiles("load-test"))) {
            Round round =
                    new Overload(
                                    product.state(),
                                    Cores.shared(),
                                    SCREEN,
                                    Clock.systemUTC(),
                                    options.seed())
                            .run(options)
                            .getFirst();

            assertThat(round.results())
                    .hasSize(3)
                    .allSatisfy(
                            result -> {
                                assertThat(result.broken()).isEmpty();
                                assertThat(result.goodput()).isPositive();
                            });
            assertThat(round.at(5).count("OVERLOADED")).isPositive();
            assertThat(round.toBest(5)).isGreaterThan(0.3);
        }
    }
}
