package io.couponrush.gateway.gate;

import io.couponrush.gate.AdmissionScript;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.gateway.redis.LuaScript;
import io.couponrush.gateway.redis.RedisLink;
import io.couponrush.keys.CouponKeys;
import io.lettuce.core.MapScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.api.async.RedisAsyncCommands;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;

/**
 * What the gate asks of Redis. Futures, not Monos: a claim's decision belongs to the claim and not
 * to whoever waits for it, and nobody can cancel a future by hanging up. Every failure of Redis
 * arrives as a {@link io.couponrush.gateway.redis.RedisUnavailableException}.
 */
final class RedisGate {

    private static final LuaScript ADMISSION =
            LuaScript.load(AdmissionScript.class, AdmissionScript.NAME);
    private static final LuaScript SNAPSHOT = LuaScript.load(RedisGate.class, "snapshot.lua");
    private static final ScanArgs PAGE = ScanArgs.Builder.limit(1_000);

    private final RedisLink link;
    private final GatewayMeters meters;

    RedisGate(RedisLink link, GatewayMeters meters) {
        this.link = link;
        this.meters = meters;
    }

    /**
     * @param epoch the latest that was announced; an older gate decides nothing
     */
    CompletableFuture<Admission> admit(long couponId, long epoch, long userId) {
        String[] touched = AdmissionScript.keys(CouponKeys.of(couponId)).toArray(String[]::new);
        return link.call(
                (redis, runId) ->
                        ADMISSION
                                .run(redis, touched, AdmissionScript.queued(userId, runId, epoch))
                                .thenApply(AdmissionReply::decode));
    }

    /** Null if there is no gate. */
    CompletableFuture<@Nullable GateSnapshot> snapshot(long couponId) {
        CouponKeys keys = CouponKeys.of(couponId);
        String[] read = {keys.gate(), keys.tickets(), keys.pending(), keys.returned()};
        meters.gateRead();
        return link.call(
                (redis, runId) ->
                        SNAPSHOT.run(redis, read, runId)
                                .thenApply(items -> SnapshotReply.decode(couponId, items)));
    }

    /**
     * Everybody who holds a ticket all the while that this takes, ascending. Who gets a ticket
     * meanwhile may be missing.
     */
    CompletableFuture<long[]> holders(long couponId) {
        String tickets = CouponKeys.of(couponId).tickets();
        return link.call(
                redis ->
                        page(redis, tickets, ScanCursor.INITIAL, LongStream.builder())
                                .thenApply(RedisGate::ascending));
    }

    /** Which connection decisions come from; another number means another server may answer. */
    long connectionNumber() {
        return link.connectionNumber();
    }

    private static CompletionStage<LongStream> page(
            RedisAsyncCommands<String, String> redis,
            String tickets,
            ScanCursor from,
            LongStream.Builder found) {
        CompletionStage<MapScanCursor<String, String>> page = redis.hscan(tickets, from, PAGE);
        return page.thenCompose(
                next -> {
                    next.getMap().keySet().forEach(user -> found.add(Long.parseLong(user)));
                    return next.isFinished()
                            ? CompletableFuture.completedStage(found.build())
                            : page(redis, tickets, next, found);
                });
    }

    private static long[] ascending(LongStream users) {
        long[] sorted = users.toArray();
        Arrays.sort(sorted);
        return Arrays.stream(sorted).distinct().toArray();
    }
}
