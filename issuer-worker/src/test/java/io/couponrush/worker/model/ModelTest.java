package io.couponrush.worker.model;

import static io.couponrush.worker.model.Mutation.NONE;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.model.ModelProcess.Finding;
import io.couponrush.worker.model.ModelProcess.Order;
import io.couponrush.worker.model.Schedule.Result;
import io.couponrush.worker.sim.SimRedis.Interpreter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The protocol under faults, simulated (docs/decisions/0016). {@code -Dmodel.seed=N} tells one
 * schedule step by step, {@code -Dmodel.schedules=1000000} runs so many, {@code -Dmodel.mutation=…}
 * takes a safeguard out first. It asks nobody, and runs while other tests wait for servers.
 */
@Execution(ExecutionMode.CONCURRENT)
class ModelTest {

    private static final Path LOGS = Path.of("target", "model");
    private static final int SCHEDULES = 100_000;

    /** In so many schedules each mutation must be found. */
    private static final int MUTANT_SCHEDULES = 50_000;

    @Test
    void everyPromiseIsKeptInEverySchedule() throws IOException {
        Long seed = Long.getLong("model.seed");
        Mutation mutation = Mutation.valueOf(System.getProperty("model.mutation", NONE.name()));
        if (seed != null) {
            tell(Schedule.run(seed, mutation, new Interpreter(), true), mutation);
            return;
        }
        Order all =
                new Order(
                        mutation,
                        Long.getLong("model.from", 1),
                        Long.getLong("model.schedules", SCHEDULES));
        OptionalLong broken =
                ModelProcess.run(LOGS.resolve("promises.log"), List.of(all)).getFirst().seed();
        if (broken.isPresent()) {
            tell(Schedule.run(broken.getAsLong(), mutation, new Interpreter(), true), mutation);
        }
        assertThat(broken).isEmpty();
    }

    private static void tell(Result result, Mutation mutation) {
        result.trace().forEach(System.out::println);
        if (result.broken() != null) {
            throw new AssertionError(
                    "seed "
                            + result.seed()
                            + ": "
                            + result.broken().getMessage()
                            + "\n"
                            + "run it again: ./mvnw -q -pl common-events,local-stack,issuer-worker"
                            + " verify -Dtest=ModelTest -Dsurefire.failIfNoSpecifiedTests=false"
                            + " -DskipITs -Dmodel.seed="
                            + result.seed()
                            + (mutation == Mutation.NONE ? "" : " -Dmodel.mutation=" + mutation),
                    result.broken());
        }
    }

    /** A model that can't fail shows nothing. */
    @Test
    void eachSafeguardIsMissedWhenItIsOut() throws IOException {
        List<Order> orders =
                Stream.of(Mutation.values())
                        .filter(mutation -> mutation != NONE && !mutation.isRare())
                        .map(mutation -> new Order(mutation, mutation.from(), MUTANT_SCHEDULES))
                        .toList();

        List<Finding> findings = ModelProcess.run(LOGS.resolve("mutations.log"), orders);

        assertThat(findings).hasSameSizeAs(orders);
        assertThat(findings).filteredOn(it -> it.seed().isEmpty()).isEmpty();
    }

    /** The same seed is the same story, or a failure could not be looked at again. */
    @Test
    void aScheduleCanBeTold() {
        Interpreter used = new Interpreter();
        Result _ = Schedule.run(7, Mutation.NONE, used, false);
        for (long seed = 1; seed <= 30; seed++) {
            Result once = Schedule.run(seed, Mutation.NONE, used, true);
            Result again = Schedule.run(seed, Mutation.NONE, new Interpreter(), true);
            assertThat(again.trace()).isEqualTo(once.trace()).hasSizeGreaterThan(10);
            assertThat(Schedule.run(seed, Mutation.NONE, used, false).steps())
                    .isEqualTo(once.steps());
        }
    }
}
