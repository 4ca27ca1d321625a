package io.couponrush.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** MariaDB standing in for MySQL, with accounts and with every commit on disk. */
final class MariaDbRecipe implements Recipe {

    static final String SCHEMA = "coupon_rush";
    static final String USER = "rush";

    private static final Pattern VERSION = Pattern.compile("Version: '([0-9.]+)");

    /** What MySQL 8.4 checks unless told otherwise; MariaDB's own default lets more through. */
    private static final String SQL_MODE =
            "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
                    + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

    private static final List<String> SYSTEM_TABLES =
            List.of(
                    "mariadb_system_tables.sql",
                    "mariadb_performance_tables.sql",
                    "mariadb_system_tables_data.sql",
                    "maria_add_gis_sp_bootstrap.sql");

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
    public PartName part() {
        return PartName.DATABASE;
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
    public List<String> preparation(Path emptyData) throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("sh", "-c", "sql=$1; shift; exec \"$@\" <\"$sql\"", "sh"));
        command.add(installation().toString());
        command.addAll(server(emptyData));
        command.addAll(
                List.of(
                        "--bootstrap",
                        "--log-warnings=0",
                        "--max-allowed-packet=8M",
                        "--net-buffer-length=16K"));
        return command;
    }

    @Override
    public List<String> command(Path data) throws IOException {
        String accounts =
                """
                CREATE DATABASE IF NOT EXISTS %1$s CHARACTER SET utf8mb4;
                CREATE OR REPLACE USER '%2$s'@'%%' IDENTIFIED BY '%3$s';
                GRANT ALL ON %1$s.* TO '%2$s'@'%%';
                """
                        .formatted(SCHEMA, USER, password);
        Path accountsFile = Files.writeString(home.resolve("accounts.sql"), accounts);
        List<String> command = server(data);
        command.addAll(
                List.of(
                        "--init-file=" + accountsFile,
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        // relative to the data directory: a socket's path has at most 107 bytes
                        "--socket=mariadb.sock",
                        "--skip-name-resolve",
                        "--skip-ssl",
                        "--default-time-zone=+00:00",
                        "--sql-mode=" + SQL_MODE,
                        "--innodb-flush-log-at-trx-commit=1",
                        "--innodb-buffer-pool-size=256M",
                        "--max-connections=300"));
        return command;
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

    private List<String> server(Path data) throws IOException {
        Path base = binaries.mariadb();
        // A server that starts removes all temporary tables of its temporary directory. In one that
        // is shared those of a neighbour are among them, who fails in the middle of his own start.
        Path temporary = Files.createDirectories(home.resolve("tmp"));
        List<String> command = new ArrayList<>();
        command.add(base.resolve("bin/mariadbd").toString());
        command.add("--no-defaults");
        command.add("--basedir=" + base);
        command.add("--lc-messages-dir=" + base.resolve("share"));
        command.add("--datadir=" + data);
        command.add("--tmpdir=" + temporary);
        if (System.getProperty("user.name").equals("root")) {
            // MariaDB refuses to run as root unless that is said
            command.add("--user=root");
        }
        return command;
    }

    private Path installation() throws IOException {
        Path share = binaries.mariadb().resolve("share");
        String socketUser = System.getProperty("user.name").replace("'", "''");
        StringBuilder sql =
                new StringBuilder("CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\n")
                        .append("SET @auth_root_socket='")
                        .append(socketUser)
                        .append("';\n");
        for (String script : SYSTEM_TABLES) {
            for (String line : Files.readAllLines(share.resolve(script), UTF_8)) {
                // no account for root at this machine's name
                if (!line.contains("@current_hostname")) {
                    sql.append(line).append('\n');
                }
            }
        }
        return Files.writeString(home.resolve("install.sql"), sql);
    }
}
