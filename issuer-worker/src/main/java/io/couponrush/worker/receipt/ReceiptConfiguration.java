package io.couponrush.worker.receipt;

import io.couponrush.worker.announce.Retention;
import io.couponrush.worker.security.SigningKey;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;

/** Without a key for receipts the routes are there and say so. */
@Configuration(proxyBeanMethods = false)
class ReceiptConfiguration {

    @Bean
    @Conditional(KeyIsNamed.class)
    ReceiptKeys receiptKeys(
            JdbcClient database, SigningKey tokenKey, ReceiptProperties settings, Clock clock) {
        return ReceiptKeys.of(database, tokenKey.another(settings.signingKey()), clock);
    }

    @Bean
    PlaceTables placeTables(JdbcClient database) {
        return new PlaceTables(database);
    }

    @Bean
    Digests digests(JdbcClient database) {
        return new Digests(database);
    }

    @Bean
    Receipts receipts(
            ObjectProvider<ReceiptKeys> keys, PlaceTables tables, Digests digests, Clock clock) {
        return new Receipts(keys.getIfAvailable(), tables, digests, clock);
    }

    @Bean
    @Conditional(KeyIsNamed.class)
    Committer committer(
            ReceiptKeys keys,
            PlaceTables tables,
            Digests digests,
            StringRedisTemplate redis,
            TransactionOperations transaction,
            ReceiptProperties settings,
            Clock clock,
            Retention retention) {
        return new Committer(
                digests,
                tables,
                new ClosedGate(redis),
                keys,
                transaction,
                settings.settle(),
                retention.afterClosing(),
                System::nanoTime,
                clock);
    }

    @Bean
    CommitRounds commitRounds(ObjectProvider<Committer> committer) {
        return new CommitRounds(committer.getIfAvailable());
    }

    @Bean
    SchedulingConfigurer receiptRounds(CommitRounds rounds, ReceiptProperties settings) {
        return tasks -> tasks.addFixedDelayTask(rounds::run, settings.interval());
    }

    /** Read early: beans depend on it. */
    private static final class KeyIsNamed implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !context.getEnvironment().getProperty("rush.receipts.signing-key", "").isBlank();
        }
    }
}
