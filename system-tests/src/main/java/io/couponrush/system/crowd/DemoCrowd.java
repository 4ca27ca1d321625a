package io.couponrush.system.crowd;

import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.console.Screen;
import io.couponrush.system.load.LoadClient;
import io.couponrush.system.token.TokenMint;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * One event after the other, each with a coupon of its own and more visitors than coupons, until
 * closed. The next coupon can be seen, counting down, before it opens.
 */
public final class DemoCrowd implements AutoCloseable {

    private static final String NAME = "Demo rush ";
    private static final Duration COUNTDOWN = Duration.ofSeconds(15);

    /** After the last arrival: by then the queue is through. */
    private static final Duration OPEN_AFTERWARDS = Duration.ofMinutes(1);

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);
    private static final Duration END = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 32;

    private final ProductState product;
    private final CrowdOptions options;
    private final Screen screen;
    private final Clock clock;
    private final TokenMint mint;
    private final SplittableRandom random;
    private final Thread thread = Thread.ofPlatform().daemon().name("crowd").unstarted(this::come);
    private volatile boolean closing;

    /**
     * @param seed decides who comes when
     */
    public DemoCrowd(
            ProductState product, CrowdOptions options, long seed, Screen screen, Clock clock) {
        this.product = product;
        this.options = options;
        this.screen = screen;
        this.clock = clock;
        random = new SplittableRandom(seed);
        mint = TokenMint.of(product);
    }

    /** Returns at once. */
    public void start() {
        thread.start();
    }

    /** Returns when no more requests are sent. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void come() {
        while (!closing) {
            try {
                event();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (closing || !troubled(e)) {
                    return;
                }
            }
        }
    }

    /** Somebody may have restarted a part to see what happens. */
    private boolean troubled(RuntimeException e) {
        screen.warn("The crowd met with: %s. It tries again.", String.valueOf(e.getMessage()));
        try {
            Thread.sleep(AFTER_TROUBLE);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void event() throws InterruptedException {
        Instant opens = clock.instant().plus(COUNTDOWN);
        Coupon coupon = announce(opens);
        try (LoadClient client = LoadClient.connect(product.gateway(), CONNECTIONS, PATIENCE)) {
            Duration wait = Duration.between(clock.instant(), opens);
            CrowdedEvent event =
                    new CrowdedEvent(
                            product.gateway(),
                            coupon.id(),
                            options,
                            System.nanoTime() + wait.toNanos(),
                            id -> mint.userToken(id, clock.instant()),
                            random);
            client.run(event.agenda, wait.plus(options.span()).plus(OPEN_AFTERWARDS));
            tell(coupon, event);
        }
    }

    private Coupon announce(Instant opens) {
        ProductApi admin =
                ProductApi.anonymous(product.gateway())
                        .signedIn(product.admin().username(), product.admin().password());
        int number = 1;
        for (Coupon known : admin.coupons()) {
            if (known.name().startsWith(NAME)) {
                number++;
            }
        }
        Coupon coupon =
                admin.createCoupon(
                        NAME + number,
                        options.coupons(),
                        opens,
                        opens.plus(options.span()).plus(OPEN_AFTERWARDS));
        Announcement.await(product.gateway(), coupon.id());
        screen.line(
                "%s: %,d visitors in %s for %,d coupons, http://localhost:%d/coupons/%d",
                coupon.name(),
                options.visitors(),
                words(options.span()),
                options.coupons(),
                product.gateway().getPort(),
                coupon.id());
        return coupon;
    }

    private void tell(Coupon coupon, CrowdedEvent event) {
        screen.line(
                "%s: of %,d visitors %,d saw it issued, %,d came too late, %,d left the queue%s",
                coupon.name(),
                event.ended(),
                event.count(CrowdedEvent.End.ISSUED),
                event.count(CrowdedEvent.End.TOO_LATE),
                event.count(CrowdedEvent.End.LEFT),
                event.count(CrowdedEvent.End.GAVE_UP) == 0
                        ? ""
                        : ", %,d gave up".formatted(event.count(CrowdedEvent.End.GAVE_UP)));
    }

    private static String words(Duration span) {
        return span.compareTo(Duration.ofMinutes(2)) < 0
                ? span.toSeconds() + " s"
                : span.toMinutes() + " min";
    }
}
