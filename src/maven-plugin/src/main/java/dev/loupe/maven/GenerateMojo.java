package dev.loupe.maven;

import dev.loupe.generate.ClientDirectory;
import dev.loupe.generate.ClientGenerator;
import dev.loupe.generate.ClientGenerator.Generated;
import dev.loupe.generate.ClientOptions;
import dev.loupe.generate.ClientOptions.RuntimeForm;
import dev.loupe.generate.GenerationException;
import dev.loupe.openapi.ContractException;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Generates a client from an OpenAPI document, and compiles it with the project. Maven sets the fields. */
@SuppressWarnings("NullAway.Init") // META-INF/maven/plugin.xml has the required parameters and the defaults
public final class GenerateMojo extends AbstractMojo {
    private MavenProject project;
    private File spec;
    private String packageName;
    private String client;
    private File out;
    private @Nullable List<File> overlays;
    private @Nullable String baseUrl;
    private @Nullable String keyVariable;
    private @Nullable String path;
    private String runtime;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        try {
            ClientOptions options = new ClientOptions(packageName, client, baseUrl, keyVariable, path, form());
            List<File> chosen = overlays == null ? List.of() : overlays;
            Generated generated = ClientGenerator.generate(
                    ClientGenerator.contract(
                            spec.toPath(), chosen.stream().map(File::toPath).toList()),
                    options);
            int files = ClientDirectory.sources(out.toPath()).write(generated, options);
            project.addCompileSourceRoot(out.getPath());
            generated.warnings().forEach(this::warn);
            getLog().info(spec + ": POST " + generated.path() + ", " + files + " files in " + out);
        } catch (IllegalArgumentException | ContractException | GenerationException unusable) {
            throw new MojoFailureException(String.valueOf(unusable.getMessage()), unusable);
        } catch (IOException unwritable) {
            throw new MojoExecutionException("cannot write to " + out + ": " + unwritable.getMessage(), unwritable);
        }
    }

    /** With {@code mvn -q} Maven writes errors only. */
    private void warn(String warning) {
        if (getLog().isWarnEnabled()) {
            getLog().warn(spec + ": " + warning);
        } else {
            System.err.println("[WARNING] " + spec + ": " + warning);
        }
    }

    private RuntimeForm form() {
        return switch (runtime) {
            case "dependency" -> RuntimeForm.DEPENDENCY;
            case "sources" -> RuntimeForm.SOURCES;
            default ->
                throw new IllegalArgumentException("runtime: '" + runtime + "' is neither 'dependency' nor 'sources'");
        };
    }
}
