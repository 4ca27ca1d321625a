package io.couponrush.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.couponrush.localstack.process.ManagedProcess;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MariaDB standing in for MySQL, with accounts and with every commit on disk. */
final class MariaDbRecipe implements Recipe {

    static final String SCHEMA = "coupon_rush";
    static final String USER = "rush";

    private static final Pattern VERSION = Pattern.compile("Version: '([0-9.]+)");
    private static final Duration INSTALL_BOUND = Duration.ofMinutes(2);

    /** What MySQL 8.4 checks unless told otherwise; MariaDB's own default lets more through. */
    private static final String SQL_MODE =
            "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                    + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

    private final Binaries binaries;
    private final Path home;
    private final int port;
    private final String password;

    MariaDbRecipe(Binaries binaries, Path home, int port, String password) {
        this.binaries = binaries;
        this.home = home;
        this.port = port;
        this.password = password;
    }

    @Override
    public String name() {
        return "MariaDB";
    }

    @Override
    public List<Integer> ports() {
        return List.of(port);
    }

    /**
     * Does what mariadb-install-db does, which can't live with a space in a path: feeds the system
     * tables to the server. Only the operating system's own user becomes root, through the socket.
     */
    @Override
    public void prepare(Path emptyData) {
        Path sql = home.resolve("install.sql");
        writeInstallation(sql);
        List<String> command = new ArrayList<>();
        command.addAll(List.of("sh", "-c", "sql=$1; shift; exec \"$@\" <\"$sql\"", "sh"));
        command.add(sql.toString());
        command.addAll(server(emptyData));
        command.addAll(
                List.of(
                        "--bootstrap",
                        "--log-warnings=0",
                        "--max-allowed-packet=8M",
                        "--net-buffer-length=16K"));
        try (ManagedProcess install =
                ManagedProcess.start(
                        "MariaDB's installation",
                        command,
                        Map.of(),
                        home,
                        home.resolve("mariadb.log"))) {
            if (!install.awaitExit(INSTALL_BOUND) || install.exitCode().orElseThrow() != 0) {
                throw new PartFailedException(
                        name(),
                        new Diagnosis("its system tables couldn't be made", "see the lines below"),
                        install.lastLines(20));
            }
        }
    }

    @Override
    public List<String> command(Path data) {
        String accounts =
                """
                CREATE DATABASE IF NOT EXISTS %1$s CHARACTER SET utf8mb4;
                CREATE OR REPLACE USER '%2$s'@'%%' IDENTIFIED BY '%3$s';
                GRANT ALL ON %1$s.* TO '%2$s'@'%%';
                """
                        .formatted(SCHEMA, USER, password);
        try {
            Path init = Files.writeString(home.resolve("accounts.sql"), accounts);
            List<String> command = server(data);
            command.addAll(
                    List.of(
                            "--init-file=" + init,
                            "--bind-address=127.0.0.1",
                            "--port=" + port,
                            "--socket=mariadb.sock",
                            "--skip-name-resolve",
                            "--skip-ssl",
                            "--default-time-zone=+00:00",
                            "--sql-mode=" + SQL_MODE,
                            "--innodb-flush-log-at-trx-commit=1",
                            "--innodb-buffer-pool-size=256M",
                            "--max-connections=300"));
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean ready(String output) {
        return output.contains("ready for connections");
    }

    @Override
    public String version(String output) {
        Matcher matcher = VERSION.matcher(output);
        return matcher.find() ? matcher.group(1) : "unknown";
    }

    DatabaseAccess access() {
        // Connector/J asks MariaDB's information schema for a column that only MySQL has
        return new DatabaseAccess(
                "jdbc:mysql://127.0.0.1:" + port + "/" + SCHEMA + "?useInformationSchema=false",
                USER,
                password);
    }

    private List<String> server(Path data) {
        Path base = binaries.mariadb();
        List<String> command = new ArrayList<>();
        command.add(base.resolve("bin/mariadbd").toString());
        command.add("--no-defaults");
        command.add("--basedir=" + base);
        command.add("--lc-messages-dir=" + base.resolve("share"));
        command.add("--datadir=" + data);
        // MariaDB refuses to run as root unless that is said
        command.add("--user=" + System.getProperty("user.name"));
        return command;
    }

    private void writeInstallation(Path sql) {
        Path share = binaries.mariadb().resolve("share");
        String socketUser = System.getProperty("user.name").replace("'", "''");
        StringBuilder text =
                new StringBuilder("CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\n")
                        .append("SET @auth_root_socket='")
                        .append(socketUser)
                        .append("';\n");
        try {
            for (String script :
                    List.of(
                            "mariadb_system_tables.sql",
                            "mariadb_performance_tables.sql",
                            "mariadb_system_tables_data.sql",
                            "maria_add_gis_sp_bootstrap.sql")) {
                for (String line : Files.readAllLines(share.resolve(script), UTF_8)) {
                    // no account for root at this machine's name
                    if (!line.contains("@current_hostname")) {
                        text.append(line).append('\n');
                    }
                }
            }
            Files.writeString(sql, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
