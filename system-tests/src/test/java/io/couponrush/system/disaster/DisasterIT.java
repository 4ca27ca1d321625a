package io.couponrush.system.disaster;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.couponrush.events.Topics;
import io.couponrush.localstack.product.Product;
import io.couponrush.localstack.product.ProductOptions;
import io.couponrush.localstack.product.ProductState;
import io.couponrush.system.api.Announcement;
import io.couponrush.system.api.Await;
import io.couponrush.system.api.Coupon;
import io.couponrush.system.api.ProductApi;
import io.couponrush.system.guarantee.Balance;
import io.couponrush.system.store.CouponStore;
import io.couponrush.system.token.TokenMint;
import io.couponrush.system.token.Users;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The steps of the runbook's "Disasters", as they stand there, on the real product. */
@Tag("slow")
@Isolated
class DisasterIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private Product product;
    private ProductState state;
    private Coupon coupon;
    private Iterator<Users.User> users;

    @BeforeEach
    void start() {
        product = Product.start(ProductOptions.temporary(Path.of("target", "disaster-product")));
        state = product.state();
        coupon = open(1_000);
        TokenMint mint = TokenMint.of(state);
        users = Users.mint(mint, 500, 6, Clock.systemUTC(), _ -> {}).iterator();
    }

    @AfterEach
    void stop() {
        product.close();
    }

    @Test
    void redisIsLostWithItsData() throws SQLException {
        admitted(20);
        awaitRows(20);

        product.stack().redis().restartWiped();

        Await.until(() -> claim() == 202, BOUND); // after a rebuild, by itself
        awaitRows(21);
        assertThat(atRest().issued()).isEqualTo(21);
    }

    @Test
    void kafkaIsLostWithItsData() throws Exception {
        admitted(20);
        awaitRows(20);
        product.worker().kill();
        admitted(20); // pending in Redis, their requests in Kafka only

        product.stack().kafka().restartWiped();
        product.worker().start();
        execute("update coupon set announce_after = utc_timestamp(6), announced_version = 0");
        product.gateway().restart();
        Announcement.await(state.gateway(), coupon.id());

        awaitRows(40);
        assertThat(claim()).isEqualTo(202);
        awaitRows(41);
        assertThat(atRest().issued()).isEqualTo(41);
    }

    /** It knows neither half of the winners nor a raise and a pause. */
    @Test
    void theDatabaseIsRestoredFromABackupThatIsTooOld() throws Exception {
        coupon = open(30);
        admitted(20);
        awaitRows(20);
        Backup backup = Backup.of(state.database());
        Coupon raised = admin().editCoupon(coupon, Map.of("totalQuantity", 60));
        assertThat(Await.until(() -> total() == 60, BOUND)).isTrue();
        admitted(20);
        awaitRows(40);
        admin().editCoupon(raised, Map.of("state", "PAUSED"));
        assertThat(Await.until(() -> claim() == 503, BOUND)).isTrue();
        long admitted = atRest().admitted(); // some got in until the pause was there

        product.worker().stop();
        product.stack().database().restartWiped();
        backup.restore(state.database());
        assertThat(rows()).as("what the backup holds").isEqualTo(20);
        execute("update coupon set total_quantity = 60 where id = " + coupon.id());
        beginAtTheBeginning();
        product.worker().start();
        awaitRows(admitted);
        execute(
                "update coupon set version = version + 1000, announced_version = 0,"
                        + " announce_after = utc_timestamp(6)");

        assertThat(Await.until(() -> claim() == 202, BOUND)).isTrue();
        awaitRows(admitted + 1);
        assertThat(atRest().issued()).isEqualTo(admitted + 1);
    }

    private Coupon open(int stock) {
        Instant now = Instant.now();
        Coupon made =
                admin().createCoupon(
                                "Disaster", stock, now.minusSeconds(60), now.plusSeconds(3600));
        Announcement.await(state.gateway(), made.id());
        return made;
    }

    private long total() {
        return ProductApi.anonymous(state.gateway())
                .call("GET", "/api/v3/coupons/" + coupon.id() + "/progress", null, 200)
                .path("total")
                .asLong();
    }

    private void execute(String change) throws SQLException {
        try (Connection database = CouponStore.connect(state.database(), false);
                Statement statement = database.createStatement()) {
            statement.executeUpdate(change);
        }
    }

    private void beginAtTheBeginning() throws Exception {
        Map<TopicPartition, OffsetAndMetadata> beginning =
                IntStream.range(0, Topics.PARTITIONS)
                        .mapToObj(number -> new TopicPartition(Topics.ISSUE_REQUESTS, number))
                        .collect(Collectors.toMap(it -> it, _ -> new OffsetAndMetadata(0)));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", state.kafkaBootstrap()))) {
            boolean done =
                    Await.until(
                            () -> {
                                try {
                                    admin.alterConsumerGroupOffsets("coupon-issuer", beginning)
                                            .all()
                                            .get();
                                    return true;
                                } catch (Exception _) { // members are still leaving
                                    return false;
                                }
                            },
                            BOUND);
            assertThat(done).isTrue();
        }
    }

    private ProductApi admin() {
        return ProductApi.anonymous(state.gateway())
                .signedIn(state.admin().username(), state.admin().password());
    }

    private void admitted(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(claim()).isEqualTo(202);
        }
    }

    /** A new user's, and its answer. */
    private int claim() {
        return ProductApi.anonymous(state.gateway())
                .as(new String(users.next().token(), US_ASCII))
                .send("POST", "/api/v3/me/coupons/" + coupon.id() + "/issue", null)
                .statusCode();
    }

    private void awaitRows(long wanted) throws SQLException {
        Await.until(
                () -> {
                    try {
                        return rows() == wanted;
                    } catch (SQLException e) {
                        return false;
                    }
                },
                BOUND);
        assertThat(rows()).isEqualTo(wanted);
    }

    private long rows() throws SQLException {
        try (CouponStore store = CouponStore.open(state.database(), coupon.id())) {
            return store.sample().rows();
        }
    }

    private Balance atRest() {
        Await.until(() -> admin().balance(coupon.id()).pending() == 0, BOUND);
        Balance balance = admin().balance(coupon.id());
        assertThat(balance.difference()).as("%s", balance).isZero();
        return balance;
    }
}
