package io.couponrush.localstack.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.localstack.product.ProductState.Database;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

class ProductStateTest {

    @TempDir private Path directory;

    @Test
    void isReadAsItWasWritten() throws IOException {
        ProductState state = state(ProcessHandle.current().pid());

        state.write(directory);

        assertThat(ProductState.read(directory)).contains(state);
        assertThat(Files.getPosixFilePermissions(directory.resolve("state.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        // the rush script reads this line with sed
        assertThat(Files.readString(directory.resolve("state.json")))
                .containsPattern("\"owner\" *: *" + state.owner());
    }

    @Test
    void isGoneWithItsOwner() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        state(ended.pid()).write(directory);

        assertThat(ProductState.read(directory)).isEmpty();
    }

    @Test
    void isEmptyWhereNothingRuns() {
        assertThat(ProductState.read(directory.resolve("nowhere"))).isEmpty();
    }

    @Test
    void isRemoved() {
        state(ProcessHandle.current().pid()).write(directory);

        ProductState.remove(directory);

        assertThat(ProductState.read(directory)).isEmpty();
    }

    private static ProductState state(long owner) {
        return new ProductState(
                owner,
                Map.of("worker", 2L, "gateway", 3L),
                URI.create("http://127.0.0.1:8080"),
                URI.create("http://127.0.0.1:8081"),
                URI.create("http://127.0.0.1:8090"),
                URI.create("http://127.0.0.1:8091"),
                "127.0.0.1:9092",
                "redis://127.0.0.1:6379",
                new Database("jdbc:mysql://127.0.0.1:3306/rush", "rush", "secret"),
                "/somewhere/signing-key.pem",
                "https://issuer.example",
                "coupon-rush",
                new Account("admin", "a"),
                new Account("demo", "b"));
    }
}
