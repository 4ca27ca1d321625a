package io.couponrush.worker.edge;

import java.io.IOException;

/** The body went on after its cap. */
final class PayloadTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    PayloadTooLargeException(long cap) {
        super("more than " + cap + " bytes");
    }
}
