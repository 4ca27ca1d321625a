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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One start of the product. The servers start side by side; a service starts when the servers it
 * needs answer, so the gateway doesn't wait for the database, nor for the worker.
 */
final class Launch {

    private final ProductOptions options;
    private final Path directory;
    private final Secrets secrets;
    private final CompletableFuture<KafkaPart> kafka = new CompletableFuture<>();
    private final CompletableFuture<RedisPart> redis = new CompletableFuture<>();
    private final CompletableFuture<DatabasePart> database = new CompletableFuture<>();
    private final Queue<Service> begun = new ConcurrentLinkedQueue<>();
    private final int workerPort = Ports.pick();

    Launch(ProductOptions options) {
        this.options = options;
        this.directory = PrivateFiles.directory(options.directory());
        this.secrets = Secrets.in(directory);
    }

    Product run() {
        BootJar workerJar = jar("issuer-worker");
        BootJar gatewayJar = jar("gateway-service");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<LocalStack> stack =
                    CompletableFuture.supplyAsync(this::servers, threads);
            CompletableFuture<Service> worker =
                    CompletableFuture.allOf(kafka, redis, database)
                            .thenApplyAsync(_ -> started(worker(workerJar)), threads);
            CompletableFuture<Service> gateway =
                    CompletableFuture.allOf(kafka, redis)
                            .thenApplyAsync(_ -> started(gateway(gatewayJar)), threads);
            try {
                LocalStack up = stack.join();
                return new Product(
                        directory, options.keepData(), up, worker.join(), gateway.join(), secrets);
            } catch (CompletionException e) {
                giveUp(e, stack, worker, gateway);
                throw e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
    }

    private LocalStack servers() {
        StackOptions stack =
                options.keepData()
                        ? StackOptions.keptIn(directory.resolve("data"))
                        : StackOptions.temporary();
        return LocalStack.start(stack.withProgress(new Arrivals()));
    }

    /** What still comes up is stopped as it does; what waits for a server stops waiting. */
    private void giveUp(
            Throwable why,
            CompletableFuture<LocalStack> stack,
            CompletableFuture<Service> worker,
            CompletableFuture<Service> gateway) {
        List.of(kafka, redis, database).forEach(part -> part.completeExceptionally(why));
        begun.forEach(Service::kill);
        var _ = gateway.thenAccept(Service::kill);
        var _ = worker.thenAccept(Service::kill);
        var _ =
                CompletableFuture.allOf(gateway, worker)
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

    private Service worker(BootJar jar) {
        Map<String, String> environment = environment();
        DatabasePart sql = database.join();
        environment.put("RUSH_JDBC_URL", sql.jdbcUrl());
        environment.put("RUSH_JDBC_USER", sql.user());
        environment.put("RUSH_JDBC_PASSWORD", sql.password());
        environment.put("RUSH_AUTH_SIGNING_KEY", secrets.signingKey().toString());
        environment.put("RUSH_BOOTSTRAP_ADMIN_NAME", secrets.admin().username());
        environment.put("RUSH_BOOTSTRAP_ADMIN_PASSWORD", secrets.admin().password());
        return new Service(
                "worker", jar, JvmOptions.WORKER, environment, workerPort, Ports.pick(), logs());
    }

    private Service gateway(BootJar jar) {
        Map<String, String> environment = environment();
        environment.put("RUSH_WORKER_URL", "http://127.0.0.1:" + workerPort);
        int wanted = options.gatewayPort();
        return new Service(
                "gateway",
                jar,
                JvmOptions.GATEWAY,
                environment,
                wanted == 0 ? Ports.pick() : wanted,
                Ports.pick(),
                logs());
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("RUSH_KAFKA_BOOTSTRAP", kafka.join().bootstrapServers());
        environment.put("RUSH_REDIS_URI", redis.join().uri());
        environment.put("SPRING_PROFILES_ACTIVE", String.join(",", options.profiles()));
        return environment;
    }

    private BootJar jar(String module) {
        return BootJar.of(module)
                .copiedTo(PrivateFiles.directory(directory.resolve("jars")), module);
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
