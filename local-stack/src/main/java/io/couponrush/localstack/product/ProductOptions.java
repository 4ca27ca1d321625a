package io.couponrush.localstack.product;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * How to run the product.
 *
 * @param directory keys, accounts, state and logs; made if need be, readable by its owner only
 * @param keepData whether the servers' data stays in that directory and is used again
 * @param gatewayPort 0 for any free port
 * @param profiles Spring profiles of both services
 * @param progress is told as each part comes up, by several threads
 * @param crew which services, and how they hang together
 */
public record ProductOptions(
        Path directory,
        boolean keepData,
        int gatewayPort,
        List<String> profiles,
        Consumer<Started> progress,
        Crew crew) {

    public ProductOptions {
        profiles = List.copyOf(profiles);
    }

    /** One gateway and one worker. */
    public ProductOptions(
            Path directory,
            boolean keepData,
            int gatewayPort,
            List<String> profiles,
            Consumer<Started> progress) {
        this(directory, keepData, gatewayPort, profiles, progress, Crew.USUAL);
    }

    /** Data of its own, gone at the end, and free ports. */
    public static ProductOptions temporary(Path directory) {
        return new ProductOptions(directory, false, 0, List.of(), _ -> {});
    }

    public ProductOptions withProfiles(String... names) {
        return new ProductOptions(directory, keepData, gatewayPort, List.of(names), progress, crew);
    }

    public ProductOptions withProgress(Consumer<Started> listener) {
        return new ProductOptions(directory, keepData, gatewayPort, profiles, listener, crew);
    }

    public ProductOptions withCrew(Crew some) {
        return new ProductOptions(directory, keepData, gatewayPort, profiles, progress, some);
    }
}
