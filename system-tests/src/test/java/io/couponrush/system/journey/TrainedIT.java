package io.couponrush.system.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.lane.ProductLane;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is made for quicker starts is really used: a JVM that refuses its AOT cache says little. */
@ProductLane
class TrainedIT {

    @Test
    void eachServiceRunsFromTheAotCacheOfItsModule() throws IOException {
        for (long pid : SharedProduct.now().pids().values()) {
            assertThat(Files.readString(Path.of("/proc", "" + pid, "maps")))
                    .containsPattern("/target/(gateway-service|issuer-worker)-[0-9a-f-]+[.]aot\n");
        }
    }
}
