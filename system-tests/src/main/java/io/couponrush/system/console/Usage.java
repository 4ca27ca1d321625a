package io.couponrush.system.console;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import java.util.function.Supplier;

/** Turns what options refuse into the exit code and the words of a wrong usage. */
public final class Usage {

    private Usage() {}

    public static <T> T of(CommandSpec command, Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}
