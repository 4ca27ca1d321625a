package io.couponrush.system.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.ProductOptions;
import io.couponrush.system.compare.Comparison;
import io.couponrush.system.compare.ComparisonPage;
import io.couponrush.system.compare.Contender;
import io.couponrush.system.console.Screen;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The lab and the short form of every scenario, on the real jars under the profile lab. */
@Tag("slow")
@Isolated
class LabIT {

    private static final Screen SCREEN = new Screen(System.out, System.err, false);

    private static Product product;
    private static LabRun runs;

    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        product =
                Product.start(
                        ProductOptions.temporary(Path.of("target", "lab-product"))
                                .withProfiles("lab", "load-test"));
        runs = new LabRun(product.state(), SCREEN, Clock.systemUTC(), Strategies.firstUser());
    }

    @AfterAll
    static void end() {
        product.close();
    }

    @Test
    void everyStrategyButNoneKeepsThePromises() throws Exception {
        Comparison comparison =
                new LabComparison(runs, SCREEN)
                        .run(
                                List.of(Strategy.values()),
                                Load.once(100, 40),
                                2,
                                false,
                                Instant.now(),
                                "LabIT");

        assertThat(LabComparison.kept(comparison)).isTrue();
        assertThat(comparison.contenders()).hasSize(Strategy.values().length);
        for (Contender contender : comparison.contenders()) {
            if (Strategy.named(contender.id()).givesAll()) {
                assertThat(contender.rounds())
                        .allSatisfy(round -> assertThat(round.books().rows()).isEqualTo(40));
            }
        }
        assertThat(ComparisonPage.write(comparison, folder)).exists();
    }

    @ParameterizedTest
    @EnumSource
    void theScenarioPassesInShort(Scenario scenario) throws Exception {
        assertThat(
                        new ScenarioRun(runs, SCREEN)
                                .passed(scenario, scenario.small(), scenario.strategies()))
                .isTrue();
    }
}
