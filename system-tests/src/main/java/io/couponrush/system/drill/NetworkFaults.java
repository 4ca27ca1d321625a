package io.couponrush.system.drill;

import io.couponrush.localstack.network.TcpProxy;
import io.couponrush.localstack.network.Trouble;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What happens between the processes. */
final class NetworkFaults {

    static final Duration TIME = Duration.ofSeconds(15);

    private static final int WAYS = 4;
    private static final Duration LATENCY = Duration.ofMillis(300);
    private static final String RESET = "resets all connections";

    private NetworkFaults() {}

    /** One link is bad for a while in one of four ways: so many seeds in a row try all of both. */
    static void badLink(Stage stage) throws Exception {
        List<TcpProxy> links =
                stage.product().links().stream()
                        .sorted(Comparator.comparing(TcpProxy::name))
                        .toList();
        int each = stage.caseOf(links.size() * WAYS);
        TcpProxy link = links.get(each / WAYS);
        switch (each % WAYS) {
            case 0 -> behave(stage, link, Trouble.latency(LATENCY), "is slow");
            case 1 -> behave(stage, link, Trouble.CUT, "is cut");
            case 2 -> behave(stage, link, Trouble.HALF_OPEN, "carries no answers");
            default -> resets(stage, link);
        }
    }

    private static void behave(Stage stage, TcpProxy link, Trouble trouble, String words)
            throws Exception {
        link.behave(trouble);
        stage.note("the link from " + link.name() + " " + words);
        stage.pause(stage.outage(TIME));
        link.behave(Trouble.NONE);
        stage.note("the link from " + link.name() + " is good again");
    }

    private static void resets(Stage stage, TcpProxy link) throws Exception {
        stage.note("the link from " + link.name() + " " + RESET + " every half second");
        long end = System.nanoTime() + stage.outage(TIME).toNanos();
        while (System.nanoTime() - end < 0) {
            link.reset();
            stage.pause(Duration.ofMillis(500));
        }
        stage.note("the link from " + link.name() + " is good again");
    }
}
