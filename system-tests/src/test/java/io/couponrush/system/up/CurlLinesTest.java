package io.couponrush.system.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.localstack.product.Account;

import org.junit.jupiter.api.Test;

class CurlLinesTest {

    @Test
    void areThreeLinesForAShell() {
        CurlLines lines = new CurlLines("http://localhost:8080", 7, new Account("demo", "s3cr_t-"));

        assertThat(lines.all())
                .hasSize(3)
                .allSatisfy(line -> assertThat(line).doesNotContain("\n").contains("curl"))
                .anySatisfy(line -> assertThat(line).startsWith("TOKEN=$(").endsWith(")"))
                .anySatisfy(line -> assertThat(line).contains("-X POST").contains("/7/issue"))
                .anySatisfy(line -> assertThat(line).contains("/7/ticket"));
    }
}
