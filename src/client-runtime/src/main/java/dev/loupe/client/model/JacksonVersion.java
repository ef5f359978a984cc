package dev.loupe.client.model;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import org.jspecify.annotations.Nullable;

/** Rejects a version of Jackson that is too old, instead of a missing class or method in the middle of a call. */
public final class JacksonVersion {
    private static final Version MINIMUM = new Version(2, 15, 0, null, null, null);

    private JacksonVersion() {}

    /**
     * Checks the version on the class path.
     *
     * @throws IllegalStateException when it is too old
     */
    public static void check() {
        String complaint = complaint(PackageVersion.VERSION);
        if (complaint != null) {
            throw new IllegalStateException(complaint);
        }
    }

    static @Nullable String complaint(Version version) {
        boolean tooOld = version.getMajorVersion() < MINIMUM.getMajorVersion()
                || (version.getMajorVersion() == MINIMUM.getMajorVersion()
                        && version.getMinorVersion() < MINIMUM.getMinorVersion());
        return tooOld
                ? "jackson-databind " + version
                        + " is on the class path; this client needs 2.15 or newer: set the version of"
                        + " jackson-databind, or import the Jackson BOM, in the dependency management of the application"
                : null;
    }
}
