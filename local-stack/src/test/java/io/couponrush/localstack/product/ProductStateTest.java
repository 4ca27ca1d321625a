package io.couponrush.localstack.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.localstack.product.ProductState.Database;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

class ProductStateTest {

    @TempDir private Path directory;

    @Test
    void isReadAsItWasWrittenWhileItsProductRuns() throws IOException {
        ProductState state = state();

        try (ProductLock _ = ProductLock.take(directory)) {
            state.write(directory);

            assertThat(ProductState.read(directory)).contains(state);
        }
        assertThat(Files.getPosixFilePermissions(directory.resolve("state.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        // the rush script reads this line with sed
        assertThat(Files.readString(directory.resolve("state.json")))
                .containsPattern("\"owner\" *: *" + state.owner());
    }

    /** As after kill -9: the file is still there, and its process id is somebody's. */
    @Test
    void isGoneWithItsOwnerThoughItsProcessIdIsInUseAgain() throws Exception {
        state().write(directory);
        assertThat(ProductState.read(directory)).isEmpty();

        Process owner = Owner.in(directory);
        assertThat(ProductState.read(directory)).contains(state());
        assertThatThrownBy(() -> ProductLock.take(directory))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already running in " + directory.toRealPath())
                .hasMessageContaining("process " + owner.pid() + ", http://127.0.0.1:8080")
                .hasMessageContaining("RUSH_STATE");

        owner.destroyForcibly().waitFor();
        assertThat(ProductState.read(directory)).isEmpty();
        ProductLock.take(directory).close();
    }

    @Test
    void isForOneProductOfThisProcess() throws IOException {
        Files.createDirectories(directory.resolve("data/kafka"));
        try (ProductLock _ = ProductLock.take(directory)) {
            assertThatThrownBy(() -> Product.start(ProductOptions.temporary(directory)))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThatThrownBy(() -> Product.wipe(directory, List.of("data")))
                    .hasMessageContaining("already running");
            assertThat(directory.resolve("data/kafka")).exists();
        }
        Product.wipe(directory, List.of("data", "nothing"));
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void closingTwiceTakesNothingFromTheNext() {
        ProductLock first = ProductLock.take(directory);
        first.close();
        try (ProductLock _ = ProductLock.take(directory)) {
            first.close();

            assertThatThrownBy(() -> ProductLock.take(directory))
                    .hasMessageContaining("already running");
        }
    }

    @Test
    void tellsNoPassword() {
        assertThat(state().toString())
                .contains("rush at jdbc:mysql", "admin")
                .doesNotContain("s3cr");
    }

    @Test
    void isEmptyWhereNothingRuns() {
        assertThat(ProductState.read(directory.resolve("nowhere"))).isEmpty();
    }

    @Test
    void isRemoved() {
        state().write(directory);

        ProductState.remove(directory);

        assertThat(ProductState.read(directory)).isEmpty();
    }

    private static ProductState state() {
        return new ProductState(
                ProcessHandle.current().pid(),
                Map.of("worker", 2L, "gateway", 3L),
                URI.create("http://127.0.0.1:8080"),
                URI.create("http://127.0.0.1:8081"),
                URI.create("http://127.0.0.1:8090"),
                URI.create("http://127.0.0.1:8091"),
                "127.0.0.1:9092",
                "redis://127.0.0.1:6379",
                new Database("jdbc:mysql://127.0.0.1:3306/rush", "rush", "s3cr1"),
                "/somewhere/signing-key.pem",
                "https://issuer.example",
                "coupon-rush",
                new Account("admin", "s3cr2"),
                new Account("demo", "s3cr3"));
    }

    /** Somebody else who runs a product, to be killed. */
    static final class Owner {

        private Owner() {}

        static Process in(Path directory) throws IOException {
            Process owner =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    Owner.class.getName(),
                                    directory.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            assertThat(owner.inputReader().readLine()).isEqualTo("locked");
            return owner;
        }

        public static void main(String[] arguments) throws IOException {
            try (ProductLock _ = ProductLock.take(Path.of(arguments[0]))) {
                System.out.println("locked");
                var _ = System.in.read();
            }
        }
    }
}
