package io.couponrush.localstack.process;

import java.util.List;
import java.util.stream.Stream;

/** What the environment gives to the programs that are started here. */
public final class EnvironmentWords {

    private EnvironmentWords() {}

    /** The words of a variable; none if it isn't there. Quotes mean nothing. */
    public static List<String> of(String variable) {
        String words = System.getenv().getOrDefault(variable, "");
        return Stream.of(words.split("\\s+")).filter(word -> !word.isEmpty()).toList();
    }
}
