package io.couponrush.system.drill;

import java.time.Duration;
import java.util.Locale;

/**
 * One way to break the product.
 *
 * @param number of the list in docs/results/drills.md; several drills may share one
 * @param name for the command line
 * @param title one line for people
 * @param crowd who claims meanwhile
 * @param fault what happens to the product
 */
record Drill(int number, String name, String title, Crowding crowd, Fault fault) {

    Needs needs() {
        return switch (number) {
            case 13 -> Needs.SMALL_DISKS;
            case 14 -> Needs.LINKS;
            default -> Needs.NOTHING_MORE;
        };
    }

    /** A restart in peace finishes what it has begun: whoever got through is answered. */
    boolean losesNoAnswer() {
        return number == 17;
    }

    /** Beside the services and servers. */
    enum Needs {
        NOTHING_MORE,
        /** Between services and servers. */
        LINKS,
        SMALL_DISKS;

        String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What breaks, and how it is put right again; both within one call. */
    @FunctionalInterface
    interface Fault {
        void strike(Stage stage) throws Exception;
    }

    /**
     * @param users one claim each; they come evenly over the time
     * @param stock fewer than users, so that the last coupon is fought for
     * @param calm how long users keep coming beside the outage
     * @param outage how long the fault lasts, if that is known
     * @param leavers percent of the users who go away for good at the first lost answer: their
     *     claims must come to an end without them
     */
    record Crowding(int users, int stock, Duration calm, Duration outage, int leavers) {

        static final Crowding USUAL = during(Duration.ZERO);

        static final Crowding TEN_THOUSAND =
                new Crowding(10_400, 10_000, Duration.ofSeconds(10), Duration.ZERO, 10);

        /** For a fault that takes so long. */
        static Crowding during(Duration fault) {
            return new Crowding(400, 300, Duration.ofSeconds(8), fault, 10);
        }

        /**
         * @param brief long outages are a third as long
         */
        Duration arrivals(boolean brief) {
            return calm.plus(brief ? outage.dividedBy(3) : outage);
        }
    }
}
