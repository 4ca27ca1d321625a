package io.couponrush.gateway.pages;

import org.springframework.http.MediaType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * One file as it is sent, in both of its encodings. Compressed once, being sent a million times.
 */
final class SiteFile {

    private final MediaType type;
    private final String digest;
    private final byte[] plain;
    private final byte[] gzipped;

    private SiteFile(MediaType type, byte[] bytes) {
        this.type = type;
        this.digest = ContentDigest.of(bytes);
        this.plain = bytes;
        this.gzipped = gzip(bytes);
    }

    /** The array is not copied: it must not change any more. */
    static SiteFile of(MediaType type, byte[] bytes) {
        return new SiteFile(type, bytes);
    }

    MediaType type() {
        return type;
    }

    /** Of the plain bytes; names the content. */
    String digest() {
        return digest;
    }

    /** Not a copy. */
    byte[] plain() {
        return plain;
    }

    /** The same, compressed; not a copy. */
    byte[] gzipped() {
        return gzipped;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new Gzip(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory
        }
        return out.toByteArray();
    }

    private static final class Gzip extends GZIPOutputStream {

        Gzip(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
