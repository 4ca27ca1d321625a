package io.couponrush.system.up;

import io.couponrush.localstack.product.Started;
import io.couponrush.system.console.Screen;

/** The line that says a part is up. */
final class PartLine {

    private PartLine() {}

    static void print(Started part, Screen screen) {
        screen.line(
                "  %-8s %-18s %5.1f s", part.part(), part.version(), part.took().toMillis() / 1e3);
    }
}
