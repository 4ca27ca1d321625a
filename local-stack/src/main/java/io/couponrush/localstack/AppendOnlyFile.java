package io.couponrush.localstack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file into which Redis writes each command, as {@code *2\r\n$3\r\nDEL\r\n…}. Cut anywhere it
 * is torn, and Redis refuses it; cut between two commands it is a whole, older one.
 */
record AppendOnlyFile(Path file) {

    long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /**
     * Takes away what was written after a size that the file once had.
     *
     * @return the bytes taken away
     */
    long cutTo(long size) throws IOException {
        long keep = wholeCommands(size);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long cut = channel.size() - keep;
            channel.truncate(keep);
            return cut;
        }
    }

    /** Up to where there are whole commands, and whole transactions: a script is written as one. */
    private long wholeCommands(long limit) throws IOException {
        long whole = 0;
        boolean transaction = false;
        try (Reader in = new Reader(new BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                String name = in.command();
                if (in.position > limit) {
                    return whole;
                }
                transaction =
                        name.equalsIgnoreCase("MULTI")
                                || (transaction && !name.equalsIgnoreCase("EXEC"));
                if (!transaction) {
                    whole = in.position;
                }
            }
        } catch (EOFException _) {
            return whole;
        }
    }

    private static final class Reader implements AutoCloseable {

        private final InputStream in;
        private long position;

        Reader(InputStream in) {
            this.in = in;
        }

        /** The name of the next command, which is read to its end. */
        String command() throws IOException {
            int words = number('*');
            String name = word();
            for (int i = 1; i < words; i++) {
                word();
            }
            return name;
        }

        private String word() throws IOException {
            byte[] word = in.readNBytes(number('$'));
            position += word.length;
            if (next() != '\r' || next() != '\n') {
                throw new IOException("not an append-only file of commands at " + position);
            }
            return new String(word, US_ASCII);
        }

        private int number(char kind) throws IOException {
            if (next() != kind) {
                throw new IOException("not an append-only file of commands at " + position);
            }
            int number = 0;
            for (int digit = next(); digit != '\r'; digit = next()) {
                number = number * 10 + digit - '0';
            }
            next();
            return number;
        }

        private int next() throws IOException {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            position++;
            return next;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
