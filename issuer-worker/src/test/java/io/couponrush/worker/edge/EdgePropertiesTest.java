package io.couponrush.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.support.Properties;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class EdgePropertiesTest {

    @Test
    void defaultsAndKeys() {
        assertThat(Properties.bind("rush.edge", EdgeProperties.class))
                .isEqualTo(new EdgeProperties(DataSize.ofKilobytes(16)));
        assertThat(Properties.bind("rush.edge", EdgeProperties.class, "max-body=1MB"))
                .isEqualTo(new EdgeProperties(DataSize.ofMegabytes(1)));
    }
}
