package io.couponrush.gateway.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * A script from a resource, read once. Sent by its hash; a server that does not know it (new, or
 * restarted) gets the text, and knows it from then on.
 */
public final class LuaScript {

    private final String text;
    private final String hash;

    private LuaScript(String text) {
        this.text = text;
        this.hash = sha1(text);
    }

    /**
     * @param beside the class in whose package the resource lies
     */
    public static LuaScript load(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no script " + name + " beside " + beside);
            }
            return new LuaScript(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it; the reply is the script's array. Fails as Lettuce fails. */
    public CompletableFuture<List<Object>> run(
            RedisAsyncCommands<String, String> redis, String[] keys, String... arguments) {
        CompletionStage<List<Object>> known =
                redis.evalsha(hash, ScriptOutputType.MULTI, keys, arguments);
        return known.exceptionallyCompose(
                        failure -> {
                            if (isNoScript(failure)) {
                                return redis.eval(text, ScriptOutputType.MULTI, keys, arguments);
                            }
                            return CompletableFuture.failedStage(failure);
                        })
                .toCompletableFuture();
    }

    private static boolean isNoScript(Throwable failure) {
        return failure instanceof RedisNoScriptException
                || (failure instanceof CompletionException
                        && failure.getCause() instanceof RedisNoScriptException);
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
