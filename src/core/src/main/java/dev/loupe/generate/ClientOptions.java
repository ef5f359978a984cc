package dev.loupe.generate;

import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * What the user chooses.
 *
 * @param packageName the package of the client; its types are in {@code PACKAGE.model}
 * @param clientName the prefix of the client class: {@code Acme} gives {@code AcmeClient}
 * @param baseUrl the default server; null for the first server of the spec
 * @param keyVariable the environment variable with the API key; null for one derived from the name of the client
 * @param path the path of the operation; null for the chat completions operation of the spec
 * @param runtime where the classes come from that all clients share
 * @param beanValidation whether fields have the annotations of Jakarta Bean Validation; the client then depends on its API
 */
public record ClientOptions(
        String packageName,
        String clientName,
        @Nullable String baseUrl,
        @Nullable String keyVariable,
        @Nullable String path,
        RuntimeForm runtime,
        boolean beanValidation) {
    private static final Pattern TYPE_NAME = Pattern.compile("[A-Z][A-Za-z0-9]*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** A default server: its URL is written to sources. */
    static final Pattern SERVER = Pattern.compile("https?://[^/{}\\s@?#]+(/[^{}?#\\s]*)?");

    private static final Set<String> RESERVED_PACKAGES = Set.of("java", "javax");

    /** Where the classes come from that all clients share. */
    public enum RuntimeForm {
        /** From the artifact {@code dev.loupe:loupe-client-runtime}. */
        DEPENDENCY,
        /** From sources in {@code PACKAGE.runtime}, written with the client. */
        SOURCES
    }

    public ClientOptions(
            String packageName,
            String clientName,
            @Nullable String baseUrl,
            @Nullable String keyVariable,
            @Nullable String path,
            RuntimeForm runtime) {
        this(packageName, clientName, baseUrl, keyVariable, path, runtime, false);
    }

    public ClientOptions {
        if (!SourceVersion.isName(packageName)
                || RESERVED_PACKAGES.contains(packageName.split("\\.", 2)[0])) {
            throw new IllegalArgumentException(
                    "--package: '" + packageName + "' is not a Java package name (example: com.acme.chat)");
        }
        if (!TYPE_NAME.matcher(clientName).matches()) {
            throw new IllegalArgumentException(
                    "--client: '" + clientName + "' is not the beginning of a class name (example: Acme)");
        }
        if (baseUrl != null && !SERVER.matcher(baseUrl).matches()) {
            // a password is not printed
            String url = baseUrl.contains("@") ? "the URL" : "'" + baseUrl + "'";
            throw new IllegalArgumentException("--base-url: " + url
                    + " is not an http or https URL without user and query (example: https://api.aimlapi.com)");
        }
        if (keyVariable != null && !VARIABLE.matcher(keyVariable).matches()) {
            throw new IllegalArgumentException(
                    "--key-variable: '" + keyVariable + "' is not the name of a variable (example: ACME_KEY)");
        }
    }
}
