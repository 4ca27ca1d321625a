package io.couponrush.localstack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How one kind of server is prepared, started and recognised as ready. */
interface Recipe {

    PartName part();

    /** The product's name. */
    String name();

    /** The ports the server will listen on, all on the loopback address. */
    List<Integer> ports();

    /**
     * The command that fills an empty directory with what the server needs to find there at its
     * first start; empty if it needs nothing.
     */
    List<String> preparation(Path emptyData) throws IOException;

    /** The command that runs the server in the foreground on prepared data. */
    List<String> command(Path data) throws IOException;

    /** Whether the output since the start says that the server accepts connections. */
    boolean ready(String output);

    String version(String output);
}
