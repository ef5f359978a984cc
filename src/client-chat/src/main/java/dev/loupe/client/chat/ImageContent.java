package dev.loupe.client.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An image as a part of a user message. */
public final class ImageContent {
    /** 20 MiB, the limit of most servers. */
    public static final int DEFAULT_MAX_BYTES = 20 * 1024 * 1024;

    private final String url;
    private final @Nullable String detail;

    private ImageContent(String url, @Nullable String detail) {
        this.url = url;
        this.detail = detail;
    }

    /** A PNG, JPEG, GIF or WebP file of at most 20 MiB. */
    public static ImageContent file(Path file) {
        return file(file, DEFAULT_MAX_BYTES);
    }

    /**
     * A PNG, JPEG, GIF or WebP file.
     *
     * @throws IllegalArgumentException when it is longer than the limit or no such image
     * @throws UncheckedIOException when it cannot be read
     */
    public static ImageContent file(Path file, int maxBytes) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(file.toString(), in.readNBytes(maxBytes + 1), maxBytes);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the image " + file, unreadable);
        }
    }

    /** The bytes of a PNG, JPEG, GIF or WebP image of at most 20 MiB. */
    public static ImageContent bytes(byte[] image) {
        return bytes(image, DEFAULT_MAX_BYTES);
    }

    /**
     * The bytes of a PNG, JPEG, GIF or WebP image.
     *
     * @throws IllegalArgumentException when they are longer than the limit or no such image
     */
    public static ImageContent bytes(byte[] image, int maxBytes) {
        return of("the image", image, maxBytes);
    }

    private static ImageContent of(String name, byte[] image, int maxBytes) {
        if (image.length > maxBytes) {
            throw new IllegalArgumentException(name + " is longer than " + maxBytes + " bytes (limit maxBytes)");
        }
        String type = mediaType(image);
        if (type == null) {
            throw new IllegalArgumentException(name + " is no PNG, JPEG, GIF or WebP image");
        }
        return new ImageContent(
                "data:" + type + ";base64," + Base64.getEncoder().encodeToString(image), null);
    }

    /** An image that the server fetches. The client does not read it. */
    public static ImageContent url(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException(
                    "the URL of an image has the scheme '" + scheme + "', expected https or http; use bytes or file");
        }
        return new ImageContent(url.toString(), null);
    }

    /** The same image with {@code low}, {@code high} or {@code auto} as its detail. */
    public ImageContent detail(String newDetail) {
        return new ImageContent(url, newDetail);
    }

    /** The content part of a message. */
    public JsonNode part() {
        ObjectNode part = TypedJson.PLAIN.createObjectNode().put("type", "image_url");
        ObjectNode image = part.putObject("image_url").put("url", url);
        if (detail != null) {
            image.put("detail", detail);
        }
        return part;
    }

    /** By the first bytes, because the name of a file may be wrong. */
    private static @Nullable String mediaType(byte[] image) {
        if (begins(image, 0, "\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        }
        if (begins(image, 0, "\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        }
        if (begins(image, 0, "GIF87a") || begins(image, 0, "GIF89a")) {
            return "image/gif";
        }
        return begins(image, 0, "RIFF") && begins(image, 8, "WEBP") ? "image/webp" : null;
    }

    private static boolean begins(byte[] image, int offset, String magic) {
        byte[] expected = magic.getBytes(StandardCharsets.ISO_8859_1);
        if (image.length < offset + expected.length) {
            return false;
        }
        return Arrays.equals(image, offset, offset + expected.length, expected, 0, expected.length);
    }

    /** Without the data of the image. */
    @Override
    public String toString() {
        return url.startsWith("data:") ? url.substring(0, url.indexOf(',')) : url;
    }
}
