package io.couponrush.worker.coupon;

import io.couponrush.worker.audit.AdminLog;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;

/** Builds what stands behind the coupon controllers. */
@Configuration(proxyBeanMethods = false)
class CouponConfiguration {

    @Bean
    Coupons coupons(
            CouponRepository repository,
            PlatformTransactionManager transactions,
            ApplicationEventPublisher events,
            AdminLog log,
            Clock clock) {
        return new Coupons(repository, new TransactionTemplate(transactions), events, log, clock);
    }
}
