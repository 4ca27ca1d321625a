package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KafkaRecipeTest {

    /** One in 64 would start with a dash; 1,000 without one by chance are one in 6 million. */
    @Test
    void aClusterIdIsNoOption() {
        for (int id = 0; id < 1_000; id++) {
            assertThat(KafkaRecipe.clusterId()).hasSize(22).matches("[A-Za-z0-9_][A-Za-z0-9_-]+");
        }
    }
}
