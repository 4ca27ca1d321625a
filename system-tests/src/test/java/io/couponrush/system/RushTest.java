package io.couponrush.system;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.localstack.OwnerLock;
import io.couponrush.system.console.Screen;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

class RushTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StringWriter help = new StringWriter();

    @TempDir private Path project;

    @ParameterizedTest
    @ValueSource(
            strings = {"up", "spike", "bench", "compare", "lab", "scenario", "overload", "streams"})
    void helpExplainsACommand(String command) {
        assertThat(run("help", command)).isZero();
        assertThat(help.toString()).contains("./rush " + command).contains("--");
    }

    @Test
    void helpNamesTheCommands() {
        assertThat(run("help")).isZero();
        assertThat(help.toString())
                .contains("up", "spike", "bench", "compare", "lab", "scenario", "Exit codes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spike --users many",
                "spike --users 0",
                "spike --coupons -1",
                "spike --nonsense",
                "up --port x",
                "up --crowd many",
                "up --crowd 9",
                "up --crowd 100001",
                "bench --rounds 0",
                "overload --rounds 0",
                "overload --loads 0",
                "overload --seconds 1",
                "streams --streams 0",
                "streams --streams 20001",
                "streams --changes 0",
                "compare --roads v1,v9",
                "compare --roads v1,v1",
                "compare --users 10 --claims 9",
                "compare --ramp -1",
                "lab --users 0",
                "lab --rounds 0",
                "lab --strategies none,hope",
                "scenario",
                "scenario dance",
                "scenario hundred --hold -1",
                "dance"
            })
    void wrongUsageIsExitCodeTwo(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
    }

    @Test
    void saysWhenTheMachineAllowsTooFewConnections() {
        assertThat(run("spike", "--connections", "2000000000")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("ulimit -n").contains("--connections");
    }

    /** Two of them in one directory would delete each other's classes. */
    @ParameterizedTest
    @ValueSource(strings = {"spike", "bench", "lab", "scenario hundred", "overload", "streams"})
    void doesNotWorkWhereAnotherCommandDoes(String line) throws IOException {
        Path own = Files.createDirectories(project.resolve(".rush/own")).toRealPath();
        Path classes = Files.createDirectories(own.resolve("jars/gateway-service-1"));
        try (OwnerLock other = OwnerLock.take(own, "product.lock")) {
            assertThat(other).isNotNull();
            assertThat(run(line.split(" "))).isEqualTo(3);
        }
        assertThat(err.toString(UTF_8))
                .contains("already running in " + own, "process " + ProcessHandle.current().pid())
                .contains("end that one", "RUSH_STATE=FOLDER");
        assertThat(classes).exists();
    }

    @Test
    void saysHowToGetJMeter() {
        assertThat(run("compare")).isEqualTo(3);
        assertThat(err.toString(UTF_8)).contains("jmeter.classpath").contains("./mvnw");
    }

    private int run(String... arguments) {
        PrintStream stream = new PrintStream(err, true, UTF_8);
        Screen screen = new Screen(stream, stream, false);
        CommandLine line =
                Rush.commandLine(
                        screen, new Home(project, project.resolve(".rush")), Clock.systemUTC());
        line.setOut(new PrintWriter(help, true));
        line.setErr(new PrintWriter(err, true, UTF_8));
        return line.execute(arguments);
    }
}
