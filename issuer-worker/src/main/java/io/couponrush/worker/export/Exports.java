package io.couponrush.worker.export;

import io.couponrush.worker.audit.AdminDeed;
import io.couponrush.worker.audit.AdminDeed.Outcome;
import io.couponrush.worker.audit.AdminLog;
import io.couponrush.worker.export.ExportTickets.Order;
import io.couponrush.worker.security.UserId;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/** Gives tickets for exports, carries exports out, and writes both down. */
final class Exports {

    private final JdbcClient jdbc;
    private final ExportTickets tickets;
    private final IssuedRows rows;
    private final AdminLog log;
    private final TransactionOperations transaction;
    private final ExportProperties limits;
    private final Semaphore running;

    Exports(
            JdbcClient jdbc,
            ExportTickets tickets,
            IssuedRows rows,
            AdminLog log,
            TransactionOperations transaction,
            ExportProperties limits) {
        this.jdbc = jdbc;
        this.tickets = tickets;
        this.rows = rows;
        this.log = log;
        this.transaction = transaction;
        this.limits = limits;
        this.running = new Semaphore(limits.maxRunning());
    }

    ExportOutcome.Ordered order(long couponId, UserId admin) {
        return transaction.execute(
                _ -> {
                    if (!exists(couponId)) {
                        return new ExportOutcome.NoSuchCoupon();
                    }
                    if (tickets.waiting() >= limits.maxTickets()) {
                        return new ExportOutcome.TooMany();
                    }
                    String ticket = tickets.make(new Order(couponId, admin));
                    write(new Order(couponId, admin), "may be fetched once", Outcome.TICKET);
                    return new ExportOutcome.Ticket(ticket);
                });
    }

    private boolean exists(long couponId) {
        return jdbc.sql("select 1 from coupon where id = ?")
                .param(couponId)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Whoever is granted one must {@link #release} it. A refusal for now keeps the ticket good. */
    ExportOutcome.Redeemed redeem(String ticket) {
        if (!running.tryAcquire()) {
            return new ExportOutcome.TooMany();
        }
        boolean granted = false;
        try {
            ExportOutcome.Redeemed outcome =
                    tickets.redeem(ticket)
                            .<ExportOutcome.Redeemed>map(ExportOutcome.Granted::new)
                            .orElseGet(ExportOutcome.NoSuchTicket::new);
            granted = outcome instanceof ExportOutcome.Granted;
            return outcome;
        } finally {
            if (!granted) {
                release();
            }
        }
    }

    void release() {
        running.release();
    }

    /**
     * Writes the whole file, or fails: then what was written is not the file. Both is written down.
     *
     * @throws IOException if nobody takes it, or it takes too long
     */
    void write(Order order, OutputStream out) throws IOException {
        long deadline = System.nanoTime() + limits.maxTime().toNanos();
        CsvFile file = new CsvFile(out);
        file.line(IssuedRow.NAMES);
        long[] written = {0};
        boolean complete = false;
        try {
            rows.each(
                    order.couponId(),
                    row -> {
                        if (System.nanoTime() - deadline > 0) {
                            throw new IOException("more than " + limits.maxTime());
                        }
                        file.line(row.cells());
                        written[0]++;
                    });
            complete = true;
        } finally {
            if (!complete) {
                end(order, written[0], Outcome.CUT_OFF);
            }
        }
        // before the last bytes: a file that is whole has its line
        end(order, written[0], Outcome.COMPLETE);
        file.finish();
    }

    private void end(Order order, long written, Outcome outcome) {
        transaction.executeWithoutResult(_ -> write(order, written + " rows", outcome));
    }

    private void write(Order order, String details, Outcome outcome) {
        log.add(
                AdminDeed.withCoupon(
                        order.admin(), AdminDeed.Kind.EXPORT, order.couponId(), details, outcome));
    }
}
