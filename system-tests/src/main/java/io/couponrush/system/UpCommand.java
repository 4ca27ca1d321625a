package io.couponrush.system;

import io.couponrush.system.console.Screen;
import io.couponrush.system.console.Usage;
import io.couponrush.system.crowd.CrowdOptions;
import io.couponrush.system.up.Up;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.time.Clock;
import java.util.concurrent.Callable;

@Command(
        name = "up",
        description = {
            "Starts Kafka, Redis, a database, the worker and the gateway, and keeps them up until"
                    + " Ctrl-C.",
            "Keys, passwords, logs and data are kept in .rush/."
        })
final class UpCommand implements Callable<Integer> {

    private final Screen screen;
    private final Home home;
    private final Clock clock;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--fresh", description = "Forget the data of earlier runs.")
    private boolean fresh;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "The gateway's port; 8080, or any free one if that is taken.")
    private int port;

    @Option(
            names = "--crowd",
            paramLabel = "VISITORS",
            description = {
                "Lets so many simulated visitors (10 to 100,000) come to a demo coupon, 30 a"
                        + " second, and more than there are coupons; then to the next one, until"
                        + " Ctrl-C.",
                "The worker takes only 20 claims a second meanwhile, so that the queue can be seen."
            })
    private @Nullable Integer crowd;

    @Option(
            names = "--observe",
            description = "Starts Prometheus, too, if it is installed: meters, rules and alerts.")
    private boolean observe;

    UpCommand(Screen screen, Home home, Clock clock) {
        this.screen = screen;
        this.home = home;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Integer wanted = crowd;
        CrowdOptions visitors =
                wanted == null ? null : Usage.of(spec, () -> new CrowdOptions(wanted));
        return new Up(screen, home.state(), home.prometheus(), clock)
                .run(fresh, port, observe, visitors);
    }
}
