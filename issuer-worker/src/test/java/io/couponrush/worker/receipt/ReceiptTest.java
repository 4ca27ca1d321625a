package io.couponrush.worker.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.events.CouponIssueRequested;
import io.couponrush.worker.issuing.Coupons.Offered;
import io.couponrush.worker.support.WorkerApi;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.util.List;

/** Receipts on a real database and a real Redis. */
class ReceiptTest extends ReceiptCase {

    @Test
    void sayWhatTheRowSaysAndTheSameEveryTime() throws Exception {
        Offered coupon = coupons.offer(10).warmed();
        List<CouponIssueRequested> claims = coupon.admit(2);
        issue(claims.get(1));
        long user = claims.get(1).userId();

        JsonNode receipt = receipt(coupon, user);

        assertThat(receipt.required("statement").asString())
                .startsWith(
                        """
                        coupon-rush receipt v1
                        coupon: %d
                        sequence: 2
                        user: %d
                        outcome: ISSUED
                        settled: 2026-11-21T03:00:00.123456Z
                        nonce: \
                        """
                                .formatted(coupon.id(), user));
        assertSigned(receipt);
        assertThat(receipt(coupon, user)).isEqualTo(receipt);
    }

    @Test
    void noncesDoNotRepeat() {
        Offered one = coupons.offer(10).warmed();
        Offered other = coupons.offer(10).warmed();
        CouponIssueRequested first = one.admit();
        CouponIssueRequested second = one.admit();
        CouponIssueRequested elsewhere = other.admit();
        List.of(first, second, elsewhere).forEach(this::issue);

        assertThat(
                        List.of(
                                line(receipt(one, first.userId()), "nonce"),
                                line(receipt(one, second.userId()), "nonce"),
                                line(receipt(other, elsewhere.userId()), "nonce")))
                .doesNotHaveDuplicates();
    }

    @Test
    void whoWaitsOrHasNoPlaceHasNone() {
        Offered coupon = coupons.offer(10).warmed();
        CouponIssueRequested waiting = coupon.admit();
        String path = "/api/v1/me/coupons/" + coupon.id() + "/receipt";
        long byDatabase = WorkerApi.newUser();
        database.sql("insert into user_coupon values (?, ?, null, 'v1', '2026-11-21')")
                .param(coupon.id())
                .param(byDatabase)
                .update();

        for (long user : List.of(waiting.userId(), byDatabase, WorkerApi.newUser())) {
            assertThat(get(api.user(user), path, 404).required("code").asString())
                    .isEqualTo("RECEIPT_NOT_FOUND");
        }
    }

    /** A raise may still turn a rejection into a coupon. */
    @Test
    void aNoIsSignedWhenItIsFinal() throws Exception {
        Offered coupon = coupons.offer(1).warmed();
        CouponIssueRequested late = coupon.admit();
        rejectAsSoldOut(late);
        String path = "/api/v1/me/coupons/" + coupon.id() + "/receipt";

        assertThat(get(api.user(late.userId()), path, 409).required("code").asString())
                .isEqualTo("RECEIPT_NOT_FINAL");
        close(coupon);
        committer.round();

        JsonNode receipt = receipt(coupon, late.userId());
        assertSigned(receipt);
        assertThat(line(receipt, "outcome")).isEqualTo("SOLD_OUT");
    }

    @Test
    void aDiscardIsFinalAtOnce() {
        Offered coupon = coupons.offer(1).warmed();
        CouponIssueRequested given = coupon.admit();
        discard(coupon, given);

        assertThat(line(receipt(coupon, given.userId()), "outcome")).isEqualTo("DISCARDED");
    }

    /** Who may hold a receipt and finds that the books were changed gets no second one. */
    @Test
    void nothingIsSignedThatTheDigestDoesNotHold() {
        Offered coupon = coupons.offer(10).warmed();
        CouponIssueRequested claim = coupon.admit();
        issue(claim);
        close(coupon);
        committer.round();
        receipt(coupon, claim.userId());

        database.sql("update user_coupon set issued_at = '2026-11-20' where coupon_id = ?")
                .param(coupon.id())
                .update();

        String path = "/api/v1/me/coupons/" + coupon.id() + "/receipt";
        assertThat(get(api.user(claim.userId()), path, 409).required("code").asString())
                .isEqualTo("RECEIPT_DISPUTED");
    }

    @Test
    void aKeyOfYesterdayIsStillPublished() {
        String old = "old-" + System.nanoTime();
        database.sql("insert into receipt_key values (?, ?, '2026-01-01')")
                .param(old)
                .param("{\"kty\":\"RSA\",\"kid\":\"" + old + "\",\"n\":\"AQAB\",\"e\":\"AQAB\"}")
                .update();

        assertThat(get(api.anybody(), "/api/v1/receipt-keys", 200).required("keys"))
                .extracting(key -> key.required("kid").asString())
                .contains(old)
                .hasSizeGreaterThan(1);
    }
}
