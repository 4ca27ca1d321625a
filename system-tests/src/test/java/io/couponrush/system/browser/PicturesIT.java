package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.STATE;
import static io.couponrush.system.journey.SharedProduct.admin;
import static io.couponrush.system.journey.SharedProduct.anybody;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.journey.Closed;
import io.couponrush.system.journey.RefusedRows;
import io.couponrush.system.journey.SharedProduct;
import io.couponrush.system.lane.VisitorLane;
import io.couponrush.system.token.TokenMint;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/** The README's pictures, of a real run: {@code ./mvnw verify -Ppictures}. */
@Tag("pictures")
@VisitorLane
class PicturesIT extends BrowserCase {

    private static final int WIDE = 1000;
    private static final int NARROW = 390;
    private static final int SMALL = 200_000;

    /** How long people come before the desk's picture is taken; ten minutes fill its charts. */
    private static final Duration FLOW =
            Duration.parse(System.getProperty("pictures.flow", "PT4M"));

    private final TokenMint mint = TokenMint.of(STATE);

    private final ProductApi people = anybody();

    private int users = 20_000;

    @Test
    void ofEveryPage() throws Exception {
        Instant now = Instant.now();
        int total = (int) (FLOW.toSeconds() * 13);
        Coupon noon = make("Noon rush", "Ten per cent off everything", total, now.minusSeconds(9));
        make("Breakfast for two", "Once a customer", 150, now.plus(Duration.ofMinutes(48)));
        Coupon gone = make("Early birds", "The first five of the day", 5, now.minusSeconds(99));
        come(gone, 7);
        visitor.openDesk("/admin/coupons/" + noon.id(), STATE.admin());
        visitor.awaitText("#live-link", "every second");
        assertThatKoreanCanBeDrawn();
        flow(noon, FLOW);
        raise(noon, 2 * total);
        try (HeldCoupon _ = HeldCoupon.of(noon)) {
            flow(noon, Duration.ofSeconds(8)); // or everything at once would be nothing at once
            visitor.awaitText("#verdict", "The books balance");
            take("admin", WIDE, 1_400);
        }
        visitor.forgetEverything();

        visitor.open("/");
        visitor.signUp();
        visitor.await("#events a", WebElement::isDisplayed);
        take("events", WIDE, 740);
        ofTheQueue(noon);
        visitor.awaitView("issued");
        visitor.open("/me");
        visitor.awaitText("#mine h2", noon.name());
        take("me", NARROW, 620);
        visitor.theme("light");
        ofTheAudit(noon);
        visitor.forgetEverything();
        ofDeadLetters(make("Tea time", "From three to five", 50, now.minusSeconds(9)));
    }

    /** Without a font for it, all its letters are the same empty box, in every picture. */
    private void assertThatKoreanCanBeDrawn() {
        Object same =
                visitor.driver()
                        .executeScript(
                                """
                                const drawn = (letter) => {
                                  const canvas = document.createElement("canvas");
                                  canvas.getContext("2d").fillText(letter, 50, 50);
                                  return canvas.toDataURL();
                                };
                                return drawn("한") === drawn("글");
                                """);
        assertThat(same).as("no Korean font: apt-get install fonts-nanum").isEqualTo(false);
    }

    private void ofTheQueue(Coupon noon) throws IOException {
        try (HeldCoupon _ = HeldCoupon.of(noon)) {
            come(noon, 41);
            visitor.open("/coupons/" + noon.id());
            visitor.click("#claim");
            visitor.awaitView("queued");
            visitor.click("#language");
            visitor.awaitText("#language", "English");
            take("queue-ko", NARROW, 930);
            visitor.click("#language");
            visitor.awaitText("#language", "한국어");
            visitor.theme("dark");
            take("queue", NARROW, 930);
        }
    }

    private void ofTheAudit(Coupon noon) throws IOException {
        Closed.closeAndCommit(noon);
        visitor.open("/audit/" + noon.id());
        visitor.awaitText("#digest-state", "Committed, and signed by us.");
        visitor.click("#use");
        visitor.await("#verdict", verdict -> verdict.getText().startsWith("Yes. "));
        visitor.driver().executeScript("scrollTo(0, 0)");
        take("audit", WIDE, 1_680);
    }

    private void ofDeadLetters(Coupon tea) throws IOException {
        try (RefusedRows _ = RefusedRows.of(tea)) {
            come(tea, 3);
            visitor.openDesk("/admin/dead-letters", STATE.admin());
            visitor.await("#letters", _ -> visitor.texts(".letter").size() == 3);
        }
        visitor.click(".letter:last-child [data-of=replay]");
        visitor.awaitText(".letter:last-child [data-of=state]", "Replayed");
        visitor.click(".letter [data-of=look]");
        visitor.await(".letter-inside", WebElement::isDisplayed);
        visitor.driver().executeScript("scrollTo(0, 0)");
        take("dead-letters", WIDE, 1_250);
    }

    private static Coupon make(String name, String description, int total, Instant opens) {
        Map<String, Object> body =
                Map.of(
                        "name",
                        name,
                        "description",
                        description,
                        "discount",
                        Map.of("kind", "PERCENT", "value", 10),
                        "totalQuantity",
                        total,
                        "opensAt",
                        opens.toString(),
                        "closesAt",
                        opens.plus(Duration.ofHours(9)).toString());
        long id = admin().call("POST", "/api/v1/coupons", body, 201).required("id").asLong();
        Announcement.await(STATE.gateway(), id);
        return anybody().coupon(id);
    }

    private static void raise(Coupon coupon, int total) throws InterruptedException {
        admin().editCoupon(anybody().coupon(coupon.id()), Map.of("totalQuantity", total));
        Thread.sleep(3_000); // it counts in two seconds
    }

    private void come(Coupon coupon, int howMany) {
        for (int i = 0; i < howMany; i++) {
            claim(coupon, ++users);
        }
    }

    /** Waves of people, some of whom press the button twice: for the eye, nothing is measured. */
    private void flow(Coupon coupon, Duration time) throws InterruptedException {
        long start = System.nanoTime();
        double seconds = 0;
        for (int i = 0; seconds < time.toSeconds(); i++) {
            claim(coupon, i % 9 == 8 ? users : ++users);
            Thread.sleep((long) (1_000 / (19 + 15 * Math.sin(seconds / 9))));
            seconds = (System.nanoTime() - start) / 1e9;
        }
    }

    private void claim(Coupon coupon, int user) {
        String token = new String(mint.userToken(user, Instant.now()), US_ASCII);
        people.as(token).send("POST", SharedProduct.claim(coupon), null);
    }

    private void take(String name, int width, int height) throws IOException {
        visitor.driver()
                .executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of(
                                "width",
                                width,
                                "height",
                                height,
                                "deviceScaleFactor",
                                1,
                                "mobile",
                                width < 600));
        visitor.await("h1", title -> !title.getText().isBlank());
        Object picture =
                visitor.driver()
                        .executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"))
                        .get("data");
        byte[] png = Base64.getDecoder().decode((String) Objects.requireNonNull(picture));
        assertThat(png).as(name).hasSizeLessThan(SMALL);
        Path images = Path.of(System.getProperty("rush.home"), "docs", "images");
        Files.write(images.resolve(name + ".png"), png);
    }
}
