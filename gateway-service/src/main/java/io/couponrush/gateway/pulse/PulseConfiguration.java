package io.couponrush.gateway.pulse;

import io.couponrush.gateway.catalogue.Catalogue;
import io.couponrush.gateway.loop.Loop;
import io.couponrush.gateway.meters.GatewayMeters;
import io.couponrush.pulse.Pulse;
import io.couponrush.pulse.PulseSender;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;
import java.time.Duration;

@Configuration(proxyBeanMethods = false)
class PulseConfiguration {

    @Bean
    CouponTally couponTally(Catalogue catalogue) {
        return new CouponTally(catalogue);
    }

    @Bean
    PulseSender pulseSender(KafkaProperties kafka, CouponTally tally, Clock clock) {
        return new PulseSender(
                Pulse.Role.GATEWAY,
                kafka.buildProducerProperties(),
                clock,
                now -> tally.take(Pulse.MOST_COUPONS, now));
    }

    /** The round itself waits for the end of a second. */
    @Bean
    Loop pulseLoop(PulseSender sender, GatewayMeters meters) {
        return new Loop("pulse", Duration.ofMillis(1), _ -> beat(sender), meters);
    }

    private static void beat(PulseSender sender) {
        try {
            sender.beat();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
