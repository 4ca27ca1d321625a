package io.couponrush.worker.export;

/** What came of asking for an export. */
final class ExportOutcome {

    private ExportOutcome() {}

    /** Of the first step. */
    sealed interface Ordered {}

    /** Of the second step. */
    sealed interface Redeemed {}

    record Ticket(String value) implements Ordered {}

    record NoSuchCoupon() implements Ordered {}

    /** Too many wait to be fetched, or are being fetched. */
    record TooMany() implements Ordered, Redeemed {}

    /** Never made, fetched before, or too old. */
    record NoSuchTicket() implements Redeemed {}

    /** To be carried out, and released then. */
    record Granted(ExportTickets.Order order) implements Redeemed {}
}
