package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;

class LocalStackTest {

    @Test
    void threeRealServersAnswerAndSayWhoTheyAre() throws Exception {
        LocalStack stack = LocalStack.shared().up();

        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                stack.kafka().bootstrapServers()))) {
            assertThat(admin.describeCluster().nodes().get()).hasSize(1);
        }
        assertThat(stack.kafka().version()).startsWith("4.");

        try (RedisClient client = RedisClient.create(stack.redis().uri());
                StatefulRedisConnection<String, String> redis = client.connect()) {
            assertThat(redis.sync().configGet("appendonly")).containsEntry("appendonly", "yes");
        }
        assertThat(stack.redis().version()).startsWith("6.");

        DatabasePart database = stack.database();
        try (Connection connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select version()")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).startsWith(database.version());
        }
        assertThat(database.version()).startsWith("11.");
    }
}
