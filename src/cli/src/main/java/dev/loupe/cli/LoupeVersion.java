package dev.loupe.cli;

import dev.loupe.engine.ProcessEnvironment;
import picocli.CommandLine.IVersionProvider;

/** The version for {@code --version}. */
final class LoupeVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"loupe " + ProcessEnvironment.version()};
    }
}
