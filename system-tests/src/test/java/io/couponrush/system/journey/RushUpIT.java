package io.couponrush.system.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.localstack.process.ManagedProcess;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.lane.OwnLane;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The command a new user types first, as a process, with all that can end it. Long, because it is
 * one story: starting the product anew for each of its ends would cost the build a minute.
 */
@OwnLane
@Order(2)
class RushUpIT {

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir private Path temp;
    private Path state;
    private String listen = "127.0.0.1";
    private final List<ManagedProcess> processes = new ArrayList<>();

    @BeforeEach
    void place() {
        state = temp.resolve("state");
    }

    @AfterEach
    void end() {
        processes.forEach(ManagedProcess::close);
    }

    @Test
    void comesUpAsSaidEndsWithoutOrphansAndFindsItsDataAgain() throws Exception {
        ManagedProcess first = up();
        ProductState product = ProductState.read(state).orElseThrow();
        List<Coupon> coupons = openCoupons(product);
        assertThat(coupons).hasSize(2);
        privateTo(state, "rwx------");
        privateTo(state.resolve("state.json"), "rw-------");
        privateTo(state.resolve("signing-key.pem"), "rw-------");
        assertThat(first.output())
                .as("nothing is built twice: other products may run from these jars")
                .doesNotContain("Building")
                .contains("admin / ", "demo / ", product.gateway().getPort() + "");
        String ticket = theThreeLinesWork(first.output());
        prometheusWatchesIt(first);
        assertThat(listeningToOthers(product)).as("seen from other machines").isEmpty();
        aSecondOneRefuses(product);
        aSpikeUsesIt();

        List<ProcessHandle> all = descendants(first);
        first.kill();
        gone(all);

        assertThat(state.resolve("state.json")).as("left behind by kill -9").exists();
        assertThat(ProductState.read(state)).isEmpty();
        listen = "0.0.0.0";
        ManagedProcess second = up("--crowd", "60");
        ProductState again = ProductState.read(state).orElseThrow();
        assertThat(listeningToOthers(again)).containsExactly(again.gateway());
        assertThat(openCoupons(again))
                .as("samples are not created twice")
                .extracting(Coupon::id)
                .containsExactlyElementsOf(coupons.stream().map(Coupon::id).toList());
        ProductApi user =
                ProductApi.anonymous(again.gateway())
                        .signedIn(again.user().username(), again.user().password());
        assertThat(user.call("GET", ticket, null, 200).path("state").stringValue())
                .isEqualTo("ISSUED");
        aCrowdComes(second);

        all = descendants(second);
        assertThat(second.stop(START)).as("ends by itself on SIGTERM").isTrue();
        gone(all);
        assertThat(second.output()).contains("Stopped.");
        assertThat(state.resolve("state.json")).doesNotExist();
    }

    /** The first event to its end, and the second is announced. */
    private static void aCrowdComes(ManagedProcess up) {
        boolean over = up.await(() -> up.output().contains("Demo rush 2: 60 visitors"), START);
        assertThat(over).as(up.output()).isTrue();
        assertThat(up.output())
                .contains("Demo rush 1: 60 visitors in 2 s for 36 coupons")
                .contains("Demo rush 1: of 60 visitors ")
                .contains(" 24 came too late");
    }

    private ManagedProcess up(String... options) {
        List<String> arguments = new ArrayList<>(List.of("up", "--observe"));
        arguments.addAll(List.of(options));
        ManagedProcess up = rush("up.log", arguments.toArray(String[]::new));
        boolean ready = up.await(() -> up.output().contains("Ctrl-C stops it"), START);
        assertThat(ready).as(up.output()).isTrue();
        return up;
    }

    /** As a user would: the lines from the screen into a new shell. Returns the ticket's path. */
    private String theThreeLinesWork(String output) {
        List<String> lines =
                output.lines()
                        .filter(line -> line.startsWith("TOKEN=") || line.startsWith("curl"))
                        .toList();
        assertThat(lines).hasSize(3);
        ManagedProcess shell =
                start(
                        "bash.log",
                        List.of("bash", "-euo", "pipefail", "-c", String.join("\n", lines)));
        assertThat(shell.awaitExit(BOUND)).isTrue();
        assertThat(shell.exitCode()).hasValue(0);
        assertThat(shell.output())
                .contains("202 Accepted", "Location:", "\"state\":\"", "\"sequence\":1");
        String url = lines.getLast().split(" ", -1)[2];
        return URI.create(url).getPath();
    }

    /** Where it is not installed the command says what to do; CI has it (see PromtoolTest). */
    private void prometheusWatchesIt(ManagedProcess up) throws Exception {
        Matcher at = Pattern.compile("Prometheus at (http://\\S+),").matcher(up.output());
        if (!at.find()) {
            assertThat(up.output()).contains("apt-get install prometheus");
            return;
        }
        URI query =
                URI.create(
                        at.group(1)
                                + "/api/v1/query?query=sum(up%7Bjob%3D~%22gateway%7Cworker%22%7D)");
        boolean both =
                Await.until(
                        () -> {
                            try (InputStream answer = query.toURL().openStream()) {
                                return JsonMapper.shared()
                                        .readTree(answer)
                                        .at("/data/result/0/value/1")
                                        .asString()
                                        .equals("2");
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        },
                        BOUND);
        assertThat(both)
                .as(() -> "both services are scraped: " + text(at.group(1) + "/api/v1/targets"))
                .isTrue();
    }

    private static String text(String url) {
        try (InputStream answer = URI.create(url).toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Which of them whoever listens on every address would answer for. 127.0.0.2 is one of this
     * machine's, and not the one that they should listen on.
     */
    private static List<URI> listeningToOthers(ProductState product) {
        return Stream.of(
                        product.gateway(),
                        product.gatewayManagement(),
                        product.worker(),
                        product.workerManagement())
                .filter(
                        url -> {
                            try (Socket socket = new Socket("127.0.0.2", url.getPort())) {
                                return socket.isConnected();
                            } catch (IOException _) {
                                return false;
                            }
                        })
                .toList();
    }

    private void aSecondOneRefuses(ProductState product) {
        ManagedProcess second = rush("second.log", "up");
        assertThat(second.awaitExit(BOUND)).isTrue();
        assertThat(second.exitCode()).hasValue(3);
        assertThat(second.output())
                .contains("already running", product.gateway().toString(), "" + product.owner());
    }

    private void aSpikeUsesIt() throws IOException {
        Path json = temp.resolve("spike.json");
        ManagedProcess spike =
                rush(
                        "spike.log",
                        "spike",
                        "--users",
                        "500",
                        "--coupons",
                        "50",
                        "--json",
                        json.toString());
        assertThat(spike.awaitExit(START)).isTrue();
        assertThat(spike.exitCode()).as(spike.output()).hasValue(0);
        assertThat(spike.output())
                .contains("Using the product at", "P1 no oversell", "Every promise was held.");
        JsonNode report = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(report.path("schema").stringValue()).isEqualTo("coupon-rush/spike/1");
        assertThat(report.path("rows").path("count").longValue()).isEqualTo(50);
        assertThat(report.path("held").booleanValue()).isTrue();
    }

    private ManagedProcess rush(String log, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("rush.home"), "rush").toString());
        command.addAll(List.of(arguments));
        return start(log, command);
    }

    private ManagedProcess start(String log, List<String> command) {
        ManagedProcess process =
                ManagedProcess.start(
                        command.getFirst(),
                        command,
                        Map.of("RUSH_STATE", state.toString(), "RUSH_LISTEN", listen),
                        temp,
                        temp.resolve(log));
        processes.add(process);
        return process;
    }

    private static List<Coupon> openCoupons(ProductState product) {
        return ProductApi.anonymous(product.gateway()).coupons().stream()
                .filter(coupon -> coupon.name().startsWith("10 % off"))
                .toList();
    }

    private static List<ProcessHandle> descendants(ManagedProcess process) {
        try (Stream<ProcessHandle> all =
                ProcessHandle.of(process.pid()).orElseThrow().descendants()) {
            List<ProcessHandle> handles = all.toList();
            assertThat(handles).as("servers and services").hasSizeGreaterThanOrEqualTo(5);
            return handles;
        }
    }

    private static void gone(List<ProcessHandle> handles) {
        boolean gone = Await.until(() -> handles.stream().noneMatch(ProcessHandle::isAlive), BOUND);
        assertThat(gone)
                .as("still alive: %s", handles.stream().filter(ProcessHandle::isAlive).toList())
                .isTrue();
    }

    private static void privateTo(Path file, String permissions) throws IOException {
        assertThat(Files.getPosixFilePermissions(file))
                .as(file.toString())
                .isEqualTo(PosixFilePermissions.fromString(permissions));
    }
}
