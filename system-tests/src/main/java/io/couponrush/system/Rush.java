package io.couponrush.system;

import io.couponrush.system.bench.BenchCommand;
import io.couponrush.system.console.Screen;
import io.couponrush.system.drill.DrillCommand;
import io.couponrush.system.jmeter.CompareCommand;
import io.couponrush.system.lab.LabCommand;
import io.couponrush.system.lab.ScenarioCommand;
import io.couponrush.system.overload.OverloadCommand;
import io.couponrush.system.streams.StreamsCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

import java.time.Clock;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The rush command. Exit codes: 0 well, 1 a promise is broken, 2 wrong usage, 3 could not run. */
@Command(
        name = "./rush",
        description = "Coupon Rush on this machine, without Docker.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = HelpCommand.class,
        footer = {
            "",
            "Start with ./rush up; ./rush help COMMAND explains a command.",
            "Exit codes: 0 well, 1 a promise was broken, 2 wrong usage, 3 could not run."
        })
public final class Rush implements Runnable {

    static final int COULD_NOT_RUN = 3;

    private final Screen screen;

    private Rush(Screen screen) {
        this.screen = screen;
    }

    static void main(String[] args) {
        Logger.getLogger("").setLevel(Level.WARNING);
        Screen screen = Screen.ofProcess();
        System.exit(commandLine(screen, Home.ofProject(), Clock.systemUTC()).execute(args));
    }

    static CommandLine commandLine(Screen screen, Home home, Clock clock) {
        return new CommandLine(new Rush(screen))
                .addSubcommand(new UpCommand(screen, home, clock))
                .addSubcommand(new SpikeCommand(screen, home, clock))
                .addSubcommand(new BenchCommand(screen, home.state(), home.results(), clock))
                .addSubcommand(new CompareCommand(screen, home.state(), home.jmeter(), clock))
                .addSubcommand(new LabCommand(screen, home.state(), home.lab(), clock))
                .addSubcommand(new ScenarioCommand(screen, home.state(), clock))
                .addSubcommand(new OverloadCommand(screen, home.state(), home.results(), clock))
                .addSubcommand(new StreamsCommand(screen, home.state(), home.results(), clock))
                .addSubcommand(new DrillCommand(screen, home.state(), home.results(), clock))
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(
                        (failure, _, _) -> {
                            screen.warn("%s", words(failure));
                            return COULD_NOT_RUN;
                        });
    }

    /** A bare ./rush explains itself. */
    @Override
    public void run() {
        commandLine(screen, Home.ofProject(), Clock.systemUTC()).usage(System.out);
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}
