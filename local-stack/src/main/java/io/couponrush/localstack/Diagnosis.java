package io.couponrush.localstack;

import java.util.List;
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
                            "(No space left on device|Disk quota exceeded|Errcode: 28|OS error:"
                                    + " 28)",
                            Fault.DISK_FULL,
                            "the disk is full (%s)",
                            "free some space (a stack needs about 500 MB), choose another data"
                                    + " directory, or"),
                    new Symptom(
                            "(Address already in use)",
                            Fault.PORT_TAKEN,
                            "its port is taken (%s)",
                            "stop the process that has it, choose another port, or"),
                    new Symptom(
                            "(Permission denied|Read-only file system|Errcode: 13|OS error:"
                                    + " 13|AccessDeniedException)",
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
        for (Symptom symptom : SYMPTOMS) {
            Matcher matcher = symptom.pattern.matcher(output);
            if (matcher.find()) {
                return new Diagnosis(
                        symptom.fault,
                        symptom.why.formatted(matcher.group(1)),
                        symptom.cure + " " + external(part));
            }
        }
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

    static Diagnosis notWritable(PartName part, String reason) {
        return new Diagnosis(
                Fault.NOT_WRITABLE,
                "its data can't be written (" + reason + ")",
                "run as the user who owns the data directory, or choose another one"
                        + " (java.io.tmpdir for temporary stacks)");
    }

    private static String external(PartName part) {
        return "use a server of your own by setting " + part.variable();
    }
}
