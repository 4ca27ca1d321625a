package io.couponrush.system.guarantee;

import java.util.List;

/** Checks every promise against one observation. Pure: no clock, no store, no order of calls. */
public final class GuaranteeSuite {

    private GuaranteeSuite() {}

    /** One verdict for each {@link Promise}, in its order. */
    public static List<Verdict> check(Observation seen) {
        return List.of(
                StockChecks.noOversell(seen),
                StockChecks.oneEach(seen),
                WinnerChecks.noLostWinner(seen),
                StockChecks.noWastedStock(seen),
                FairnessChecks.fair(seen),
                BooksCheck.balance(seen),
                ClosedCheck.failClosed(seen));
    }
}
