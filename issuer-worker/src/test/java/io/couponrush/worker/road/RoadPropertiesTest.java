package io.couponrush.worker.road;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.Properties;

import org.junit.jupiter.api.Test;

class RoadPropertiesTest {

    @Test
    void defaultsAndKeys() {
        assertThat(Properties.bind(RoadProperties.PREFIX, RoadProperties.class))
                .isEqualTo(new RoadProperties(true));
        assertThat(Properties.bind(RoadProperties.PREFIX, RoadProperties.class, "enabled=false"))
                .isEqualTo(new RoadProperties(false));
    }
}
