package io.couponrush.worker.sim;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A database: transactions whose writes are seen when they are committed, locks of rows until then,
 * and a crash that rolls back all that is not committed. What the statements do stands beside those
 * who send them; this only says when, and whether.
 */
public final class SimDatabase implements TransactionOperations {

    /** Shorter than the product's: time is short here. */
    private static final long LOCK_WAIT_MILLIS = 4_000;

    private final World world;
    private final Runnable committed;
    private final Map<Object, Transaction> locks = new HashMap<>();
    private final Map<SimProcess, List<Transaction>> open = new LinkedHashMap<>();
    private final Tables tables = new Tables();
    private boolean up = true;
    private int crashes;
    private @Nullable Transaction current;

    /**
     * @param committed told after every commit
     */
    public SimDatabase(World world, Runnable committed) {
        this.world = world;
        this.committed = committed;
    }

    private static final class Transaction {

        final SimProcess process;
        final List<Runnable> writes = new ArrayList<>();
        final Set<Object> held = new HashSet<>();
        @Nullable Object waitsFor;
        boolean over;

        Transaction(SimProcess process) {
            this.process = process;
        }
    }

    public Tables tables() {
        return tables;
    }

    public World world() {
        return world;
    }

    /** A statement that only reads, in a transaction or not. */
    public <T extends @Nullable Object> T read(Supplier<T> query) {
        arrive();
        T result = query.get();
        return result;
    }

    /**
     * A statement that is a transaction of its own.
     *
     * @param row that it changes
     */
    public <T> T update(Object row, Supplier<T> statement) {
        int crashesBefore = crashes;
        arrive();
        await(row, null);
        T result = statement.get();
        committed.run();
        leave(crashesBefore);
        return result;
    }

    /** Within a transaction: waits until nobody else has the row, and keeps it. */
    public void lock(Object row) {
        Transaction transaction = transaction();
        arrive();
        await(row, transaction);
        locks.put(row, transaction);
        transaction.held.add(row);
    }

    /** Within a transaction: what its commit does. */
    public void write(Runnable write) {
        transaction().writes.add(write);
    }

    private Transaction transaction() {
        return Objects.requireNonNull(current, "no transaction");
    }

    /** As seen by the transaction of whoever runs now: another one's may have run meanwhile. */
    private void arrive() {
        Transaction mine = current;
        current = null;
        world.travel();
        current = mine;
        check(mine);
    }

    private void check(@Nullable Transaction mine) {
        if (!up || (mine != null && mine.over)) {
            if (tables.outageLooksLikeFault) {
                throw new DataIntegrityViolationException(
                        "away", new SQLException("away", "23000", 1));
            }
            throw new DataAccessResourceFailureException("the database is away");
        }
    }

    private void leave(int crashesBefore) {
        if (world.dice().oneIn(4)) {
            Transaction mine = current;
            current = null;
            world.travel();
            current = mine;
            if (crashes != crashesBefore) {
                throw new DataAccessResourceFailureException("its answer is lost");
            }
        }
    }

    private void await(Object row, @Nullable Transaction mine) {
        long patience = world.now() + LOCK_WAIT_MILLIS;
        while (true) {
            Transaction holder = locks.get(row);
            if (holder == null || holder.equals(mine)) {
                return;
            }
            if (mine != null) {
                mine.waitsFor = row;
                if (isDeadlock(mine)) {
                    world.note(() -> "deadlock over " + row);
                    throw refused("Deadlock found", "40001", 1213);
                }
            }
            if (world.now() > patience) {
                throw refused("Lock wait timeout exceeded", "41000", 1205);
            }
            current = null;
            world.sleep(1 + world.dice().below(40));
            current = mine;
            if (mine != null) {
                mine.waitsFor = null;
            }
            check(mine);
        }
    }

    private boolean isDeadlock(Transaction mine) {
        Transaction next = mine;
        while (next != null && next.waitsFor != null) {
            next = locks.get(next.waitsFor);
            if (mine.equals(next)) {
                return true;
            }
        }
        return false;
    }

    private static CannotAcquireLockException refused(String why, String state, int code) {
        return new CannotAcquireLockException(why, new SQLException(why, state, code));
    }

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        arrive();
        SimProcess process = world.current();
        Transaction mine = new Transaction(process);
        open.computeIfAbsent(
                        process,
                        it -> {
                            it.whenItDies(() -> rollBackAll(it));
                            return new ArrayList<>();
                        })
                .add(mine);
        TransactionStatus status = new SimpleTransactionStatus();
        T result;
        current = mine;
        try {
            result = action.doInTransaction(status);
            if (status.isRollbackOnly()) {
                rollBack(mine);
            } else {
                commit(mine);
            }
        } catch (RuntimeException | Error e) {
            current = mine;
            rollBack(mine);
            throw e;
        } finally {
            current = null;
        }
        return result;
    }

    private void commit(Transaction mine) {
        int crashesBefore = crashes;
        arrive();
        mine.writes.forEach(Runnable::run);
        end(mine);
        world.note(() -> "commit");
        committed.run();
        leave(crashesBefore);
    }

    private void rollBack(Transaction mine) {
        if (!mine.over) {
            world.note(() -> "rollback");
            end(mine);
        }
    }

    private void end(Transaction mine) {
        mine.over = true;
        mine.held.forEach(locks::remove);
        Objects.requireNonNull(open.get(mine.process)).remove(mine);
    }

    private void rollBackAll(SimProcess process) {
        List.copyOf(Objects.requireNonNull(open.get(process))).forEach(this::rollBack);
    }

    public void crash() {
        up = false;
        crashes++;
        world.note(() -> "FAULT: the database is killed");
        List.copyOf(open.keySet()).forEach(this::rollBackAll);
    }

    public void heal() {
        up = true;
        world.note(() -> "the database is up");
    }
}
