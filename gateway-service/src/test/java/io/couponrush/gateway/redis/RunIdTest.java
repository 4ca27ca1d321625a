package io.couponrush.gateway.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RunIdTest {

    @Test
    void itIsFoundAmongTheOtherLines() {
        assertThat(RunId.in("# Server\r\nredis_version:6.2.11\r\nrun_id:0af3\r\ntcp_port:1\r\n"))
                .isEqualTo("0af3");
    }

    @Test
    void aServerWithoutOneIsNotTrusted() {
        assertThatThrownBy(() -> RunId.in("# Server\r\nmaster_replid:0af3\r\n"))
                .isInstanceOf(RedisUnavailableException.class);
    }
}
