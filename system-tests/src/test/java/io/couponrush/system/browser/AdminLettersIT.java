package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.STATE;
import static io.couponrush.system.journey.SharedProduct.admin;
import static io.couponrush.system.journey.SharedProduct.anybody;
import static io.couponrush.system.journey.SharedProduct.openCoupon;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.journey.RefusedRows;
import io.couponrush.system.lane.AdminLane;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import java.util.List;
import java.util.Map;

/** A claim dies, and an admin sees to it; its user is told the truth all the way. */
@AdminLane
@Order(4)
class AdminLettersIT extends BrowserCase {

    @Test
    void aDeadLetterIsLookedAtAndReplayed() {
        Coupon coupon = openCoupon(5);
        try (Visitor admin = newVisitor()) {
            try (RefusedRows _ = RefusedRows.of(coupon)) {
                claimInVain(coupon);
                openLetters(admin, coupon);
                admin.click(".letter [data-of=look]");
                admin.await(
                        ".letter-inside",
                        inside ->
                                inside.getText().contains("\"couponId\":" + coupon.id())
                                        && inside.getText().contains("coupon-issue-requests-"));
                admin.assertThatEverybodyCanUse("a dead letter");
                visitor.assertThatEverybodyCanUse("failed");
            }

            admin.click(".letter [data-of=replay]");
            assertThat(Await.until(() -> issued(coupon) == 1, Visitor.BOUND)).isTrue();
            visitor.driver().navigate().refresh(); // people's work is looked for every half minute
            visitor.awaitView("issued");
            visitor.awaitText("#figure", "10%"); // which the coupon tells, and not the ticket
            admin.awaitText(".letter [data-of=state]", "Replayed");
            assertThat(admin.find(".letter [data-of=discard]").isEnabled()).isFalse();
            admin.await(".letter-inside", inside -> inside.getText().contains("Replayed · admin "));
            assertThat(admin().balance(coupon.id()).deadLettered()).isZero();
            admin.assertThatNothingWasWrong();
        }
        assertThat(visitor.seen()).containsSubsequence("failed No. 1", "issued 10%");
    }

    @Test
    void aDoubleClickReplaysOnce() {
        Coupon coupon = openCoupon(5);
        try (RefusedRows _ = RefusedRows.of(coupon)) {
            claimInVain(coupon);
        }
        visitor.forgetEverything();
        openLetters(visitor, coupon);
        visitor.doubleClick(".letter [data-of=replay]");
        visitor.awaitText(".letter [data-of=state]", "Replayed");
        assertThat(Await.until(() -> issued(coupon) == 1, Visitor.BOUND)).isTrue();

        visitor.open("/admin/actions?couponId=" + coupon.id());
        List<String> deeds = List.of("Replayed", "Created");
        visitor.await("#actions", _ -> visitor.texts("#actions [data-of=action]").equals(deeds));
    }

    @Test
    void aDeadLetterIsDiscardedWithAReason() {
        Coupon coupon = openCoupon(5);
        try (Visitor admin = newVisitor();
                RefusedRows _ = RefusedRows.of(coupon)) {
            claimInVain(coupon);
            openLetters(admin, coupon);
            admin.click(".letter [data-of=discard]");
            admin.click("#discard-form [type=submit]");
            admin.awaitText("#d-reason-fault", "Must not be empty.");
            admin.assertThatEverybodyCanUse("discard");
            admin.find("#d-reason").sendKeys("of a test");
            admin.find("#discard-form [type=submit]").sendKeys(Keys.ENTER);

            admin.await("#discard", dialog -> !dialog.isDisplayed());
            admin.awaitText(".letter [data-of=state]", "Discarded");
            assertThat(admin.find(".letter [data-of=replay]").isEnabled()).isFalse();
            visitor.driver().navigate().refresh();
            visitor.awaitView("rejected");
            visitor.assertThatEverybodyCanUse("rejected");
            admin.open("/admin/actions?couponId=" + coupon.id());
            admin.awaitText("#actions [data-of=action]", "Discarded");
            assertThat(admin.text("#actions")).contains("of a test");
            admin.assertThatNothingWasWrong();
        }
        assertThat(visitor.text("#caption"))
                .isEqualTo("Your claim could not be processed and was given up by the organiser.");
    }

    /** It is no answer to the question for new ones any more, and stands there all the same. */
    @Test
    void whatAnotherAdminHasSeenToIsNotNewAnyMore() {
        Coupon coupon = openCoupon(5);
        try (RefusedRows _ = RefusedRows.of(coupon)) {
            claimInVain(coupon);
            visitor.forgetEverything();
            openLetters(visitor, coupon);
            admin().call(
                            "POST",
                            "/api/v1/admin/dead-letters/"
                                    + visitor.find(".letter").getDomAttribute("data-letter")
                                    + "/discard",
                            Map.of("reason", "by another"),
                            200);

            visitor.awaitText(".letter [data-of=state]", "Discarded");
            assertThat(visitor.find(".letter [data-of=replay]").isEnabled()).isFalse();
        }
    }

    @Test
    void manyAreReplayedAtOnce() {
        Coupon coupon = openCoupon(5);
        try (RefusedRows _ = RefusedRows.of(coupon);
                Visitor other = newVisitor()) {
            claimInVain(coupon);
            claimInVain(other, coupon);
            other.assertThatNothingWasWrong();
        }
        visitor.forgetEverything();
        openLetters(visitor, coupon);
        visitor.await("#letters", list -> visitor.texts(".letter").size() == 2);
        visitor.click("#all");
        visitor.awaitText("#replay-chosen", "Replay 2 chosen");
        visitor.click("#replay-chosen");

        visitor.awaitText("#outcome", "2 of 2 letters were sent back to where they came from.");
        visitor.open("/admin/coupons/" + coupon.id());
        visitor.awaitText("#left", "2 of 5 issued");
    }

    private static long issued(Coupon coupon) {
        return anybody().coupon(coupon.id()).issuedQuantity();
    }

    private void claimInVain(Coupon coupon) {
        claimInVain(visitor, coupon);
    }

    private static void claimInVain(Visitor who, Coupon coupon) {
        who.open("/coupons/" + coupon.id());
        who.signUp();
        who.awaitView("open");
        who.click("#claim");
        who.awaitView("failed");
        assertThat(who.text("#headline")).isEqualTo("Somebody is looking at it");
    }

    private static void openLetters(Visitor who, Coupon coupon) {
        who.openDesk("/admin/dead-letters?couponId=" + coupon.id(), STATE.admin());
        who.await(".letter", WebElement::isDisplayed);
        assertThat(who.text(".letter [data-of=state]")).isEqualTo("New");
    }
}
