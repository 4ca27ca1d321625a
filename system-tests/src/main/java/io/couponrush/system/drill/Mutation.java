package io.couponrush.system.drill;

import io.couponrush.localstack.product.Patch;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.store.CouponStore;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A safeguard taken out, to see a drill go red. The product has no switches for these: a mutation
 * edits the copies of the jars that are about to be started, or the schema of that one database.
 */
enum Mutation {
    UNIQUE_KEY(
            List.of(),
            "alter table user_coupon drop primary key",
            "alter table user_coupon add index some_key (coupon_id, user_id)"),
    GUARD(
            List.of(
                    Patch.string(
                            Module.WORKER,
                            "io.couponrush.worker.issue.IssueLedger",
                            "update coupon set issued_quantity = issued_quantity + :quantity"
                                    + " where id = :coupon"
                                    + " and issued_quantity + :quantity <= total_quantity",
                            "update coupon set issued_quantity = issued_quantity + :quantity"
                                    + " where id = :coupon")),
            "alter table coupon drop constraint coupon_issued"),
    DUPLICATE_CHECK(inAdmission("if sequence then", "if false then")),
    PENDING(inAdmission("redis.call('ZADD', pending, sequence, user)", "")),
    FAULT_CLASSIFICATION(
            List.of(
                    Patch.says(
                            Module.WORKER,
                            "io.couponrush.worker.intake.Faults",
                            "isInfrastructure",
                            false)));

    /** Apart, since an enum's constants are made before its fields. */
    private static final class Module {
        static final String WORKER = "issuer-worker";
        static final String GATEWAY = "gateway-service";

        private Module() {}
    }

    private final List<Patch> patches;
    private final List<String> schema;

    Mutation(List<Patch> patches, String... schema) {
        this.patches = patches;
        this.schema = List.of(schema);
    }

    private static List<Patch> inAdmission(String from, String to) {
        return List.of(
                Patch.text(Module.GATEWAY, "io/couponrush/gate/admission.lua", from, to),
                Patch.text(Module.WORKER, "io/couponrush/gate/admission.lua", from, to));
    }

    /**
     * @throws IllegalArgumentException if there is none of that name
     */
    static Mutation named(String name) {
        return Arrays.stream(values())
                .filter(mutation -> mutation.text().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no mutation " + name + "; there are " + names()));
    }

    static String names() {
        return String.join(", ", Arrays.stream(values()).map(Mutation::text).toList());
    }

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<Patch> patches() {
        return patches;
    }

    /** What the schema loses, once it is there. */
    void applyTo(ProductState.Database database) throws SQLException {
        try (Connection connection = CouponStore.connect(database, false);
                Statement statement = connection.createStatement()) {
            for (String change : schema) {
                statement.execute(change);
            }
        }
    }
}
