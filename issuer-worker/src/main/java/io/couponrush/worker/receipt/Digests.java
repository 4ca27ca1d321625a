package io.couponrush.worker.receipt;

import io.couponrush.worker.receipt.domain.Merkle;
import io.couponrush.worker.receipt.domain.Tally;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The digests and their leaves. Rows are written once; nothing here changes or deletes one. */
final class Digests {

    /** Leaves a row. A power of two, so that a full row is a whole subtree. */
    static final int LEAVES = 1_024;

    private static final int HASH = 32;

    private final JdbcClient database;

    Digests(JdbcClient database) {
        this.database = database;
    }

    /** A digest as it was committed. */
    record Digest(long couponId, long places, List<byte[]> chunkRoots, Signed signed) {}

    /** What is to be committed to. */
    record Draft(long couponId, Tally tally, List<byte[]> chunkRoots, Instant at) {

        byte[] root() {
            return Merkle.root(chunkRoots);
        }
    }

    /** Closed coupons without a digest whose keys are still in Redis, by id. */
    List<Long> due(Duration retention) {
        return database.sql(
                        """
                        select id from coupon c
                        where warmed = 1
                          and (state = 'CLOSED' or closes_at <= utc_timestamp(6))
                          and closes_at > utc_timestamp(6) - interval ? microsecond
                          and not exists (select 1 from receipt_digest d where d.coupon_id = c.id)
                        order by id\
                        """)
                .param(retention.toNanos() / 1000)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /** Made when first asked for, by whichever worker. */
    Blinding blinding(long couponId, Instant now) {
        return secret(couponId, "")
                .orElseGet(
                        () -> {
                            byte[] made = new byte[Blinding.BYTES];
                            new SecureRandom().nextBytes(made);
                            database.sql("insert ignore into receipt_blinding values (?, ?, ?)")
                                    .param(couponId)
                                    .param(made)
                                    .param(utc(now))
                                    .update();
                            // another worker's, which the transaction's own snapshot may lack
                            return secret(couponId, " lock in share mode").orElseThrow();
                        });
    }

    private Optional<Blinding> secret(long couponId, String how) {
        return database.sql("select secret from receipt_blinding where coupon_id = ?" + how)
                .param(couponId)
                .query((row, _) -> new Blinding(row.getBytes(1)))
                .optional();
    }

    /**
     * @param hashes of {@link #LEAVES} leaves, fewer in the last chunk
     */
    void insertChunk(long couponId, int chunk, List<byte[]> hashes) {
        database.sql("insert into receipt_chunk values (?, ?, ?)")
                .param(couponId)
                .param(chunk)
                .param(joined(hashes))
                .update();
    }

    /**
     * @throws org.springframework.dao.DuplicateKeyException if another worker was faster
     */
    void insert(Draft draft, Signed signed, byte[] signature) {
        database.sql("insert into receipt_digest values (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(draft.couponId)
                .param(draft.tally.places())
                .param(draft.root())
                .param(joined(draft.chunkRoots))
                .param(signed.statement())
                .param(signed.keyId())
                .param(signature)
                .param(utc(draft.at))
                .update();
    }

    Optional<Digest> find(long couponId) {
        return database.sql(
                        """
                        select coupon_id, places, chunk_roots, statement, key_id, signature
                        from receipt_digest where coupon_id = ?\
                        """)
                .param(couponId)
                .query((row, _) -> digest(row))
                .optional();
    }

    private static Digest digest(ResultSet row) throws SQLException {
        return new Digest(
                row.getLong(1),
                row.getLong(2),
                split(row.getBytes(3)),
                ReceiptKeys.signed(row.getString(4), row.getString(5), row.getBytes(6)));
    }

    List<byte[]> chunk(long couponId, long chunk) {
        return database.sql("select hashes from receipt_chunk where coupon_id = ? and chunk = ?")
                .param(couponId)
                .param(chunk)
                .query((row, _) -> split(row.getBytes(1)))
                .optional()
                .orElse(List.of());
    }

    private static byte[] joined(List<byte[]> hashes) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(hashes.size() * HASH);
        hashes.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static List<byte[]> split(byte[] hashes) {
        List<byte[]> all = new ArrayList<>(hashes.length / HASH);
        for (int from = 0; from < hashes.length; from += HASH) {
            byte[] one = new byte[HASH];
            System.arraycopy(hashes, from, one, 0, HASH);
            all.add(one);
        }
        return all;
    }

    private static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
