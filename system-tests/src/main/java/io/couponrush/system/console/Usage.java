package io.couponrush.system.console;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Turns what options refuse into the exit code and the words of a wrong usage. */
public final class Usage {

    private Usage() {}

    /** The command as it was typed. */
    public static String typed(CommandSpec command) {
        List<String> arguments = command.commandLine().getParseResult().originalArgs();
        return String.join(" ", Stream.concat(Stream.of("./rush"), arguments.stream()).toList());
    }

    public static <T> T of(CommandSpec command, Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}
