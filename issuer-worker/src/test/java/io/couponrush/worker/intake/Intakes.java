package io.couponrush.worker.intake;

import io.couponrush.worker.issuing.Broker;
import io.couponrush.worker.issuing.Broker.Requests;
import io.couponrush.worker.trace.ClaimTraces;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/** Intakes on a test's own topic, made as the worker makes its own. */
@TestComponent
public final class Intakes {

    /** Of several in a group: they hear of each other's coming and going four times a session. */
    private static final Duration SHORT_SESSION = Duration.ofSeconds(6);

    /** Of one alone, which would lose its partitions to nobody, and work twice. */
    private static final Duration LONG_SESSION = Duration.ofSeconds(30);

    private final Broker broker;
    private final ClaimWork work;
    private final DeadLetters deadLetters;
    private final IntakeState state;
    private final ClaimTraces traces;

    Intakes(
            Broker broker,
            ClaimWork work,
            DeadLetters deadLetters,
            IntakeState intakeState,
            ClaimTraces traces) {
        this.broker = broker;
        this.work = work;
        this.deadLetters = deadLetters;
        this.state = intakeState;
        this.traces = traces;
    }

    /** The real work, for tests that stand in its way. */
    ClaimWork work() {
        return work;
    }

    /** The intake of the only worker, with the real work. */
    public Running start(Requests requests) {
        return start(requests, work);
    }

    Running start(Requests requests, int threads) {
        return start(requests, threads, SHORT_SESSION, work, state);
    }

    /** An intake that fails for these users, as a bug would. */
    public AutoCloseable startFailingFor(Requests requests, Set<Long> users) {
        return start(
                requests,
                (couponId, claims) -> {
                    if (claims.stream().anyMatch(claim -> users.contains(claim.userId()))) {
                        throw new IllegalStateException("a bug");
                    }
                    work.finish(couponId, claims);
                });
    }

    Running start(Requests requests, ClaimWork otherWork) {
        return start(requests, otherWork, state);
    }

    /**
     * @param itsState is told of this intake's waits alone
     */
    Running start(Requests requests, ClaimWork otherWork, IntakeState itsState) {
        return start(requests, 1, LONG_SESSION, otherWork, itsState);
    }

    /** The intake of one of several workers. */
    Running startBeside(Requests requests, ClaimWork otherWork) {
        return start(requests, 1, SHORT_SESSION, otherWork, state);
    }

    private Running start(
            Requests requests,
            int threads,
            Duration session,
            ClaimWork claimWork,
            IntakeState itsState) {
        // waits and delays short, the rest as it is in production
        IntakeProperties properties =
                new IntakeProperties(
                        true,
                        threads,
                        500,
                        Duration.ofMillis(50),
                        session,
                        3,
                        Duration.ofMillis(1),
                        Duration.ofMillis(500));
        ConcurrentMessageListenerContainer<byte[], byte[]> container =
                IntakeConfiguration.container(
                        IntakeConfiguration.consumers(broker.connection(), properties),
                        new ContainerProperties(requests.topic()),
                        requests.group(),
                        properties,
                        claimWork,
                        deadLetters,
                        itsState,
                        traces);
        container.setBeanName(requests.topic());
        container.start();
        return new Running(container);
    }

    /** One worker's intake. */
    public record Running(ConcurrentMessageListenerContainer<byte[], byte[]> container)
            implements AutoCloseable {

        boolean alive() {
            return container.isInExpectedState() && container.isChildRunning();
        }

        boolean hasPartitions() {
            return !Objects.requireNonNull(container.getAssignedPartitions()).isEmpty();
        }

        /** A shutdown in peace. */
        void leave() {
            container.stop();
        }

        @Override
        public void close() {
            leave();
        }
    }
}
