package io.couponrush.worker.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.issuing.IssuingTest;
import io.couponrush.worker.issuing.Patience;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

@IssuingTest
class LeaseTest {

    @Autowired JdbcClient database;

    private final String name = "test-" + UUID.randomUUID();

    @BeforeEach
    void aLeaseThatNobodyHolds() {
        database.sql("insert into worker_lease values (?, 'nobody', '2026-01-01')")
                .param(name)
                .update();
    }

    @Test
    void oneHoldsItAndRenewsItAndTheOtherWaits() {
        Lease one = lease(Duration.ofMinutes(1));
        Lease other = lease(Duration.ofMinutes(1));

        assertThat(one.hold()).isTrue();
        assertThat(other.hold()).isFalse();
        assertThat(one.hold()).isTrue();
    }

    @Test
    void ofManyAtOnceOneGetsIt() throws InterruptedException, ExecutionException {
        List<Callable<Boolean>> workers =
                IntStream.range(0, 16)
                        .<Callable<Boolean>>mapToObj(_ -> lease(Duration.ofMinutes(1))::hold)
                        .toList();
        int holders = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> holds : threads.invokeAll(workers)) {
                holders += holds.get() ? 1 : 0;
            }
        }
        assertThat(holders).isEqualTo(1);
    }

    @Test
    void whoDiesIsFollowedAfterTheLease() {
        assertThat(lease(Duration.ofMillis(500)).hold()).isTrue();
        Lease next = lease(Duration.ofMinutes(1));

        Patience.await().until(next::hold);
    }

    @Test
    void whoStopsIsFollowedAtOnceAndTakesNothingFromOthers() {
        Lease one = lease(Duration.ofMinutes(1));
        Lease other = lease(Duration.ofMinutes(1));
        one.hold();
        one.release();

        assertThat(other.hold()).isTrue();
        one.release();
        assertThat(one.hold()).isFalse();
    }

    private Lease lease(Duration length) {
        return new Lease(database, name, length);
    }
}
