package io.couponrush.system.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.localstack.product.Patch;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A safeguard that has got another name could not be taken out, which nobody would notice. */
class MutationTest {

    private static final Path HOME = Path.of(System.getProperty("rush.home"));

    static List<Mutation> mutations() {
        return Mutation.ALL;
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void findsWhatItTakesOut(Mutation mutation) throws IOException {
        assertThat(mutation.patches().size() + mutation.schema().size()).isPositive();
        Map<String, byte[]> edited = new HashMap<>();
        for (Patch patch : mutation.patches()) {
            String what = patch.module() + "!" + patch.entry();
            byte[] before =
                    edited.containsKey(what) ? edited.get(what) : Files.readAllBytes(built(patch));
            byte[] after = patch.edit().apply(before);
            assertThat(after).isNotEqualTo(before);
            edited.put(what, after);
        }
    }

    /** In the module itself, or in the one that both services hold. */
    private static Path built(Patch patch) {
        return Stream.of(patch.module(), "common-events")
                .map(module -> HOME.resolve(module).resolve("target/classes"))
                .map(classes -> classes.resolve(patch.entry()))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
