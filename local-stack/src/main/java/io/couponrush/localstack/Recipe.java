package io.couponrush.localstack;

import java.nio.file.Path;
import java.util.List;

/** How one kind of server is prepared, started and recognised as ready. */
interface Recipe {

    String name();

    /** The ports the server will listen on, all on the loopback address. */
    List<Integer> ports();

    /** Fills an empty directory with what the server needs to find there at its first start. */
    void prepare(Path emptyData);

    /** The command that runs the server in the foreground on prepared data. */
    List<String> command(Path data);

    /** Whether the output since the start says that the server accepts connections. */
    boolean ready(String output);

    String version(String output);
}
