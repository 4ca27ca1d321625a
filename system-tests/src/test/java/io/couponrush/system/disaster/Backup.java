package io.couponrush.system.disaster;

import io.couponrush.localstack.product.ProductState.Database;
import io.couponrush.system.store.CouponStore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All tables with all their rows, as a dump would hold them. */
final class Backup {

    private record Table(String definition, List<List<Object>> rows) {}

    private final Map<String, Table> tables = new LinkedHashMap<>();

    private Backup() {}

    static Backup of(Database database) throws SQLException {
        Backup backup = new Backup();
        try (Connection connection = CouponStore.connect(database, false);
                Statement statement = connection.createStatement()) {
            List<String> names = new ArrayList<>();
            try (ResultSet found =
                    statement.executeQuery("show full tables where table_type = 'BASE TABLE'")) {
                while (found.next()) {
                    names.add(found.getString(1));
                }
            }
            for (String name : names) {
                backup.tables.put(
                        name, new Table(definition(statement, name), rows(statement, name)));
            }
        }
        return backup;
    }

    private static String definition(Statement statement, String name) throws SQLException {
        try (ResultSet found = statement.executeQuery("show create table " + name)) {
            found.next();
            return found.getString(2);
        }
    }

    private static List<List<Object>> rows(Statement statement, String name) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("select * from " + name)) {
            int columns = found.getMetaData().getColumnCount();
            while (found.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(found.getObject(column));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** Into an empty schema. */
    void restore(Database database) throws SQLException {
        try (Connection connection = CouponStore.connect(database, false);
                Statement statement = connection.createStatement()) {
            statement.execute("set foreign_key_checks = 0");
            for (Map.Entry<String, Table> entry : tables.entrySet()) {
                statement.execute(entry.getValue().definition());
                for (List<Object> row : entry.getValue().rows()) {
                    insert(connection, entry.getKey(), row);
                }
            }
        }
    }

    private static void insert(Connection connection, String table, List<Object> row)
            throws SQLException {
        String marks = String.join(",", Collections.nCopies(row.size(), "?"));
        try (PreparedStatement insert =
                connection.prepareStatement("insert into " + table + " values (" + marks + ")")) {
            for (int i = 0; i < row.size(); i++) {
                insert.setObject(i + 1, row.get(i));
            }
            insert.executeUpdate();
        }
    }
}
