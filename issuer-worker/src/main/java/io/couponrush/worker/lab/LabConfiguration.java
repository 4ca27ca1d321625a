package io.couponrush.worker.lab;

import io.couponrush.worker.road.RedisRoad;

import org.flywaydb.core.Flyway;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

@Configuration(proxyBeanMethods = false)
@Profile(LabProperties.PROFILE)
class LabConfiguration {

    /** A fair lock has a channel for each who waits: this many may, with the pool below. */
    private static final int CHANNELS_A_CONNECTION = 200;

    private static final int CHANNEL_CONNECTIONS = 25;

    /**
     * After the product's own, which want an empty schema, and with a history of their own: in the
     * product's, the lab's tables would be a migration that a worker without the profile has never
     * heard of.
     */
    @Bean
    @DependsOnDatabaseInitialization
    LabCoupons labCoupons(DataSource database, JdbcClient jdbc) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/lab")
                .table("lab_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        return new LabCoupons(jdbc);
    }

    @Bean(destroyMethod = "shutdown")
    RedissonClient redisson(@Value("${spring.data.redis.url}") String url) {
        Config config = new Config();
        config.setCodec(StringCodec.INSTANCE).setThreads(4).setNettyThreads(2);
        config.useSingleServer()
                .setAddress(url)
                .setConnectionMinimumIdleSize(2)
                .setConnectionPoolSize(32)
                .setSubscriptionConnectionMinimumIdleSize(1)
                .setSubscriptionConnectionPoolSize(CHANNEL_CONNECTIONS)
                .setSubscriptionsPerConnection(CHANNELS_A_CONNECTION);
        return Redisson.create(config);
    }

    /** Outside of the transaction's advisor: the lock ends after the commit. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor distributedLockAdvisor(
            ObjectProvider<RedissonClient> redisson, ObjectProvider<LabProperties> settings) {
        DefaultPointcutAdvisor advisor =
                new DefaultPointcutAdvisor(
                        AnnotationMatchingPointcut.forMethodAnnotation(DistributedLock.class),
                        new DistributedLockInterceptor(redisson, settings));
        advisor.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return advisor;
    }

    @Bean
    AnnotatedTaking annotatedTaking(Taking taking) {
        return new AnnotatedTaking(taking);
    }

    @Bean
    LabLedger labLedger(JdbcClient jdbc, Clock clock) {
        return new LabLedger(jdbc, clock);
    }

    @Bean
    LabTransaction labTransaction(PlatformTransactionManager transactions) {
        return new LabTransaction(transactions);
    }

    @Bean
    Taking labTaking(LabLedger ledger, LabProperties settings) {
        return new Taking(ledger, Pause.of(settings.work()));
    }

    @Bean
    Lab lab(
            LabCoupons coupons,
            LabLedger ledger,
            LabTransaction transaction,
            Taking taking,
            AnnotatedTaking annotated,
            StringRedisTemplate redis,
            RedissonClient redisson,
            LabProperties settings,
            ObjectProvider<RedisRoad> redisRoad) {
        Optimistic optimistic = new Optimistic(transaction, ledger, taking);
        List<LabStrategy> strategies =
                new ArrayList<>(
                        List.of(
                                new None(transaction, taking),
                                new Pessimistic(transaction, ledger, taking),
                                optimistic,
                                new OptimisticRetry(
                                        optimistic, settings.tries(), settings.backoff()),
                                new LettuceSpin(redis, settings, transaction, taking),
                                new RedissonFair(redisson, settings, transaction, taking),
                                new RedissonFairFenced(
                                        redisson, settings, transaction, ledger, taking),
                                new RedissonPubSub(redisson, settings, transaction, taking),
                                new RedissonAnnotation(annotated)));
        redisRoad.ifAvailable(road -> strategies.add(new RedisIncr(road)));
        return new Lab(coupons, strategies);
    }
}
