package io.couponrush.worker.pulse;

import io.couponrush.pulse.Pulse;
import io.couponrush.pulse.PulseSender;
import io.couponrush.worker.meters.CouponMeters;
import io.couponrush.worker.meters.WorkerMeters;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;

/** Builds the pulse. */
@Configuration(proxyBeanMethods = false)
class PulseConfiguration {

    @Bean
    PulseSender pulseSender(
            KafkaProperties kafka, WorkerMeters meters, CouponMeters coupons, Clock clock) {
        WorkerNews news = new WorkerNews(meters.couponRows(), coupons);
        return new PulseSender(
                Pulse.Role.WORKER, kafka.buildProducerProperties(), clock, _ -> news.take());
    }

    @Bean
    PulseThread pulseThread(PulseSender sender, WorkerMeters meters) {
        return new PulseThread(sender, meters);
    }
}
