package io.couponrush.system.drill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** As a new version or a new kernel comes in: every process once, in peace, under load. */
final class RollingRestart {

    private RollingRestart() {}

    static void strike(Stage stage) {
        List<Restart> all = new ArrayList<>();
        Stream.concat(stage.product().gateways().stream(), stage.product().workers().stream())
                .forEach(service -> all.add(new Restart(service.name(), service::restart)));
        Stream.of(stage.servers().redis(), stage.servers().kafka(), stage.servers().database())
                .forEach(part -> all.add(new Restart(part.name(), part::restart)));
        // by the seed, so that each is once restarted while there is stock
        Collections.shuffle(all, new Random(stage.random().nextLong()));
        for (Restart next : all) {
            stage.note(next.name + " restarts");
            next.work.run();
        }
        stage.note("all are up again");
    }

    private record Restart(String name, Runnable work) {}
}
