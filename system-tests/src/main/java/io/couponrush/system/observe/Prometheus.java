package io.couponrush.system.observe;

import io.couponrush.localstack.Ports;
import io.couponrush.localstack.process.ManagedProcess;
import io.couponrush.localstack.product.ProductState;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Prometheus that scrapes a product of this machine. It ends with this JVM at the latest. */
public final class Prometheus implements AutoCloseable {

    /** For people whose machine has none. */
    public static final String CURE =
            "Prometheus is not installed. Debian and Ubuntu: apt-get install prometheus; macOS:"
                    + " brew install prometheus.";

    private static final int USUAL_PORT = 9090;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(10);
    private static final int PROBE_MILLIS = 1_000;

    private final ManagedProcess process;
    private final URI url;

    private Prometheus(ManagedProcess process, URI url) {
        this.process = process;
        this.url = url;
    }

    public static boolean isInstalled() {
        return Programs.find("prometheus").isPresent();
    }

    /**
     * With the intervals of the project's configuration, on 9090 or any free port.
     *
     * @param project the folder of the project's configuration
     * @param directory for configuration, data and log
     * @throws IllegalStateException if it is not installed or does not start
     */
    public static Prometheus start(Path project, Path directory, ProductState product) {
        int port = Ports.isFree(USUAL_PORT) ? USUAL_PORT : Ports.pick();
        return start(project, directory, product, port, 5);
    }

    static Prometheus start(
            Path project, Path directory, ProductState product, int port, int seconds) {
        Optional<Path> program = Programs.find("prometheus");
        if (program.isEmpty()) {
            throw new IllegalStateException(CURE);
        }
        Path home = home(directory);
        Path config = ScrapeFiles.write(project, home, product, seconds);
        ManagedProcess process =
                ManagedProcess.start(
                        "prometheus",
                        List.of(
                                program.get().toString(),
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + home.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--log.level=warn"),
                        Map.of(),
                        home,
                        home.resolve("prometheus.log"));
        URI url = URI.create("http://localhost:" + port);
        if (!process.await(() -> isReady(url), START)) {
            List<String> lines = process.lastLines(10);
            process.kill();
            throw new IllegalStateException(
                    "Prometheus did not start; its last lines: " + String.join("\n  ", lines));
        }
        return new Prometheus(process, url);
    }

    private static Path home(Path directory) {
        try {
            return Files.createDirectories(directory).toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isReady(URI url) {
        try {
            HttpURLConnection probe =
                    (HttpURLConnection) url.resolve("/-/ready").toURL().openConnection();
            probe.setConnectTimeout(PROBE_MILLIS);
            probe.setReadTimeout(PROBE_MILLIS);
            try {
                return probe.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                probe.disconnect();
            }
        } catch (IOException _) {
            return false; // not listening yet
        }
    }

    public URI url() {
        return url;
    }

    /** Asks it to end, and kills it when it doesn't. */
    @Override
    public void close() {
        process.stop(STOP);
    }
}
