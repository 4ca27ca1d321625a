package io.couponrush.localstack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a part couldn't start, and what to do about it.
 *
 * @param fault what kind of trouble it is
 * @param why continues the sentence "it could not start:"
 * @param cure tells the user what to do
 */
record Diagnosis(Fault fault, String why, String cure) {

    enum Fault {
        PORT_TAKEN,
        LIBRARY_MISSING,
        PLATFORM,
        DISK_FULL,
        NOT_WRITABLE,
        MEMORY,
        DATA_DAMAGED,
        NO_ENGINE,
        NO_ANSWER,
        TOO_SLOW,
        UNKNOWN
    }

    private static final String FREE_SPACE =
            "free some space (a stack needs about 500 MB), choose another data directory, or";

    /** What servers, loader and kernel write; the first that is found decides. */
    private static final List<Symptom> SYMPTOMS =
            List.of(
                    new Symptom(
                            "(?:error while loading shared libraries: |Library not loaded:"
                                    + " )([^:\\s]+)",
                            Fault.LIBRARY_MISSING,
                            "the shared library %s is missing on this system",
                            "install it (on Debian and Ubuntu libssl.so.3 comes with the package"
                                    + " libssl3, libcrypt.so.1 with libcrypt1), or"),
                    new Symptom(
                            "version [`'](GLIBC\\S*?)' not found",
                            Fault.PLATFORM,
                            "its binary needs %s, this system's C library is older",
                            "use a newer system, or"),
                    new Symptom(
                            "(Exec format error)",
                            Fault.PLATFORM,
                            "its binary is for another processor (%s)",
                            "on this machine"),
                    new Symptom(
                            "(No space left on device|Disk quota exceeded|with error 28|out of disk"
                                    + " space)",
                            Fault.DISK_FULL,
                            "the disk is full (%s)",
                            FREE_SPACE),
                    new Symptom(
                            "(Address already in use)",
                            Fault.PORT_TAKEN,
                            "its port is taken (%s)",
                            "stop the process that has it, choose another port, or"),
                    new Symptom(
                            "(Permission denied|Read-only file system|AccessDeniedException)",
                            Fault.NOT_WRITABLE,
                            "it may not write its data (%s)",
                            "run as the user who owns the data directory, choose another one"
                                    + " (java.io.tmpdir for temporary stacks), or"),
                    new Symptom(
                            "(Cannot allocate memory|insufficient memory|OutOfMemoryError)",
                            Fault.MEMORY,
                            "there is not enough memory (%s)",
                            "end other programs (a stack needs about 1 GB), or"),
                    new Symptom(
                            "(Bad file format reading the append only file|Unexpected end of file"
                                    + " reading the append only file|Corrupt\\w*Exception|InnoDB:"
                                    + " Database page corruption)",
                            Fault.DATA_DAMAGED,
                            "its data is damaged (%s)",
                            "start it wiped, restore its data directory, or"));

    private record Symptom(Pattern pattern, Fault fault, String why, String cure) {

        Symptom(String pattern, Fault fault, String why, String cure) {
            this(Pattern.compile(pattern), fault, why, cure);
        }
    }

    /**
     * Reads what a part has written.
     *
     * @param exitCode empty if it still runs, but isn't ready
     */
    static Diagnosis of(PartName part, String output, OptionalInt exitCode, String log) {
        return known(part, output).orElseGet(() -> byExitCode(part, exitCode, log));
    }

    /** For trouble that we had with the part's files ourselves. */
    static Diagnosis of(PartName part, IOException trouble) {
        return known(part, trouble.toString())
                .orElseGet(
                        () ->
                                new Diagnosis(
                                        Fault.NOT_WRITABLE,
                                        "its data can't be written (" + trouble + ")",
                                        "choose another data directory, or " + external(part)));
    }

    /** A server whose log is on the full disk too can't even say so. */
    static Diagnosis diskFull(PartName part, Path directory) {
        return new Diagnosis(
                Fault.DISK_FULL,
                "the disk is full, nothing is left for " + directory,
                FREE_SPACE + " " + external(part));
    }

    private static Optional<Diagnosis> known(PartName part, String output) {
        for (Symptom symptom : SYMPTOMS) {
            Matcher matcher = symptom.pattern.matcher(output);
            if (matcher.find()) {
                return Optional.of(
                        new Diagnosis(
                                symptom.fault,
                                symptom.why.formatted(matcher.group(1)),
                                symptom.cure + " " + external(part)));
            }
        }
        return Optional.empty();
    }

    private static Diagnosis byExitCode(PartName part, OptionalInt exitCode, String log) {
        if (exitCode.isEmpty()) {
            return new Diagnosis(
                    Fault.TOO_SLOW,
                    "it runs, but isn't ready in time",
                    "give the machine some air and try again; its log is " + log);
        }
        int code = exitCode.getAsInt();
        if (code == 128 + 9) {
            return new Diagnosis(
                    Fault.MEMORY,
                    "somebody killed it with signal 9",
                    "if it was the kernel for want of memory, end other programs, or "
                            + external(part));
        }
        if (code == 126 || code == 127) {
            return new Diagnosis(
                    Fault.PLATFORM,
                    "its program can't be executed here (exit code " + code + ")",
                    "build the module again if the file is missing; if it is there, this system"
                            + " has another C library than glibc: "
                            + external(part));
        }
        return new Diagnosis(
                Fault.UNKNOWN, "it ended with exit code " + code, "read its log " + log);
    }

    static Diagnosis portTaken(PartName part, int port) {
        return new Diagnosis(
                Fault.PORT_TAKEN,
                "port " + port + " of the loopback address is taken",
                "stop the process that has it (lsof -i :"
                        + port
                        + " names it), choose another port, or "
                        + external(part));
    }

    private static String external(PartName part) {
        return "use a server of your own by setting " + part.variable();
    }
}
