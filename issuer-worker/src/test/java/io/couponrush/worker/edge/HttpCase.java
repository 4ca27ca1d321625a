package io.couponrush.worker.edge;

import io.couponrush.worker.support.WorkerApi;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;

/** One line of the table of malformed inputs. Every call gives a copy. */
final class HttpCase {

    /** Who sends it. */
    enum Caller {
        NOBODY,
        USER,
        ADMIN,
        GARBAGE,
        BASIC;

        private @Nullable String authorization(WorkerApi api) {
            return switch (this) {
                case NOBODY -> null;
                case USER -> "Bearer " + api.token(WorkerApi.newUser(), "USER");
                case ADMIN -> "Bearer " + api.token(WorkerApi.newUser(), "USER", "ADMIN");
                case GARBAGE -> "Bearer not.a.token";
                case BASIC -> "Basic dXNlcjpwYXNzd29yZA==";
            };
        }
    }

    private final String method;
    private final String path;
    private Caller caller = Caller.NOBODY;
    private @Nullable String contentType = "application/json";
    private @Nullable String accept;
    private String body = "";
    private boolean chunked;
    int status;
    String code = "";
    @Nullable String field;

    private HttpCase(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static HttpCase of(String method, String path) {
        return new HttpCase(method, path);
    }

    static HttpCase get(String path) {
        return of("GET", path);
    }

    static HttpCase post(String path) {
        return of("POST", path);
    }

    HttpCase path(String newPath) {
        HttpCase copy = new HttpCase(method, newPath);
        copy.caller = caller;
        copy.contentType = contentType;
        copy.accept = accept;
        copy.body = body;
        copy.chunked = chunked;
        copy.status = status;
        copy.code = code;
        copy.field = field;
        return copy;
    }

    HttpCase by(Caller newCaller) {
        HttpCase copy = path(path);
        copy.caller = newCaller;
        return copy;
    }

    HttpCase type(@Nullable String newType) {
        HttpCase copy = path(path);
        copy.contentType = newType;
        return copy;
    }

    HttpCase accept(String newAccept) {
        HttpCase copy = path(path);
        copy.accept = newAccept;
        return copy;
    }

    HttpCase body(String newBody) {
        HttpCase copy = path(path);
        copy.body = newBody;
        return copy;
    }

    /** Of unknown length to the server. */
    HttpCase chunked(String newBody) {
        HttpCase copy = body(newBody);
        copy.chunked = true;
        return copy;
    }

    HttpCase answers(int newStatus, String newCode) {
        HttpCase copy = path(path);
        copy.status = newStatus;
        copy.code = newCode;
        return copy;
    }

    HttpCase invalid(String newField) {
        HttpCase copy = answers(400, "VALIDATION_FAILED");
        copy.field = newField;
        return copy;
    }

    HttpRequest request(WorkerApi api) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(api.url() + path))
                        .method(
                                method,
                                chunked
                                        ? BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(bytes))
                                        : BodyPublishers.ofByteArray(bytes));
        header(request, "Content-Type", contentType);
        header(request, "Accept", accept);
        header(request, "Authorization", caller.authorization(api));
        return request.build();
    }

    private static void header(HttpRequest.Builder request, String name, @Nullable String value) {
        if (value != null) {
            request.header(name, value);
        }
    }

    @Override
    public String toString() {
        String shown = body.length() > 90 ? body.substring(0, 90) + "…" : body;
        return method + " " + path + " " + shown + " as " + caller + " → " + code + " " + field;
    }
}
