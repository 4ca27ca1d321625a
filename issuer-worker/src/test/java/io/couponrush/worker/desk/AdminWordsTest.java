package io.couponrush.worker.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.couponrush.worker.audit.AdminDeed;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What this service stores of deeds against the words of the pages, which the gateway serves: there
 * a name without a word is shown as it is.
 */
class AdminWordsTest {

    private static final Path PAGES =
            Path.of("../gateway-service/src/main/resources/io/couponrush/gateway/pages/site");

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void everyDeedAndEveryOutcomeHasAWord(String language) throws IOException {
        String words = Files.readString(PAGES.resolve("admin-text-" + language + ".js"));

        assertThat(words).contains(keys("deed", names(AdminDeed.Kind.values())));
        assertThat(words).contains(keys("deed", names(ActionBook.Kind.values())));
        assertThat(words).contains(keys("outcome", names(AdminDeed.Outcome.values())));
        assertThat(words).contains(keys("outcome", outcomesAtTheDesk()));
    }

    private static Stream<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name);
    }

    private static Stream<String> outcomesAtTheDesk() {
        return Arrays.stream(DeskOutcome.class.getPermittedSubclasses())
                .flatMap(AdminWordsTest::examples)
                .map(DeskOutcome::name);
    }

    private static Stream<DeskOutcome> examples(Class<?> kind) {
        return kind == DeskOutcome.Done.class
                ? Arrays.stream(LetterState.values())
                        .filter(state -> state != LetterState.NEW) // which no deed leads to
                        .map(DeskOutcome.Done::new)
                : Stream.of(example(kind));
    }

    private static DeskOutcome example(Class<?> kind) {
        var constructor = kind.getDeclaredConstructors()[0];
        try {
            return (DeskOutcome)
                    constructor.newInstance(new Object[constructor.getParameterCount()]);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(kind + " needs an example of its own", e);
        }
    }

    private static String[] keys(String family, Stream<String> names) {
        return names.map(name -> "\n  \"admin." + family + "." + name + "\": ")
                .toArray(String[]::new);
    }
}
