package io.couponrush.worker.receipt;

import io.couponrush.worker.edge.ProblemCode;
import io.couponrush.worker.edge.RushId;
import io.couponrush.worker.receipt.Digests.Digest;
import io.couponrush.worker.receipt.domain.Merkle;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What anybody may check receipts against. The same for all, and for ever once it is there. */
@RestController
final class AuditController {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final @Nullable ReceiptKeys keys;
    private final Digests digests;

    /**
     * @param keys null if this worker signs no receipts
     */
    AuditController(@Nullable ReceiptKeys keys, Digests digests) {
        this.keys = keys;
        this.digests = digests;
    }

    /**
     * @param leafHash in hexadecimal, as all hashes
     * @param path from the leaf upwards (RFC 9162, section 2.1.3)
     */
    record Proof(long couponId, long sequence, long places, String leafHash, List<String> path) {}

    /**
     * @param first the sequence of the first
     */
    record Leaves(long couponId, long places, long first, List<String> hashes) {}

    @GetMapping("/api/v1/receipt-keys")
    ResponseEntity<Object> keys() {
        ReceiptKeys known = keys;
        return known == null
                ? off()
                : ResponseEntity.ok()
                        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
                        .body(Map.of("keys", known.all()));
    }

    @GetMapping("/api/v1/coupons/{id}/audit")
    ResponseEntity<Object> digest(@PathVariable @RushId long id) {
        return answer(id, digest -> Optional.of(digest.signed()));
    }

    @GetMapping("/api/v1/coupons/{id}/audit/proofs/{sequence}")
    ResponseEntity<Object> proof(
            @PathVariable @RushId long id, @PathVariable @RushId long sequence) {
        return answer(
                id,
                digest ->
                        sequence > digest.places()
                                ? Optional.empty()
                                : Optional.of(proof(digest, sequence)));
    }

    private Proof proof(Digest digest, long sequence) {
        long chunk = (sequence - 1) / Digests.LEAVES;
        int within = (int) ((sequence - 1) % Digests.LEAVES);
        List<byte[]> leaves = digests.chunk(digest.couponId(), chunk);
        List<byte[]> path = Merkle.path(leaves, within);
        path.addAll(Merkle.path(digest.chunkRoots(), (int) chunk));
        return new Proof(
                digest.couponId(),
                sequence,
                digest.places(),
                HexFormat.of().formatHex(leaves.get(within)),
                hexadecimal(path));
    }

    @GetMapping("/api/v1/coupons/{id}/audit/leaves/{part}")
    ResponseEntity<Object> leaves(@PathVariable @RushId long id, @PathVariable @RushId long part) {
        return answer(
                id,
                digest ->
                        part > digest.chunkRoots().size()
                                ? Optional.empty()
                                : Optional.of(
                                        new Leaves(
                                                id,
                                                digest.places(),
                                                (part - 1) * Digests.LEAVES + 1,
                                                hexadecimal(digests.chunk(id, part - 1)))));
    }

    private ResponseEntity<Object> answer(long couponId, Function<Digest, Optional<?>> look) {
        if (keys == null) {
            return off();
        }
        Optional<?> found = digests.find(couponId).flatMap(look);
        return found.isPresent()
                ? ResponseEntity.ok().cacheControl(FOR_EVER).body(found.get())
                : ProblemCode.DIGEST_NOT_FOUND.answer(
                        "There is no such place, or no digest yet: it is made once the coupon is"
                                + " closed and every claim is settled.");
    }

    static ResponseEntity<Object> off() {
        return ProblemCode.NOT_FOUND.answer("Receipts are not signed here.");
    }

    private static List<String> hexadecimal(List<byte[]> hashes) {
        return hashes.stream().map(HexFormat.of()::formatHex).toList();
    }
}
