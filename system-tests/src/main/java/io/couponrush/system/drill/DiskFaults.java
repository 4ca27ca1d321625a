package io.couponrush.system.drill;

import io.couponrush.localstack.PartName;
import io.couponrush.system.drill.Drill.Fault;

import java.time.Duration;

/** What happens when a server can't write any more. */
final class DiskFaults {

    static final Duration TIME = Duration.ofSeconds(15);

    private DiskFaults() {}

    /** Somebody makes room after a while; Kafka gives up at once and has to be started again. */
    static Fault full(PartName part) {
        return stage -> {
            stage.disks().fill(part);
            stage.note("the disk of " + part + " is full");
            stage.pause(stage.outage(TIME));
            stage.disks().free(part);
            stage.note("the disk of " + part + " has room again");
            if (part == PartName.KAFKA) {
                stage.servers().kafka().restart();
                stage.note("Kafka restarted");
            }
        };
    }
}
