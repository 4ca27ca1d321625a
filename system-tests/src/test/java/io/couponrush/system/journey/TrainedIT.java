package io.couponrush.system.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.lane.ProductLane;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is made for quicker starts is really used: a JVM that refuses its AOT cache says little. */
@ProductLane
class TrainedIT {

    @ParameterizedTest
    @CsvSource({"gateway, gateway-service", "worker, issuer-worker"})
    void runsFromTheAotCacheOfItsModule(String service, String module) throws IOException {
        Path maps = Path.of("/proc", "" + SharedProduct.now().pids().get(service), "maps");

        assertThat(Files.readString(maps))
                .containsPattern("/%1$s/target/%1$s-[0-9a-f-]+[.]aot\n".formatted(module));
    }
}
