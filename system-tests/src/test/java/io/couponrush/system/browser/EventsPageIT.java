package io.couponrush.system.browser;

import static io.couponrush.system.journey.SharedProduct.STATE;
import static io.couponrush.system.journey.SharedProduct.admin;
import static io.couponrush.system.journey.SharedProduct.admitted;
import static io.couponrush.system.journey.SharedProduct.anybody;
import static io.couponrush.system.journey.SharedProduct.newUser;
import static io.couponrush.system.journey.SharedProduct.openCoupon;
import static io.couponrush.system.journey.SharedProduct.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.journey.RefusedRows;
import io.couponrush.system.lane.VisitorLane;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The worker's list and the gateway's stock, told as one. */
@VisitorLane
class EventsPageIT extends BrowserCase {

    /** Writes down, change by change, in which phase a coupon is shown. */
    private static final String RECORDER =
            """
            addEventListener("DOMContentLoaded", () => {
              window.shown = [];
              const list = document.querySelector("#events");
              const note = () => list.querySelectorAll("a").forEach((a) =>
                window.shown.push(`${a.getAttribute("href")} ${a.closest("li").dataset.phase}`));
              if (list) new MutationObserver(note).observe(list, { subtree: true, childList: true, attributes: true });
            });
            """;

    /** The longest that a list is shown. */
    private static final Duration A_LIST = Duration.ofSeconds(41);

    private static final int LOOKED_AT = 8;

    /** By the worker's list there is one left as long as the claim for it has no row. */
    @Test
    void whatHasBeenTakenIsNotOfferedAgain() {
        Instant now = Instant.now();
        Coupon coupon =
                admin().createCoupon(
                                "Last one",
                                1,
                                now.minusSeconds(60),
                                now.plus(Duration.ofDays(9))); // closes last, so it is looked at
        Announcement.await(STATE.gateway(), coupon.id());
        for (int newer = 0; newer < LOOKED_AT; newer++) {
            openCoupon(5);
        }
        visitor.driver()
                .executeCdpCommand(
                        "Page.addScriptToEvaluateOnNewDocument", Map.of("source", RECORDER));
        String page = "/coupons/" + coupon.id();
        try (RefusedRows _ = RefusedRows.of(coupon)) {
            admitted(newUser(), coupon);
            assertThat(Await.until(() -> left(coupon) == 0, Visitor.BOUND)).isTrue();

            visitor.open("/");
            visitor.await("#events li[data-phase=soldout] a[href='" + page + "']", _ -> true);
            for (long lists = 2; lists <= 3; lists++) { // what the second says stands by the third
                long wanted = lists;
                visitor.forward(A_LIST);
                visitor.await("#events", _ -> lists() >= wanted);
            }
            assertThat(anybody().coupon(coupon.id()).remaining()).isEqualTo(1);
            List<String> phases = phases(page);
            assertThat(phases.subList(phases.indexOf("soldout"), phases.size()))
                    .containsOnly("soldout");
            if (!isStockToldLate()) { // else the list's word is shown first
                assertThat(phases).containsOnly("soldout");
            }
        }
    }

    private static long left(Coupon coupon) {
        return progress(coupon).required("remaining").asLong();
    }

    private long lists() {
        return (long)
                run(
                        "return performance.getEntriesByType('resource')"
                                + ".filter(({name}) => name.includes('/api/v1/coupons?')).length");
    }

    /** A page waits for three seconds for what is left of its coupons. */
    private boolean isStockToldLate() {
        return (boolean)
                run(
                        "return performance.getEntriesByType('resource')"
                                + ".filter(({name}) => name.endsWith('/progress'))"
                                + ".some((it) => it.duration > 2500 || it.responseStatus !== 200)");
    }

    private List<String> phases(String page) {
        return ((List<?>) run("return [...window.shown]"))
                .stream()
                        .map(String::valueOf)
                        .filter(line -> line.startsWith(page + " "))
                        .map(line -> line.substring(page.length() + 1))
                        .toList();
    }

    private Object run(String script) {
        return Objects.requireNonNull(visitor.driver().executeScript(script));
    }
}
