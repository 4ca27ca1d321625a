package io.couponrush.worker.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.events.CouponIssueRequested;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.QueryTimeoutException;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

class IsolationTest {

    private static final RetryTemplate THREE_TRIES =
            new RetryTemplate(
                    RetryPolicy.builder()
                            .maxRetries(2)
                            .delay(Duration.ofMillis(1))
                            .predicate(Isolation::isWorthRetrying)
                            .build());

    private final List<Long> finished = new ArrayList<>();

    @Test
    void onlyTheCulpritsAreLeftBehind() {
        Set<Long> culprits = Set.of(3L, 64L, 65L);

        List<DeadLetter> letters =
                isolation(failingOn(culprits), () -> true).process(7, batch(100));

        assertThat(letters)
                .extracting(letter -> letter.claim().orElseThrow().userId())
                .containsExactly(3L, 64L, 65L);
        assertThat(letters)
                .allSatisfy(
                        letter -> {
                            assertThat(letter.fault()).isEqualTo("UNEXPECTED_ERROR");
                            assertThat(letter.message())
                                    .isEqualTo("java.lang.IllegalStateException: a bug");
                        });
        assertThat(finished)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 100)
                                .boxed()
                                .filter(user -> !culprits.contains(user))
                                .toList());
    }

    @Test
    void anErrorThatPassesIsTriedThreeTimesAndHarmsNobody() {
        List<Integer> attempts = new ArrayList<>();
        ClaimWork work =
                (_, claims) -> {
                    attempts.add(claims.size());
                    if (attempts.size() < 3) {
                        throw new IllegalStateException("not yet");
                    }
                };

        assertThat(isolation(work, () -> true).process(7, batch(10))).isEmpty();
        assertThat(attempts).containsExactly(10, 10, 10);
    }

    @Test
    void whoLosesTheRaceForTheOwnRowWhileCulpritsAreSoughtIsNone() {
        List<Long> raced = new ArrayList<>();
        ClaimWork work =
                (_, claims) -> {
                    List<Long> users = claims.stream().map(CouponIssueRequested::userId).toList();
                    if (users.contains(3L)) {
                        throw new IllegalStateException("a bug");
                    }
                    if (users.equals(List.of(4L)) && raced.isEmpty()) {
                        raced.add(4L);
                        throw new DuplicateKeyException("another worker's row");
                    }
                    finished.addAll(users);
                };

        List<DeadLetter> letters = isolation(work, () -> true).process(7, batch(4));

        assertThat(letters)
                .extracting(letter -> letter.claim().orElseThrow().userId())
                .containsExactly(3L);
        assertThat(raced).containsExactly(4L);
        assertThat(finished).containsExactly(1L, 2L, 4L);
    }

    @Test
    void anAbsentServerBlamesNobodyAndIsNotTriedHere() {
        List<Integer> attempts = new ArrayList<>();
        ClaimWork work =
                (_, claims) -> {
                    attempts.add(claims.size());
                    throw new QueryTimeoutException("away", new SQLException("", "08S01"));
                };

        assertThatThrownBy(() -> isolation(work, () -> true).process(7, batch(10)))
                .isInstanceOf(QueryTimeoutException.class);
        assertThat(attempts).containsExactly(10);
    }

    @Test
    void aServerThatGoesAwayWhileCulpritsAreSoughtBlamesNobody() {
        ClaimWork work =
                (_, claims) -> {
                    if (claims.size() < 5) {
                        throw new QueryTimeoutException("away", new SQLException("", "08S01"));
                    }
                    throw new IllegalStateException("a bug");
                };

        assertThatThrownBy(() -> isolation(work, () -> true).process(7, batch(16)))
                .isInstanceOf(QueryTimeoutException.class);
    }

    @Test
    void whatFailsWhileTheWorkerStopsComesAgainElsewhere() {
        assertThatThrownBy(() -> isolation(failingOn(Set.of(1L)), () -> false).process(7, batch(1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anErrorOfTheVirtualMachineIsNobodysFault() {
        ClaimWork work =
                (_, _) -> {
                    throw new OutOfMemoryError("not really");
                };

        assertThatThrownBy(() -> isolation(work, () -> true).process(7, batch(2)))
                .isInstanceOf(OutOfMemoryError.class);
    }

    private static Isolation isolation(ClaimWork work, BooleanSupplier running) {
        return new Isolation(work, THREE_TRIES, running);
    }

    private ClaimWork failingOn(Set<Long> users) {
        return (_, claims) -> {
            List<Long> batch = claims.stream().map(CouponIssueRequested::userId).toList();
            if (batch.stream().anyMatch(users::contains)) {
                throw new IllegalStateException("a bug");
            }
            finished.addAll(batch);
        };
    }

    private static List<Delivery.Request> batch(int size) {
        return LongStream.rangeClosed(1, size)
                .mapToObj(
                        user ->
                                new Delivery.Request(
                                        new ConsumerRecord<>(
                                                "topic", 0, user, new byte[0], new byte[0]),
                                        new CouponIssueRequested(7, user, user, 1, Instant.EPOCH)))
                .toList();
    }
}
