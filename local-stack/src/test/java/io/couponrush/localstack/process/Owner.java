package io.couponrush.localstack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that owns processes and ends in the way it is told to, or is ended. */
final class Owner {

    private Owner() {}

    /**
     * @param arguments directory, marker that every process carries in its command line, way to end
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        String marker = arguments[1];
        start(directory, marker, "sleep 4711");
        start(directory, marker, "trap '' HUP INT TERM; while :; do sleep 1; done");
        start(directory, marker, "sh -c 'sleep 4711' " + marker + " & wait");
        ManagedProcess frozen = start(directory, marker, "sleep 4711");
        frozen.freeze();
        System.out.println("ready");
        switch (arguments[2]) {
            case "exit" -> System.exit(0);
            case "halt" -> Runtime.getRuntime().halt(1);
            case "start-more" -> {
                while (true) {
                    start(directory, marker, "sleep 4711");
                }
            }
            case "wait" -> System.in.read();
            default -> throw new IllegalArgumentException(arguments[2]);
        }
    }

    private static ManagedProcess start(Path directory, String marker, String script) {
        return ManagedProcess.start(
                "toy",
                List.of("sh", "-c", script, marker),
                Map.of(),
                directory,
                directory.resolve("toy.log"));
    }
}
