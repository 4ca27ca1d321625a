package io.couponrush.system.crowd;

import io.couponrush.system.load.Agenda;
import io.couponrush.system.load.RequestTemplate;
import io.couponrush.system.load.Step;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** The visitors of one coupon. Used by the load's thread; read when that has ended. */
final class CrowdedEvent {

    /** Of a hundred who are in the queue. */
    private static final int COME_BACK = 15;

    private static final int LEAVE = 5;

    /** Above the ids of accounts and below those that a spike takes. */
    private static final long LOWEST_ID = 1L << 39;

    /** How a visit ended. */
    enum End {
        ISSUED,
        TOO_LATE,
        LEFT,
        GAVE_UP
    }

    enum Patience {
        STAYS,
        COMES_BACK,
        LEAVES
    }

    final Agenda agenda = new Agenda();
    final RequestTemplate page;
    final RequestTemplate claim;
    final RequestTemplate ticket;
    private final LongFunction<byte[]> signIn;
    private final SplittableRandom random;
    private final Map<End, Integer> ends = new EnumMap<>(End.class);

    /**
     * @param startNanos when the first may come
     * @param signIn gives a user's token
     */
    CrowdedEvent(
            URI gateway,
            long couponId,
            CrowdOptions options,
            long startNanos,
            LongFunction<byte[]> signIn,
            SplittableRandom random) {
        this.signIn = signIn;
        this.random = random;
        page = RequestTemplate.anonymous("GET", gateway, "/coupons/" + couponId);
        String mine = "/api/v3/me/coupons/" + couponId;
        claim = RequestTemplate.withToken("POST", gateway, mine + "/issue");
        ticket = RequestTemplate.withToken("GET", gateway, mine + "/ticket");
        long first = LOWEST_ID + random.nextLong(1L << 38);
        for (long id = first; id < first + options.visitors(); id++) {
            agenda.addAt(
                    startNanos + random.nextLong(options.span().toNanos()), new Visitor(id, this));
        }
    }

    byte[] token(long userId) {
        return signIn.apply(userId);
    }

    Duration thinking() {
        return Duration.ofMillis(random.nextLong(500, 5_000));
    }

    Duration absence() {
        return Duration.ofMillis(random.nextLong(5_000, 20_000));
    }

    Patience patience() {
        int drawn = random.nextInt(100);
        if (drawn < LEAVE) {
            return Patience.LEAVES;
        }
        return drawn < LEAVE + COME_BACK ? Patience.COMES_BACK : Patience.STAYS;
    }

    void again(long nowNanos, Duration pause, Step visitor) {
        agenda.addAt(nowNanos + pause.toNanos(), visitor);
    }

    void ended(End end) {
        ends.merge(end, 1, Integer::sum);
    }

    int ended() {
        return ends.values().stream().mapToInt(Integer::intValue).sum();
    }

    int count(End end) {
        return ends.getOrDefault(end, 0);
    }
}
