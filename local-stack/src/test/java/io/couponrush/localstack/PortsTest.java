package io.couponrush.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class PortsTest {

    /** Of 1,000 ports drawn from 17,000 some 29 pairs would be the same. */
    @Test
    void nobodyIsGivenAPortThatSomebodyElseWillListenOn() {
        List<Integer> ports = IntStream.range(0, 1_000).mapToObj(_ -> Ports.pick()).toList();

        assertThat(ports).doesNotHaveDuplicates();
    }
}
