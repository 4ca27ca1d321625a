package io.couponrush.worker.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.receipt.domain.Ending;
import io.couponrush.worker.receipt.domain.Merkle;
import io.couponrush.worker.receipt.domain.Place;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import tools.jackson.databind.JsonNode;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The tree over all places, from real tables and a real Redis. */
class DigestTest extends ReceiptCase {

    @Autowired Digests digests;
    @Autowired PlaceTables tables;
    @Autowired ReceiptKeys keys;
    @Autowired TransactionOperations transaction;
    @Autowired JdbcTemplate rows;

    @Test
    void holdsEveryPlaceAndSaysWhyOneIsVacant() throws Exception {
        Offered coupon = coupons.offer(10).warmed();
        List<CouponIssueRequested> claims = coupon.admit(5);
        issue(claims.get(0));
        discard(coupon, claims.get(1));
        rejectAsSoldOut(claims.get(2));
        settled(claims.get(3));
        giveBack(coupon, claims.get(3).userId(), 4);
        settled(claims.get(4));
        giveBack(coupon, 0, 5);
        audit(coupon, "", 404);
        close(coupon);

        committer.round();

        JsonNode digest = audit(coupon, "", 200);
        assertSigned(digest);
        assertThat(digest.required("statement").asString())
                .startsWith("coupon-rush digest v1\ncoupon: " + coupon.id() + "\nplaces: 5\n")
                .contains("\nissued: 1\nwithout-coupon: 2\nvacant: 2\nroot: ");
        String vacancy = "coupon-rush vacancy v1\ncoupon: %d\nsequence: %d\nwhy: %s\n";
        List<String> statements =
                List.of(
                        receipt(coupon, claims.get(0).userId()).required("statement").asString(),
                        receipt(coupon, claims.get(1).userId()).required("statement").asString(),
                        receipt(coupon, claims.get(2).userId()).required("statement").asString(),
                        vacancy.formatted(coupon.id(), 4, "RETURNED"),
                        vacancy.formatted(coupon.id(), 5, "UNCLAIMED"));
        List<String> leaves = statements.stream().map(DigestTest::hex).toList();
        assertThat(hashes(audit(coupon, "/leaves/1", 200), "hashes")).isEqualTo(leaves);
        assertThat(line(digest, "root"))
                .isEqualTo(HexFormat.of().formatHex(Merkle.root(bytes(leaves))));
        for (int i = 0; i < 5; i++) {
            JsonNode proof = audit(coupon, "/proofs/" + (i + 1), 200);
            assertThat(proof.required("leafHash").asString()).isEqualTo(leaves.get(i));
            assertThat(hashes(proof, "path"))
                    .isEqualTo(
                            Merkle.path(bytes(leaves), i).stream()
                                    .map(HexFormat.of()::formatHex)
                                    .toList());
        }
        audit(coupon, "/proofs/6", 404);
        audit(coupon, "/leaves/2", 404);
    }

    @Test
    void isTheSameForEverybodyForEver() {
        Offered coupon = coupons.offer(10).warmed();
        issue(coupon.admit());
        close(coupon);
        committer.round();
        JsonNode before = audit(coupon, "", 200);
        committer.round();

        assertThat(audit(coupon, "", 200)).isEqualTo(before);
        api.anybody()
                .get()
                .uri("/api/v1/coupons/{id}/audit", coupon.id())
                .exchange()
                .expectHeader()
                .valueEquals("Cache-Control", "max-age=31536000, public, immutable");
    }

    @Test
    void goesOverSeveralRowsOfLeaves() {
        Offered coupon = coupons.offer(3_000).warmed();
        List<CouponIssueRequested> claims = coupon.admit(2_500);
        rows.batchUpdate(
                "insert into user_coupon values (?, ?, ?, 'v3', '2026-11-21')",
                claims.stream()
                        .map(claim -> new Object[] {coupon.id(), claim.userId(), claim.sequence()})
                        .toList());
        redis.delete(coupon.keys().pending());
        close(coupon);
        committer.round();

        List<String> leaves = new ArrayList<>();
        for (int part = 1; part <= 3; part++) {
            leaves.addAll(hashes(audit(coupon, "/leaves/" + part, 200), "hashes"));
        }
        assertThat(leaves).hasSize(claims.size());
        assertThat(line(audit(coupon, "", 200), "root"))
                .isEqualTo(HexFormat.of().formatHex(Merkle.root(bytes(leaves))));
        for (int sequence : List.of(1, 1_024, 1_025, 2_048, 2_049, 2_500)) {
            assertThat(hashes(audit(coupon, "/proofs/" + sequence, 200), "path"))
                    .isEqualTo(
                            Merkle.path(bytes(leaves), sequence - 1).stream()
                                    .map(HexFormat.of()::formatHex)
                                    .toList());
        }
        assertThat(line(receipt(coupon, claims.get(1_024).userId()), "sequence")).isEqualTo("1025");
    }

    @Test
    void waitsForWhoWaitsAndForWhoIsLookedAt() {
        Offered coupon = coupons.offer(10).warmed();
        List<CouponIssueRequested> claims = coupon.admit(2);
        issue(claims.get(0));
        close(coupon);
        committer.round();
        audit(coupon, "", 404);

        settled(claims.get(1));
        redis.opsForHash()
                .put(coupon.keys().failed(), Long.toString(claims.get(1).userId()), "POISON");
        committer.round();
        audit(coupon, "", 404);

        redis.delete(coupon.keys().failed());
        issue(claims.get(1));
        committer.round();
        audit(coupon, "", 200);
    }

    @Test
    void isNotMadeOfAGateThatIsOpenOrNotToBeTrusted() {
        Offered open = coupons.offer(10).warmed();
        Offered foreign = coupons.offer(10).warmed();
        Offered rebuilding = coupons.offer(10).warmed();
        for (Offered coupon : List.of(open, foreign, rebuilding)) {
            issue(coupon.admit());
            close(coupon);
        }
        redis.opsForHash().put(open.keys().gate(), "state", "OPEN");
        redis.opsForHash().put(foreign.keys().gate(), "run_id", "another");
        redis.opsForHash().put(rebuilding.keys().gate(), "rebuilding", "loading");

        committer.round();

        audit(open, "", 404);
        audit(foreign, "", 404);
        audit(rebuilding, "", 404);
    }

    /** A hole that nobody can explain, and two on one place, are not papered over. */
    @Test
    void isNotMadeOfBooksThatDoNotFit() {
        Offered hole = coupons.offer(10).warmed();
        hole.admit(2).forEach(this::settled);
        Offered twice = coupons.offer(10).warmed();
        CouponIssueRequested claim = twice.admit();
        issue(claim);
        issue(new CouponIssueRequested(twice.id(), claim.userId() + 1, 1, 1, AT));
        Offered beyond = coupons.offer(10).warmed();
        CouponIssueRequested admitted = beyond.admit();
        issue(admitted);
        issue(new CouponIssueRequested(beyond.id(), admitted.userId() + 1, 2, 1, AT));
        Stream.of(hole, twice, beyond).forEach(this::close);

        committer.round();

        audit(hole, "", 404);
        audit(twice, "", 404);
        audit(beyond, "", 404);
    }

    @Test
    void isMadeWhenNothingHasChangedForAWhile() {
        AtomicLong nanos = new AtomicLong();
        Committer patient = committer(Duration.ofSeconds(10), nanos);
        Offered coupon = coupons.offer(10).warmed();
        issue(coupon.admit());
        close(coupon);

        patient.round();
        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        giveBack(coupon, 0, 7);
        patient.round();
        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        patient.round();
        audit(coupon, "", 404);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        patient.round();
        audit(coupon, "", 200);
    }

    @Test
    void isMadeOnceByWorkersThatDoItAtTheSameTime() {
        Offered coupon = coupons.offer(10).warmed();
        coupon.admit(9).forEach(this::issue);
        close(coupon);

        CompletableFuture.allOf(
                        Stream.generate(() -> committer(Duration.ZERO, new AtomicLong()))
                                .limit(4)
                                .map(one -> CompletableFuture.runAsync(one::round))
                                .toArray(CompletableFuture[]::new))
                .join();

        assertThat(line(audit(coupon, "", 200), "places")).isEqualTo("9");
    }

    /** Its transaction has looked around before the other worker's was committed. */
    @Test
    void theBlindingOfTheWorkerThatWasFasterIsTaken() {
        Offered coupon = coupons.offer(1);
        Place.Taken place = new Place.Taken(1, 5, Ending.ISSUED, Instant.EPOCH);

        transaction.executeWithoutResult(
                _ -> {
                    assertThat(digests.find(coupon.id())).isEmpty();
                    Blinding faster =
                            CompletableFuture.supplyAsync(
                                            () -> digests.blinding(coupon.id(), Instant.now()))
                                    .join();

                    Blinding slower = digests.blinding(coupon.id(), Instant.now());

                    assertThat(slower.nonce(place)).isEqualTo(faster.nonce(place));
                });
    }

    private Committer committer(Duration settle, AtomicLong nanos) {
        return new Committer(
                digests,
                tables,
                new ClosedGate(redis),
                keys,
                transaction,
                settle,
                Duration.ofDays(7),
                nanos::get,
                Clock.systemUTC());
    }

    private static String hex(String statement) {
        return HexFormat.of().formatHex(leaf(statement));
    }

    private static List<String> hashes(JsonNode answer, String name) {
        return answer.required(name).valueStream().map(JsonNode::asString).toList();
    }

    private static List<byte[]> bytes(List<String> hashes) {
        return hashes.stream().map(HexFormat.of()::parseHex).toList();
    }
}
