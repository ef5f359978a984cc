package dev.loupe.engine.evidence;

import dev.loupe.engine.result.SourceLocation;
import java.util.List;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/**
 * The paths and options of a run that are needed to reproduce a finding.
 *
 * @param paths all paths of the run, quoted for a shell; empty when it is not over files
 * @param options the options that affect the judgement, quoted for a shell
 * @param embedded whether the requests go to a server that ends with the run, so that only another run reproduces a finding
 */
@API(status = API.Status.EXPERIMENTAL)
public record RerunOptions(String paths, String options, boolean embedded) {
    public static final RerunOptions NONE = new RerunOptions("", "", false);

    public static RerunOptions of(List<String> paths, List<String> options) {
        return new RerunOptions(forShell(paths), forShell(options), false);
    }

    /** Of a run of the embedded reference provider. */
    public static RerunOptions ofEmbedded(List<String> options) {
        return new RerunOptions("", forShell(options), true);
    }

    private static String forShell(List<String> words) {
        return words.stream().map(RerunCommand::quoted).collect(Collectors.joining(" "));
    }

    /** The run of one probe. */
    String probe(String id) {
        return "loupe run" + (options.isEmpty() ? "" : " " + options) + " --probes " + RerunCommand.quoted(id);
    }

    /** The command; a check that does not compare exchanges needs only the file of the finding. */
    public String command(String name, SourceLocation stored, String check, boolean compares) {
        String what = compares && !paths.isEmpty() ? paths : RerunCommand.quoted(stored.file());
        return "loupe " + name + " " + what + (options.isEmpty() ? "" : " " + options) + " --checks " + check;
    }
}
