package io.couponrush.gateway.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.List;

/** A reply that is not understood must never pass for an answer. */
class ReplyTest {

    static final List<List<Object>> NOT_UNDERSTOOD =
            List.of(
                    List.of(),
                    List.of("outcome"),
                    List.of("result", "ADMITTED"),
                    List.of("outcome", "GRANTED", "now", 1L),
                    List.of("outcome", 1L),
                    List.of("outcome", "ADMITTED"),
                    List.of("outcome", "ADMITTED", "now", 1L, "sequence", 1L, "ahead", 0L),
                    List.of("outcome", "ADMITTED", "now", 1L, "sequence", "1", "ahead", 0L),
                    List.of("outcome", "REJECTED", "now", 1L, "sequence", 1L));

    @ParameterizedTest
    @FieldSource("NOT_UNDERSTOOD")
    void anAdmissionReplyThatIsNotUnderstoodThrows(List<Object> items) {
        assertThatThrownBy(() -> AdmissionReply.decode(items))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @FieldSource("NOT_UNDERSTOOD")
    void aSnapshotReplyThatIsNotUnderstoodThrows(List<Object> items) {
        assertThatThrownBy(() -> SnapshotReply.decode(7, items))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namesNotPlacesDecide() {
        assertThat(
                        AdmissionReply.decode(
                                List.of(
                                        "outcome",
                                        "ADMITTED",
                                        "new",
                                        "field",
                                        "epoch",
                                        2L,
                                        "ahead",
                                        4L,
                                        "sequence",
                                        5L,
                                        "now",
                                        1L)))
                .isInstanceOfSatisfying(
                        Admission.Admitted.class,
                        it -> {
                            assertThat(it.ticket().sequence()).isEqualTo(5);
                            assertThat(it.ticket().ahead()).isEqualTo(4);
                            assertThat(it.epoch()).isEqualTo(2);
                        });
    }
}
