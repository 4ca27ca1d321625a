package io.couponrush.gateway.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.gateway.gate.Admission.Closed;
import io.couponrush.gateway.gate.Admission.SoldOut;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.time.Instant;
import java.util.List;

class CouponMemoryTest {

    private static final long LEASE = 1_000;
    private static final long CONNECTION = 1;
    private static final long[] HOLDERS = {3, 5, 8};
    private static final GateSnapshot SOLD_OUT = seen("OPEN", false, 4, 3, false, 3, 3);

    private final CouponMemory memory = new CouponMemory(LEASE);

    @Test
    void withoutALeaseNothingIsKnown() {
        assertThat(memory.recall(1, 0)).isNull();
    }

    @Test
    void whileTheLeaseHoldsOnlyHoldersMustAsk() {
        memory.hold(HOLDERS, SOLD_OUT, CONNECTION, 100);

        assertThat(memory.recall(4, 1_099)).isEqualTo(new SoldOut());
        for (long holder : HOLDERS) {
            assertThat(memory.recall(holder, 100)).isNull();
        }
    }

    /** Counted from before the read was sent: the gate may have changed right after it was read. */
    @Test
    void theLeaseLapses() {
        memory.hold(HOLDERS, SOLD_OUT, CONNECTION, 100);

        assertThat(memory.recall(4, 1_100)).isNull();
    }

    /** A monotonic clock may count from anywhere, and past the largest number. */
    @Test
    void theClockMayOverflow() {
        memory.hold(HOLDERS, SOLD_OUT, CONNECTION, Long.MAX_VALUE - 10);

        assertThat(memory.recall(4, Long.MIN_VALUE + 900)).isEqualTo(new SoldOut());
        assertThat(memory.recall(4, Long.MIN_VALUE + 1_000)).isNull();
    }

    @Test
    void anUnchangedGateRenewsTheLease() {
        memory.hold(HOLDERS, SOLD_OUT, CONNECTION, 100);
        memory.check(seen("OPEN", false, 4, 3, false, 3, 3), CONNECTION, 900);

        assertThat(memory.recall(4, 1_899)).isEqualTo(new SoldOut());
        assertThat(memory.recall(4, 1_900)).isNull();
    }

    static final List<GateSnapshot> CHANGED =
            List.of(
                    seen("PAUSED", false, 4, 3, false, 3, 3),
                    seen("OPEN", true, 4, 3, false, 3, 3),
                    seen("OPEN", false, 5, 3, false, 3, 3),
                    seen("OPEN", false, 4, 4, false, 3, 3),
                    seen("OPEN", false, 4, 3, true, 3, 3),
                    seen("OPEN", false, 4, 3, false, 2, 3),
                    seen("OPEN", false, 4, 3, false, 3, 2));

    @ParameterizedTest
    @FieldSource("CHANGED")
    void anyChangeOfTheGateForgetsAll(GateSnapshot changed) {
        memory.hold(HOLDERS, SOLD_OUT, CONNECTION, 100);
        memory.check(changed, CONNECTION, 200);

        assertThat(memory.recall(4, 300)).isNull();
        memory.check(SOLD_OUT, CONNECTION, 300); // nothing is left that could be renewed
        assertThat(memory.recall(4, 400)).isNull();
    }

    @Test
    void aReturnedSlotForgetsAllToo() {
        memory.hold(HOLDERS, SOLD_OUT, CONNECTION, 100);
        memory.check(returned(1, 0), CONNECTION, 200);
        assertThat(memory.recall(4, 300)).isNull();

        memory.hold(HOLDERS, SOLD_OUT, CONNECTION, 400);
        memory.check(returned(1, 1), CONNECTION, 500);
        assertThat(memory.recall(4, 600)).isNull();
        memory.hold(HOLDERS, returned(1, 1), CONNECTION, 700);
        assertThat(memory.recall(4, 800)).isNull();
    }

    @Test
    void aGateThatIsGoneOrAnotherServerForgetsAll() {
        memory.hold(HOLDERS, SOLD_OUT, CONNECTION, 100);
        memory.check(null, CONNECTION, 200);
        assertThat(memory.recall(4, 300)).isNull();

        memory.hold(HOLDERS, SOLD_OUT, CONNECTION, 300);
        memory.check(SOLD_OUT, CONNECTION + 1, 400);
        assertThat(memory.recall(4, 500)).isNull();
    }

    @Test
    void nothingIsHeldWhileSomebodyMayGetATicket() {
        List<GateSnapshot> open =
                List.of(
                        seen("OPEN", false, 4, 4, false, 3, 3),
                        seen("OPEN", false, 4, 3, true, 3, 3),
                        seen("PAUSED", false, 4, 3, false, 3, 3));
        for (GateSnapshot seen : open) {
            memory.hold(HOLDERS, seen, CONNECTION, 100);
            assertThat(memory.recall(4, 200)).as(seen.toString()).isNull();
        }
    }

    @Test
    void nothingIsHeldIfAHolderIsMissing() {
        memory.hold(new long[] {3, 5}, SOLD_OUT, CONNECTION, 100);

        assertThat(memory.recall(4, 200)).isNull();
    }

    @Test
    void aClosedCouponIsRememberedAsClosed() {
        memory.hold(HOLDERS, seen("OPEN", true, 4, 9, false, 3, 3), CONNECTION, 100);

        assertThat(memory.recall(4, 200)).isEqualTo(new Closed());
        assertThat(memory.recall(5, 200)).isNull();
    }

    private static GateSnapshot returned(long returned, long counting) {
        return new GateSnapshot(
                7,
                "OPEN",
                false,
                4,
                3,
                returned != counting,
                3,
                returned,
                counting,
                3,
                0,
                null,
                Instant.EPOCH);
    }

    private static GateSnapshot seen(
            String state,
            boolean closed,
            long version,
            long total,
            boolean raising,
            long admitted,
            long tickets) {
        return new GateSnapshot(
                7,
                state,
                closed,
                version,
                total,
                raising,
                admitted,
                0,
                0,
                tickets,
                0,
                null,
                Instant.EPOCH);
    }
}
