package io.couponrush.system.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/** Users of a load: ids in a range of their own, far above those of real accounts. */
public final class Users {

    /** A batch of signatures between two reports of progress. */
    private static final int BATCH = 500;

    private static final long LOWEST = 1L << 40;

    private Users() {}

    /**
     * A user and the token to ask with.
     *
     * @param token in ASCII; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; goes to the wire as it is
    public record User(long id, byte[] token) {}

    /**
     * Mints tokens on all cores.
     *
     * @param seed decides the ids
     * @param minted is told how many are done, by several threads
     */
    public static List<User> mint(
            TokenMint mint, int count, long seed, Clock clock, IntConsumer minted) {
        return mint(mint, count, seed, clock, TokenMint.LIFE, minted);
    }

    /** The same with tokens that live so long. */
    public static List<User> mint(
            TokenMint mint, int count, long seed, Clock clock, Duration life, IntConsumer minted) {
        Instant now = clock.instant();
        long first = LOWEST + new SplittableRandom(seed).nextLong(1L << 40);
        AtomicInteger done = new AtomicInteger();
        return LongStream.range(first, first + count)
                .parallel()
                .mapToObj(
                        id -> {
                            User user = new User(id, mint.userToken(id, now, life));
                            int so = done.incrementAndGet();
                            if (so % BATCH == 0 || so == count) {
                                minted.accept(so);
                            }
                            return user;
                        })
                .toList();
    }
}
