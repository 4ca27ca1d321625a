package io.couponrush.worker.receipt;

import io.couponrush.worker.receipt.domain.Statement;
import io.couponrush.worker.security.SigningKey;

import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;

/** The key that signs now, and the public halves of all that ever did. */
final class ReceiptKeys {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient database;
    private final SigningKey key;

    private ReceiptKeys(JdbcClient database, SigningKey key) {
        this.database = database;
        this.key = key;
    }

    /** Published before it signs for the first time. */
    static ReceiptKeys of(JdbcClient database, SigningKey key, Clock clock) {
        database.sql("insert ignore into receipt_key values (?, ?, ?)")
                .param(key.id())
                .param(key.publicKey())
                .param(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
        return new ReceiptKeys(database, key);
    }

    Signed sign(String statement) {
        byte[] signature = key.sign(Statement.bytes(statement));
        return signed(statement, key.id(), signature);
    }

    static Signed signed(String statement, String keyId, byte[] signature) {
        return new Signed(
                statement,
                keyId,
                SigningKey.algorithm(),
                Base64.getEncoder().encodeToString(signature));
    }

    /** RFC 7517, the oldest first. */
    List<JsonNode> all() {
        return database.sql("select jwk from receipt_key order by known_since, key_id")
                .query((row, _) -> JSON.readTree(row.getString(1)))
                .list();
    }
}
