package io.couponrush.localstack.product;

import io.couponrush.localstack.DatabasePart;
import io.couponrush.localstack.KafkaPart;
import io.couponrush.localstack.LocalStack;
import io.couponrush.localstack.Part;
import io.couponrush.localstack.PartName;
import io.couponrush.localstack.Ports;
import io.couponrush.localstack.Progress;
import io.couponrush.localstack.RedisPart;
import io.couponrush.localstack.StackOptions;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One start of the product. The servers start side by side; a service starts when the servers it
 * needs answer, so the gateway doesn't wait for the database, nor for the worker.
 */
final class Launch {

    private final ProductOptions options;
    private final Path directory;
    private final ProductLock lock;
    private final Secrets secrets;
    private final CompletableFuture<KafkaPart> kafka = new CompletableFuture<>();
    private final CompletableFuture<RedisPart> redis = new CompletableFuture<>();
    private final CompletableFuture<DatabasePart> database = new CompletableFuture<>();
    private final Queue<Service> begun = new ConcurrentLinkedQueue<>();
    private final int[] workerPorts;
    private final Links links;

    /**
     * @param directory the one of the options, real and locked
     * @param lock for the product that comes of it
     */
    Launch(ProductOptions options, Path directory, ProductLock lock) {
        this.options = options;
        this.directory = directory;
        this.lock = lock;
        this.secrets = Secrets.in(directory);
        this.links = new Links(options.crew().linked());
        this.workerPorts =
                IntStream.range(0, options.crew().workers()).map(_ -> Ports.pick()).toArray();
    }

    Product run() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<LocalStack> stack =
                    CompletableFuture.supplyAsync(this::servers, threads);
            CompletableFuture<Unpacked> worker =
                    CompletableFuture.supplyAsync(() -> unpacked("issuer-worker"), threads);
            CompletableFuture<Unpacked> gateway =
                    CompletableFuture.supplyAsync(() -> unpacked("gateway-service"), threads);
            List<CompletableFuture<Service>> workers =
                    several(
                            options.crew().workers(),
                            CompletableFuture.allOf(worker, kafka, redis, database),
                            number -> worker(worker.join(), number),
                            threads);
            List<CompletableFuture<Service>> gateways =
                    several(
                            options.crew().gateways(),
                            CompletableFuture.allOf(gateway, kafka, redis),
                            number -> gateway(gateway.join(), number),
                            threads);
            try {
                LocalStack up = stack.join();
                return new Product(
                        directory,
                        options.keepData(),
                        lock,
                        up,
                        workers.stream().map(CompletableFuture::join).toList(),
                        gateways.stream().map(CompletableFuture::join).toList(),
                        links,
                        secrets);
            } catch (CompletionException e) {
                giveUp(e, stack, Stream.concat(workers.stream(), gateways.stream()).toList());
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
    }

    private List<CompletableFuture<Service>> several(
            int count,
            CompletableFuture<Void> needed,
            IntFunction<Service> service,
            Executor threads) {
        return IntStream.range(0, count)
                .mapToObj(
                        number ->
                                needed.thenApplyAsync(_ -> started(service.apply(number)), threads))
                .toList();
    }

    private LocalStack servers() {
        StackOptions stack =
                options.keepData()
                        ? StackOptions.keptIn(directory.resolve("data"))
                        : StackOptions.temporary();
        return LocalStack.start(
                stack.withKafkaAliases(links.kafkaAliases()).withProgress(new Arrivals()));
    }

    /** What still comes up is stopped as it does; what waits for a server stops waiting. */
    private void giveUp(
            Throwable why,
            CompletableFuture<LocalStack> stack,
            List<CompletableFuture<Service>> services) {
        List.of(kafka, redis, database).forEach(part -> part.completeExceptionally(why));
        begun.forEach(Service::kill);
        links.close();
        services.forEach(
                service -> {
                    var _ = service.thenAccept(Service::kill);
                });
        var _ =
                CompletableFuture.allOf(services.toArray(CompletableFuture[]::new))
                        .handle((_, _) -> true)
                        .thenCompose(_ -> stack)
                        .thenAccept(LocalStack::close);
    }

    private Service started(Service service) {
        begun.add(service);
        service.start();
        options.progress()
                .accept(new Started(service.name(), service.version(), service.startedIn()));
        return service;
    }

    private Service worker(Unpacked code, int number) {
        Map<String, String> environment = environment("workers");
        DatabasePart sql = database.join();
        environment.put("RUSH_JDBC_URL", links.by("workers to database", sql.jdbcUrl()));
        environment.put("RUSH_JDBC_USER", sql.user());
        environment.put("RUSH_JDBC_PASSWORD", sql.password());
        environment.put("RUSH_AUTH_SIGNING_KEY", secrets.signingKey().toString());
        environment.put("RUSH_RECEIPTS_SIGNING_KEY", secrets.receiptKey().toString());
        environment.put("RUSH_BOOTSTRAP_ADMIN_NAME", secrets.admin().username());
        environment.put("RUSH_BOOTSTRAP_ADMIN_PASSWORD", secrets.admin().password());
        return new Service(
                name("worker", number, options.crew().workers()),
                code,
                JvmOptions.worker(options.crew().isLarge()),
                environment,
                workerPorts[number],
                Ports.pick(),
                logs());
    }

    private Service gateway(Unpacked code, int number) {
        Map<String, String> environment = environment("gateways");
        String upstream = "http://127.0.0.1:" + workerPorts[number % workerPorts.length];
        String link = name("gateway", number, options.crew().gateways()) + " to worker";
        environment.put("RUSH_WORKER_URL", links.by(link, upstream));
        environment.put("SERVER_ADDRESS", gatewayAddress());
        int wanted = number == 0 ? options.gatewayPort() : 0;
        return new Service(
                name("gateway", number, options.crew().gateways()),
                code,
                JvmOptions.gateway(options.crew().isLarge()),
                environment,
                wanted == 0 ? Ports.pick() : wanted,
                Ports.pick(),
                logs());
    }

    private static String name(String kind, int number, int of) {
        return of == 1 ? kind : kind + "-" + (number + 1);
    }

    private Map<String, String> environment(String kind) {
        Map<String, String> environment = new HashMap<>();
        environment.put("RUSH_KAFKA_BOOTSTRAP", links.kafka(kind, kafka.join()));
        environment.put("RUSH_REDIS_URI", links.by(kind + " to Redis", redis.join().uri()));
        environment.put("SPRING_PROFILES_ACTIVE", String.join(",", options.profiles()));
        return environment;
    }

    /** For a newcomer on a remote machine. Never where a header may say who somebody is. */
    private String gatewayAddress() {
        return options.profiles().contains("load-test")
                ? Service.LOOPBACK
                : System.getenv().getOrDefault("RUSH_LISTEN", Service.LOOPBACK);
    }

    private Unpacked unpacked(String module) {
        return BootJar.of(module)
                .unpackedIn(
                        PrivateFiles.directory(directory.resolve("jars")),
                        module,
                        options.crew().patches().stream()
                                .filter(patch -> patch.module().equals(module))
                                .toList());
    }

    private Path logs() {
        return PrivateFiles.directory(directory.resolve("logs"));
    }

    private final class Arrivals implements Progress {
        @Override
        public void ready(PartName name, Part part) {
            options.progress().accept(new Started(part.name(), part.version(), part.startedIn()));
            switch (part) {
                case KafkaPart broker -> kafka.complete(broker);
                case RedisPart cache -> redis.complete(cache);
                case DatabasePart sql -> database.complete(sql);
            }
        }
    }
}
