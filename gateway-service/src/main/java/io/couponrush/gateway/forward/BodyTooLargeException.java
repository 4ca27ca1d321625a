package io.couponrush.gateway.forward;

import org.springframework.util.unit.DataSize;

/** More body than is passed on. Without a stack trace: anybody can cause it. */
final class BodyTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BodyTooLargeException(DataSize most) {
        super("a body of more than " + most, null, false, false);
    }
}
