package io.couponrush.system.drill;

import io.couponrush.localstack.product.Patch;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.store.CouponStore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/**
 * A safeguard taken out, to see a drill go red. The product has no switches for these: a mutation
 * edits the copies of the jars that are about to be started, or the schema of that one database.
 *
 * @param name of the safeguard that is gone
 * @param schema statements, once the schema is there
 */
record Mutation(String name, List<Patch> patches, List<String> schema) {

    private static final String WORKER = "issuer-worker";
    private static final String GATEWAY = "gateway-service";
    private static final String LEDGER = "io.couponrush.worker.issue.IssueLedger";
    private static final String ADMISSION = "io/couponrush/gate/admission.lua";
    private static final String LOOK = "io/couponrush/worker/recovery/look-gate.lua";
    private static final String SETTLE = "io/couponrush/worker/progress/settle.lua";
    private static final String TAKE =
            "update coupon set issued_quantity = issued_quantity + :quantity where id = :coupon";

    static final List<Mutation> ALL =
            List.of(
                    new Mutation(
                            "unique-key",
                            List.of(),
                            List.of(
                                    "alter table user_coupon drop primary key",
                                    "alter table user_coupon add index (coupon_id, user_id)")),
                    new Mutation(
                            "guard",
                            List.of(
                                    Patch.string(
                                            WORKER,
                                            LEDGER,
                                            TAKE
                                                    + " and issued_quantity + :quantity"
                                                    + " <= total_quantity",
                                            TAKE)),
                            List.of("alter table coupon drop constraint coupon_issued")),
                    new Mutation(
                            "worker-duplicate-check",
                            List.of(
                                    Patch.piece(
                                            WORKER,
                                            LEDGER,
                                            " and user_id in (",
                                            " and user_id < 0 and user_id in (")),
                            List.of()),
                    inAdmission("duplicate-check", "if sequence then", "if false then"),
                    inAdmission("pending", "redis.call('ZADD', pending, sequence, user)", ""),
                    says("reconciler", "io.couponrush.worker.recovery.domain.Look", "isOld"),
                    new Mutation(
                            "run-id",
                            List.of(
                                    Patch.text(
                                            GATEWAY,
                                            ADMISSION,
                                            "g[10] ~= run_id or epoch",
                                            "epoch"),
                                    Patch.text(
                                            WORKER, ADMISSION, "g[10] ~= run_id or epoch", "epoch"),
                                    Patch.text(
                                            WORKER,
                                            LOOK,
                                            "if g[2] == run_id then",
                                            "if true then")),
                            List.of()),
                    new Mutation(
                            "back-in-time",
                            List.of(
                                    Patch.text(
                                            WORKER,
                                            SETTLE,
                                            "redis.call('HSET', gate, 'run_id', 'rewound')",
                                            "")),
                            List.of()),
                    failOpen(),
                    says(
                            "fault-classification",
                            "io.couponrush.worker.intake.Faults",
                            "isInfrastructure"),
                    new Mutation(
                            "poison-classification",
                            List.of(Patch.uncaught(WORKER, "io.couponrush.worker.intake.Delivery")),
                            List.of()));

    Mutation {
        patches = List.copyOf(patches);
        schema = List.copyOf(schema);
    }

    private static Mutation inAdmission(String name, String from, String to) {
        return new Mutation(
                name,
                List.of(
                        Patch.text(GATEWAY, ADMISSION, from, to),
                        Patch.text(WORKER, ADMISSION, from, to)),
                List.of());
    }

    /**
     * Who can't decide admits: as if a missing gate were a fresh one, and any gate to be trusted.
     */
    private static Mutation failOpen() {
        String facts = "total, opens, closes, state, admitted, epoch, expires";
        String undecided = "  return {'outcome', 'NO_GATE', 'now', now}\n";
        String missing = "if not (" + facts.replace(",", " and") + ") then\n";
        String fresh = "  " + facts + " = 300, 0, 9e12, 'OPEN', 0, 1, 9e12\n";
        return inAdmission("fail-closed", missing + undecided, missing + fresh)
                .and(
                        inAdmission(
                                "fail-closed",
                                "if g[10] ~= run_id or epoch < tonumber(ARGV[3])",
                                "if false"))
                .and(
                        inAdmission(
                                "fail-closed",
                                "    or (holders < admitted",
                                "    and (holders < admitted"));
    }

    private Mutation and(Mutation other) {
        return new Mutation(
                name.equals(other.name) ? name : name + "," + other.name,
                Stream.concat(patches.stream(), other.patches.stream()).toList(),
                Stream.concat(schema.stream(), other.schema.stream()).toList());
    }

    /** A question of the worker's that is always answered no. */
    private static Mutation says(String name, String className, String method) {
        return new Mutation(name, List.of(Patch.says(WORKER, className, method, false)), List.of());
    }

    /**
     * @param wanted a name, or several with commas between: one safeguard may stand behind another
     * @throws IllegalArgumentException if there is none of a name
     */
    static Mutation named(String wanted) {
        return Stream.of(wanted.split(","))
                .map(Mutation::one)
                .reduce(Mutation::and)
                .orElseThrow(() -> new IllegalArgumentException("no mutation in " + wanted));
    }

    private static Mutation one(String wanted) {
        return ALL.stream()
                .filter(mutation -> mutation.name.equals(wanted))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no mutation "
                                                + wanted
                                                + "; there are "
                                                + ALL.stream().map(Mutation::name).toList()));
    }

    void applyTo(ProductState.Database database) throws SQLException {
        try (Connection connection = CouponStore.connect(database, false);
                Statement statement = connection.createStatement()) {
            for (String change : schema) {
                statement.execute(change);
            }
        }
    }
}
