package io.couponrush.worker.road;

import io.couponrush.worker.support.Waiting;
import io.couponrush.worker.support.WorkerApi;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/** Users who claim over HTTP, many at once. */
final class Claimants implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final WorkerApi api;

    Claimants(WorkerApi api) {
        this.api = api;
    }

    /**
     * @param code the problem's, or ISSUED
     */
    record Answer(long userId, int status, String code) {}

    static List<Long> users(int count) {
        return LongStream.range(0, count).map(_ -> WorkerApi.newUser()).boxed().toList();
    }

    Answer claim(String road, long couponId, long userId) throws IOException, InterruptedException {
        return send(userId, request(road, couponId, userId));
    }

    /** Each of the users once on each of the roads, all at the same time. */
    List<Answer> claimAtOnce(List<String> roads, long couponId, List<Long> users)
            throws InterruptedException, ExecutionException {
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long user : users) {
                for (String road : roads) {
                    HttpRequest request = request(road, couponId, user);
                    answers.add(threads.submit(() -> send(user, request)));
                }
            }
        }
        List<Answer> all = new ArrayList<>();
        for (Future<Answer> answer : answers) {
            all.add(answer.get());
        }
        return all;
    }

    /** On a slow machine some wait too long for a connection, and come back as they are told. */
    Answer untilDecided(Answer first, String road, long couponId) {
        return first.status() != 503
                ? first
                : Waiting.await()
                        .until(
                                () -> claim(road, couponId, first.userId()),
                                answer -> answer.status() != 503);
    }

    /**
     * The same for many, who come back until all is issued: what one of them was admitted to and
     * did not get goes to another one, and only after a while.
     */
    List<Answer> untilDecided(
            List<Answer> first, String road, long couponId, BooleanSupplier allIssued) {
        List<Answer> last = new ArrayList<>(first);
        Waiting.await()
                .until(
                        () -> {
                            for (int i = 0; i < last.size() && !allIssued.getAsBoolean(); i++) {
                                if (first.get(i).status() == 503 && last.get(i).status() != 201) {
                                    last.set(i, claim(road, couponId, last.get(i).userId()));
                                }
                            }
                            return allIssued.getAsBoolean();
                        });
        last.replaceAll(answer -> untilDecided(answer, road, couponId));
        return last;
    }

    private HttpRequest request(String road, long couponId, long userId) {
        return HttpRequest.newBuilder(
                        URI.create(
                                "%s/api/%s/me/coupons/%d/issue"
                                        .formatted(api.url(), road, couponId)))
                .header("Authorization", "Bearer " + api.token(userId, "USER"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }

    private Answer send(long userId, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        JsonNode body = JSON.readTree(response.body());
        return new Answer(
                userId,
                response.statusCode(),
                response.statusCode() == 201 ? "ISSUED" : body.path("code").asString());
    }

    @Override
    public void close() {
        http.close();
    }
}
