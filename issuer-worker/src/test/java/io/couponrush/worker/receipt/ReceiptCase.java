package io.couponrush.worker.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.keys.CouponKeys;
import io.couponrush.worker.issuing.Coupons;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.receipt.domain.Merkle;
import io.couponrush.worker.support.TestKey;
import io.couponrush.worker.support.WorkerApi;
import io.couponrush.worker.support.WorkerTest;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Objects;

/** A worker that signs receipts, and coupons whose claims ended in one way or another. */
@WorkerTest
@Import(Coupons.class)
abstract class ReceiptCase {

    static final Path KEY = TestKey.write(2048);
    static final Instant AT = Instant.parse("2026-11-21T03:00:00.123456Z");

    @Autowired WorkerApi api;
    @Autowired Coupons coupons;
    @Autowired JdbcClient database;
    @Autowired StringRedisTemplate redis;
    @Autowired Committer committer;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("rush.receipts.signing-key", KEY::toString);
        // a test looks when it wants to
        registry.add("rush.receipts.interval", () -> "24h");
        registry.add("rush.receipts.settle", () -> "0s");
    }

    void issue(CouponIssueRequested claim) {
        insert("insert into user_coupon values (?, ?, ?, 'v3', ?)", claim);
        settled(claim);
    }

    void rejectAsSoldOut(CouponIssueRequested claim) {
        insert("insert into claim_without_row values (?, ?, ?, 'SOLD_OUT', ?)", claim);
        settled(claim);
    }

    void discard(Offered coupon, CouponIssueRequested claim) {
        insert("insert into discarded_claim values (?, ?, ?, ?)", claim);
        settled(claim);
        giveBack(coupon, claim.userId(), claim.sequence());
    }

    void giveBack(Offered coupon, long user, long sequence) {
        redis.opsForZSet().add(coupon.keys().returned(), user + ":" + sequence, 0);
    }

    void settled(CouponIssueRequested claim) {
        redis.opsForZSet()
                .remove(CouponKeys.of(claim.couponId()).pending(), Long.toString(claim.userId()));
    }

    private void insert(String sql, CouponIssueRequested claim) {
        database.sql(sql)
                .param(claim.couponId())
                .param(claim.userId())
                .param(claim.sequence())
                .param(LocalDateTime.ofInstant(AT, ZoneOffset.UTC))
                .update();
    }

    void close(Offered coupon) {
        database.sql("update coupon set state = 'CLOSED' where id = ?").param(coupon.id()).update();
        redis.opsForHash().put(coupon.keys().gate(), "state", "CLOSED");
    }

    JsonNode receipt(Offered coupon, long user) {
        return get(api.user(user), "/api/v1/me/coupons/" + coupon.id() + "/receipt", 200);
    }

    JsonNode audit(Offered coupon, String path, int status) {
        return get(api.anybody(), "/api/v1/coupons/" + coupon.id() + "/audit" + path, status);
    }

    static JsonNode get(RestTestClient client, String path, int status) {
        byte[] body =
                client.get()
                        .uri(path)
                        .exchange()
                        .expectStatus()
                        .isEqualTo(status)
                        .expectBody()
                        .returnResult()
                        .getResponseBody();
        return JsonMapper.shared().readTree(Objects.requireNonNull(body));
    }

    /** With nothing but what is published. */
    void assertSigned(JsonNode signed) throws Exception {
        JsonNode keys = get(api.anybody(), "/api/v1/receipt-keys", 200).required("keys");
        assertThat(keys).as("no private part").noneMatch(key -> key.has("d"));
        JsonNode jwk =
                keys.valueStream()
                        .filter(key -> key.required("kid").equals(signed.required("keyId")))
                        .findFirst()
                        .orElseThrow();
        Signature rsa = Signature.getInstance("SHA256withRSA");
        rsa.initVerify(
                KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e"))));
        rsa.update(signed.required("statement").asString().getBytes(US_ASCII));
        assertThat(rsa.verify(Base64.getDecoder().decode(signed.required("signature").asString())))
                .isTrue();
    }

    private static BigInteger number(JsonNode jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(jwk.required(name).asString()));
    }

    static byte[] leaf(String statement) {
        return Merkle.leaf(statement.getBytes(US_ASCII));
    }

    static String line(JsonNode signed, String name) {
        return signed.required("statement")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 2);
    }
}
