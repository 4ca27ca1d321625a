package io.couponrush.worker.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.lab.LabBench.Books;
import io.couponrush.worker.lab.LabOutcome.Issued;
import io.couponrush.worker.lab.LabOutcome.NoLock;
import io.couponrush.worker.lab.LabOutcome.SoldOut;
import io.couponrush.worker.support.WorkerApi;

import org.aopalliance.aop.Advice;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * One coupon, two users. When the first one's work is done and not committed the second one comes,
 * and must not get the lock.
 */
@LabTest
class LockAndCommitTest {

    @Autowired LabBench bench;
    @Autowired LabLedger ledger;
    @Autowired RedissonClient redisson;
    @Autowired TransactionManager transactions;
    @Autowired AnnotatedTaking configured;

    private final long first = WorkerApi.newUser();
    private final long second = WorkerApi.newUser();
    private final CountDownLatch secondHasRead = new CountDownLatch(1);

    /** The lock inside of the transaction, as it is when the caller is transactional already. */
    @Test
    void releasedBeforeTheCommitItLetsTheNextOneReadTheOldCounter() throws Exception {
        long coupon = bench.coupon(1);
        List<Future<LabOutcome>> later = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<AnnotatedTaking> wrong = new ArrayList<>();
            wrong.add(
                    proxy(
                            List.of(transaction(), lock()),
                            () -> {
                                later.add(
                                        threads.submit(
                                                () -> wrong.getFirst().take(coupon, second)));
                                Latches.await(secondHasRead);
                            }));

            assertThat(wrong.getFirst().take(coupon, first)).isInstanceOf(Issued.class);
        }

        assertThat(later.getFirst().get()).isInstanceOf(Issued.class);
        assertThat(bench.books(coupon)).isEqualTo(new Books(1, 2, 1, 0));
    }

    @Test
    void releasedAfterTheCommitItDoesNot() throws Exception {
        long coupon = bench.coupon(1);
        List<LabOutcome> meanwhile = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<AnnotatedTaking> right = new ArrayList<>();
            right.add(
                    proxy(
                            List.of(lock(), transaction()),
                            () ->
                                    meanwhile.add(
                                            threads.submit(
                                                            () ->
                                                                    right.getFirst()
                                                                            .take(coupon, second))
                                                    .get())));

            assertThat(right.getFirst().take(coupon, first)).isInstanceOf(Issued.class);
            assertThat(right.getFirst().take(coupon, second)).isEqualTo(new SoldOut());
        }

        assertThat(meanwhile).containsExactly(new NoLock());
        assertThat(bench.books(coupon)).isEqualTo(new Books(1, 1, 1, 0));
    }

    /** The lab's own bean has the order of the second test. */
    @Test
    void asConfiguredTheLockIsTheOuterOne() {
        List<Class<?>> order =
                Stream.of(((Advised) configured).getAdvisors())
                        .<Class<?>>map(advisor -> advisor.getAdvice().getClass())
                        .toList();

        assertThat(order)
                .containsSubsequence(
                        DistributedLockInterceptor.class, TransactionInterceptor.class);
    }

    /** What happens when the first one's transaction is about to be committed. */
    interface Meanwhile {
        void run() throws Exception;
    }

    /**
     * @param advices the outer one first
     */
    private AnnotatedTaking proxy(List<Advice> advices, Meanwhile beforeCommit) {
        Pause pause =
                (_, user) -> {
                    if (user == second) {
                        secondHasRead.countDown();
                    } else {
                        TransactionSynchronizationManager.registerSynchronization(
                                before(beforeCommit));
                    }
                };
        ProxyFactory factory = new ProxyFactory(new AnnotatedTaking(new Taking(ledger, pause)));
        factory.setProxyTargetClass(true);
        advices.forEach(factory::addAdvice);
        return (AnnotatedTaking) factory.getProxy();
    }

    private static TransactionSynchronization before(Meanwhile commit) {
        return new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                try {
                    commit.run();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private Advice transaction() {
        return new TransactionInterceptor(transactions, new AnnotationTransactionAttributeSource());
    }

    /** Waited for a moment only, and held as long as it takes. */
    private Advice lock() {
        LabProperties times = LabTimes.waitAndLease(Duration.ofMillis(300), Duration.ofMinutes(1));
        StaticListableBeanFactory beans =
                new StaticListableBeanFactory(Map.of("redisson", redisson, "times", times));
        return new DistributedLockInterceptor(
                beans.getBeanProvider(RedissonClient.class),
                beans.getBeanProvider(LabProperties.class));
    }
}
