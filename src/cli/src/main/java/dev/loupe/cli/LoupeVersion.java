package dev.loupe.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version and the issue tracker of this build. */
final class LoupeVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"loupe " + number()};
    }

    static String number() {
        return built("version");
    }

    /** Where internal errors are reported. */
    static String issues() {
        return built("issues");
    }

    private static String built(String property) {
        Properties built = new Properties();
        try (InputStream in = LoupeVersion.class.getResourceAsStream("version.properties")) {
            built.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return built.getProperty(property);
    }
}
