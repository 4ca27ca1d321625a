package io.couponrush.localstack;

/** The three servers a stack is made of. */
public enum PartName {
    KAFKA("Kafka", "RUSH_KAFKA_BOOTSTRAP"),
    REDIS("Redis", "RUSH_REDIS_URI"),
    DATABASE("database", "RUSH_JDBC_URL");

    private final String text;
    private final String variable;

    PartName(String text, String variable) {
        this.text = text;
        this.variable = variable;
    }

    /** For people: "Kafka", "Redis" or "database". */
    public String text() {
        return text;
    }

    /** The environment variable that names an external server to use instead of our own. */
    public String variable() {
        return variable;
    }
}
