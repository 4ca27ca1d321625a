package io.couponrush.localstack;

/** Where servers come from that no environment variable names. */
sealed interface Infra {

    /** The system property that chooses: embedded (the default) or containers. */
    String PROPERTY = "infra";

    /** Our own processes. */
    record Embedded(Binaries binaries) implements Infra {}

    /** Docker containers. */
    record InContainers(Containers containers) implements Infra {}

    /**
     * @throws LocalStackException if the property says something else
     */
    static Infra chosen() {
        String name = System.getProperty(PROPERTY, "embedded");
        return switch (name) {
            case "embedded" -> new Embedded(Binaries.find());
            case "containers" -> new InContainers(Containers.ofThisMachine());
            default ->
                    throw new LocalStackException(
                            "-D%s=%s is neither embedded nor containers".formatted(PROPERTY, name));
        };
    }
}
