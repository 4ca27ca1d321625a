package io.couponrush.gateway.startup;

import java.util.List;

/** The profile {@code prod} was asked for with settings that nobody's data may rely on. */
final class UnfitForPeopleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitForPeopleException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }
}
