package io.couponrush.localstack;

/** The MySQL-protocol database: an empty schema and an account that may do anything within it. */
public final class DatabasePart extends Part {

    private final DatabaseAccess access;

    DatabasePart(Server server, DatabaseAccess access) {
        super(server);
        this.access = access;
    }

    /** jdbc:mysql://…, with the parameters that Connector/J needs for this server. */
    public String jdbcUrl() {
        return access.jdbcUrl();
    }

    public String user() {
        return access.user();
    }

    public String password() {
        return access.password();
    }
}
