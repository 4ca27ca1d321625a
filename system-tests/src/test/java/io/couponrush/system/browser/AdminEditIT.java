package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.STATE;
import static io.couponrush.system.journey.SharedProduct.admin;
import static io.couponrush.system.journey.SharedProduct.anybody;
import static io.couponrush.system.journey.SharedProduct.openCoupon;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.lane.AdminLane;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Name and times of an event, edited at the desk, and who learns of it. */
@AdminLane
class AdminEditIT extends BrowserCase {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @Test
    void anEventIsEditedAndWhatIsWrongStandsAtItsField() {
        Coupon coupon = coming(now.plusSeconds(3600).plusMillis(123));
        visitor.openDesk("/admin/coupons/" + coupon.id(), STATE.admin());
        visitor.click("#edit");
        visitor.await("#e-name", field -> coupon.name().equals(field.getDomProperty("value")));

        visitor.write("#e-name", " ");
        visitor.writeTime("#e-opens", now.plusSeconds(30));
        visitor.click("#edit-form [type=submit]");
        visitor.awaitText("#e-name-fault", "Must not be empty.");
        assertThat(visitor.find("#e-name").getDomAttribute("aria-invalid")).isEqualTo("true");
        assertThat(visitor.driver().switchTo().activeElement()).isEqualTo(visitor.find("#e-name"));
        String name = "Edited " + now;
        visitor.write("#e-name", name);
        visitor.click("#edit-form [type=submit]");
        visitor.awaitText("#e-opens-fault", "Must be at least 60 seconds from now.");
        visitor.assertThatEverybodyCanUse("edit");
        assertThat(visitor.text("#e-name-fault")).isEmpty();
        visitor.writeTime("#e-opens", coupon.opensAt());
        visitor.writeTime("#e-closes", now.plusSeconds(1800));
        visitor.click("#edit-form [type=submit]");
        visitor.awaitText("#e-closes-fault", "Must be after the opening.");
        assertThat(visitor.text("#e-opens-fault")).isEmpty();
        visitor.driver().executeScript("document.querySelector('#e-closes').value = ''");
        visitor.click("#edit-form [type=submit]");
        visitor.awaitText("#e-closes-fault", "Must be filled in.");
        assertThat(anybody().coupon(coupon.id())).isEqualTo(coupon);

        visitor.writeTime("#e-closes", now.plusSeconds(5400));
        visitor.click("#edit-form [type=submit]");
        visitor.awaitText("#name", name);
        visitor.await("#edit-dialog", dialog -> !dialog.isDisplayed());
        assertThat(visitor.text("#outcome")).startsWith("Saved.");
        Coupon edited = anybody().coupon(coupon.id());
        assertThat(edited.name()).isEqualTo(name);
        assertThat(edited.closesAt()).isEqualTo(now.plusSeconds(5400));
        assertThat(edited.opensAt())
                .as("untouched, to the millisecond")
                .isEqualTo(coupon.opensAt());
        List<String> deeds = List.of("Edited", "Created");
        visitor.await("#actions", _ -> visitor.texts("#actions [data-of=action]").equals(deeds));
    }

    /** The form was filled in for an event that is another one by now. */
    @Test
    void anEditOfAnOlderVersionIsNotCarriedOut() {
        Coupon coupon = coming(now.plusSeconds(3600));
        visitor.openDesk("/admin/coupons/" + coupon.id(), STATE.admin());
        visitor.click("#edit");
        visitor.await("#edit-dialog", WebElement::isDisplayed);
        admin().editCoupon(coupon, Map.of("name", "Somebody else's"));
        visitor.awaitText("#name", "Somebody else's");

        visitor.write("#e-name", "Mine");
        visitor.click("#edit-form [type=submit]");
        visitor.await(
                "#edit-form [data-fault='']",
                word -> word.getText().startsWith("Somebody changed the event"));
        assertThat(anybody().coupon(coupon.id()).name()).isEqualTo("Somebody else's");
    }

    @Test
    void anOpeningThatHasComeCantBeTouched() {
        Coupon coupon = openCoupon(5);
        visitor.openDesk("/admin/coupons/" + coupon.id(), STATE.admin());
        visitor.click("#edit");
        assertThat(visitor.find("#e-opens").isEnabled()).isFalse();
        assertThat(visitor.find("#e-closes").isEnabled()).isTrue();
        visitor.click("#edit-dialog [data-close]");

        admin().editCoupon(coupon, Map.of("state", "CLOSED"));
        visitor.awaitText("#phase", "Closed");
        assertThat(visitor.find("#edit").isDisplayed()).isFalse();
    }

    /** Nobody counts down to an opening that was moved. */
    @Test
    void aMovedOpeningReachesThoseWhoCountDown() {
        Coupon coupon = coming(Instant.now().plusSeconds(600)); // the class may be minutes old
        visitor.open("/coupons/" + coupon.id());
        visitor.awaitView("upcoming");
        visitor.await("#figure", figure -> figure.getText().startsWith("00:09:"));

        admin().editCoupon(coupon, Map.of("opensAt", Instant.now().plusSeconds(7200).toString()));

        assertThat(
                        Await.until(
                                () -> visitor.text("#figure").matches("01:5\\d:\\d\\d"),
                                Duration.ofSeconds(40)))
                .isTrue();
    }

    private static Coupon coming(Instant opens) {
        Coupon coupon =
                admin().createCoupon("Coming " + opens, 5, opens, opens.plusSeconds(36_000));
        Announcement.await(STATE.gateway(), coupon.id());
        return coupon;
    }
}
