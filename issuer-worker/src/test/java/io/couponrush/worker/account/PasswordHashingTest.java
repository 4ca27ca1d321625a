package io.couponrush.worker.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.couponrush.worker.edge.OverloadedException;
import io.couponrush.worker.support.Waiting;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

class PasswordHashingTest {

    private final SlowEncoder encoder = new SlowEncoder();

    @Test
    void neverMoreAtOnceThanAllowedAndWhoFindsTheQueueFullIsSentAway() throws Exception {
        PasswordHashing hashing =
                new PasswordHashing(
                        encoder, new AccountProperties(2, 3, Duration.ofMinutes(1), 10));
        encoder.hold();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> served = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                served.add(people.submit(() -> hashing.matches("p", "h")));
            }
            Waiting.await().until(() -> encoder.inside.get() == 2);
            for (int i = 0; i < 3; i++) {
                served.add(people.submit(() -> hashing.matches("p", "h")));
            }
            Waiting.await().until(() -> hashing.waiting() == 3);

            assertThatThrownBy(() -> hashing.matches("p", "h"))
                    .isInstanceOf(OverloadedException.class);

            encoder.release();
            for (Future<Boolean> answer : served) {
                assertThat(answer.get()).isTrue();
            }
        }
        assertThat(encoder.most.get()).isEqualTo(2);
    }

    @Test
    void whoWaitedTooLongIsSentAway() throws Exception {
        PasswordHashing hashing =
                new PasswordHashing(encoder, new AccountProperties(1, 3, Duration.ofMillis(1), 10));
        encoder.hold();
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> first = people.submit(() -> hashing.matches("p", "h"));
            Waiting.await().until(() -> encoder.inside.get() == 1);

            assertThatThrownBy(() -> hashing.hash("p")).isInstanceOf(OverloadedException.class);

            encoder.release();
            assertThat(first.get()).isTrue();
        }
    }

    @Test
    void aFailureGivesTheTurnBack() {
        PasswordHashing hashing =
                new PasswordHashing(encoder, new AccountProperties(1, 3, Duration.ofMillis(1), 10));

        assertThatThrownBy(() -> hashing.matches("bad", "h"))
                .isInstanceOf(IllegalStateException.class);

        assertThat(hashing.matches("p", "h")).isTrue();
    }

    /**
     * Counts instead of measuring: the work for a name that does not exist is the same one match.
     */
    @Test
    void anUnknownNameCostsOneMatchAgainstAHashOfTheSameKind() {
        PasswordHashing hashing =
                new PasswordHashing(
                        encoder, new AccountProperties(1, 3, Duration.ofSeconds(1), 10));

        hashing.matchNobody("p");

        assertThat(encoder.matchedAgainst).containsExactly("hash of nobody's password");
    }

    /** Takes as long as the test wants. */
    private static final class SlowEncoder implements PasswordEncoder {

        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final List<String> matchedAgainst = new ArrayList<>();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        void hold() {
            gate = new CountDownLatch(1);
        }

        void release() {
            gate.countDown();
        }

        @Override
        public @Nullable String encode(@Nullable CharSequence password) {
            return "hash of " + password;
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                inside.decrementAndGet();
            }
            if ("bad".contentEquals(String.valueOf(password))) {
                throw new IllegalStateException("bad");
            }
            synchronized (matchedAgainst) {
                matchedAgainst.add(String.valueOf(hash));
            }
            return true;
        }
    }
}
