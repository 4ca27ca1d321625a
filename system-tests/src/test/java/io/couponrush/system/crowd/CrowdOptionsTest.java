package io.couponrush.system.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;

class CrowdOptionsTest {

    @Test
    void moreComeThanThereAreCouponsAndNotAllAtOnce() {
        CrowdOptions options = new CrowdOptions(5_000);

        assertThat(options.coupons()).isEqualTo(3_000);
        assertThat(options.span()).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 9, 100_001, Integer.MAX_VALUE})
    void isOfAUsefulSize(int visitors) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CrowdOptions(visitors));
    }
}
