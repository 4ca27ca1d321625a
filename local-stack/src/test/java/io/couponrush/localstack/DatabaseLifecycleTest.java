package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

class DatabaseLifecycleTest {

    private static final int COMMITS = 200;

    private final DatabasePart database = LocalStack.shared().up().database();
    private final String table = "t_" + UUID.randomUUID().toString().replace('-', '_');

    @Test
    void keepsWhatItCommittedOverKillAndForgetsItWhenWiped() throws SQLException {
        String url = database.jdbcUrl();
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("create table " + table + " (n int primary key)");
            for (int row = 0; row < COMMITS; row++) {
                statement.execute("insert into " + table + " values (" + row + ")");
            }
        }

        database.kill();
        assertThatThrownBy(() -> connect("")).isInstanceOf(SQLException.class);
        database.restart();
        assertThat(ask("select count(*) from " + table)).isEqualTo("" + COMMITS);

        database.restartWiped();
        assertThatThrownBy(() -> ask("select count(*) from " + table))
                .hasMessageContaining("doesn't exist");
        assertThat(database.jdbcUrl()).isEqualTo(url);
    }

    @Test
    void frozenItDoesNotAnswerAndThawedItDoes() throws SQLException {
        try (Connection impatient = connect("");
                Statement statement = impatient.createStatement()) {
            impatient.setNetworkTimeout(Runnable::run, 500);
            database.freeze();
            assertThatThrownBy(() -> statement.executeQuery("select 1"))
                    .hasMessageContaining("Communications link failure");
        } finally {
            database.thaw();
        }
        assertThat(ask("select 1")).isEqualTo("1");
    }

    @Test
    void knowsAccountsAndPasswords() {
        assertThatThrownBy(() -> connect(database.user(), database.password() + "x", ""))
                .hasMessageContaining("Access denied");
        assertThatThrownBy(() -> connect("root", "", "")).hasMessageContaining("Access denied");
        assertThatThrownBy(() -> connect("", "", "")).hasMessageContaining("Access denied");
        assertThatThrownBy(() -> ask("select count(*) from mysql.global_priv"))
                .hasMessageContaining("denied");
    }

    @Test
    void isAsStrictAsTheOneItStandsInFor() throws SQLException {
        assertThat(ask("select @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
        assertThat(ask("select @@have_ssl")).isEqualTo("DISABLED");
        assertThat(ask("select @@sql_mode"))
                .contains("STRICT_TRANS_TABLES", "ONLY_FULL_GROUP_BY", "NO_ZERO_DATE");
        assertThat(ask("select @@transaction_isolation")).isEqualTo("REPEATABLE-READ");
        assertThat(ask("select timediff(now(), utc_timestamp())")).isEqualTo("00:00:00");
    }

    @Test
    void keepsTemporaryTablesWhereNoOtherServerRemovesThem() throws SQLException {
        Path data = Path.of(ask("select @@datadir"));
        assertThat(Path.of(ask("select @@tmpdir"))).isEqualTo(data.resolveSibling("tmp"));
    }

    private String ask(String question) throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private Connection connect(String parameters) throws SQLException {
        return connect(database.user(), database.password(), parameters);
    }

    private Connection connect(String user, String password, String parameters)
            throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl() + parameters, user, password);
    }
}
