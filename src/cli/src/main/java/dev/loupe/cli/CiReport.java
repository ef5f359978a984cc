package dev.loupe.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.report.format.HtmlPage;
import dev.loupe.report.format.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The report of {@code loupe ci}: a page, a summary, a JSON file and one SARIF file over the reports of all gates. */
final class CiReport {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The worst first. */
    private static final List<Integer> WORST_FIRST =
            List.of(ExitCode.INTERNAL_ERROR, ExitCode.USAGE, ExitCode.FAILURE, ExitCode.INCONCLUSIVE, ExitCode.SUCCESS);

    private final Path folder;
    private final boolean inconclusivePasses;

    CiReport(Path folder, boolean inconclusivePasses) {
        this.folder = folder;
        this.inconclusivePasses = inconclusivePasses;
    }

    /** Removes the reports of an earlier run, so that they are not read as those of this one. */
    void deleteEarlier() throws IOException {
        for (String file : List.of("ci.json", "index.html", "summary.md", "results.sarif")) {
            Files.deleteIfExists(folder.resolve(file));
        }
    }

    int code(List<Gate.Result> results) {
        int worst = worst(results);
        return worst == ExitCode.INCONCLUSIVE && inconclusivePasses ? ExitCode.SUCCESS : worst;
    }

    private static int worst(List<Gate.Result> results) {
        List<Integer> codes = results.stream().map(Gate.Result::code).toList();
        if (codes.stream().anyMatch(code -> !WORST_FIRST.contains(code))) {
            return ExitCode.INTERNAL_ERROR;
        }
        return WORST_FIRST.stream().filter(codes::contains).findFirst().orElse(ExitCode.SUCCESS);
    }

    private String verdict(List<Gate.Result> results) {
        return switch (worst(results)) {
            case ExitCode.SUCCESS -> "CONFORMANT";
            case ExitCode.FAILURE -> "NON-CONFORMANT";
            case ExitCode.INCONCLUSIVE -> "INCONCLUSIVE";
            default -> "ERROR";
        };
    }

    /** The last line of the output. */
    private String sentence(List<Gate.Result> results) {
        return verdict(results) + ": " + counts(results);
    }

    private String counts(List<Gate.Result> results) {
        List<String> failed = results.stream()
                .filter(result -> result.code() != ExitCode.SUCCESS)
                .map(result -> result.gate().name())
                .toList();
        String accepted = worst(results) == ExitCode.INCONCLUSIVE && inconclusivePasses
                ? ", accepted by 'inconclusive: pass'"
                : "";
        return failed.isEmpty()
                ? results.size() + (results.size() == 1 ? " gate passed" : " gates passed")
                : failed.size() + " of " + results.size() + (results.size() == 1 ? " gate" : " gates")
                        + " did not pass (" + String.join(", ", failed) + ")" + accepted;
    }

    String text(List<Gate.Result> results) {
        int width = results.stream()
                .mapToInt(result -> result.gate().name().length())
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (Gate.Result result : results) {
            text.append(result.gate().name())
                    .append(" ".repeat(width - result.gate().name().length() + 2))
                    .append(result.verdict())
                    .append('\n');
        }
        return text.append(sentence(results))
                .append("\nreports: ")
                .append(folder)
                .append('\n')
                .toString();
    }

    void write(List<Gate.Result> results) throws IOException {
        ReportFiles.write(folder.resolve("summary.md"), markdown(results));
        ReportFiles.write(folder.resolve("index.html"), page(results));
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve("results.sarif").toFile(), sarif(results));
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve("ci.json").toFile(), json(results));
    }

    private ObjectNode json(List<Gate.Result> results) {
        ObjectNode root = JSON.createObjectNode().put("format", "loupe-ci/1");
        root.putObject("loupe").put("version", ProcessEnvironment.version());
        root.put("verdict", verdict(results)).put("exitCode", code(results));
        ArrayNode gates = root.putArray("gates");
        for (Gate.Result result : results) {
            gates.addObject()
                    .put("name", result.gate().name())
                    .put("command", result.gate().command().word())
                    .put("verdict", result.verdict())
                    .put("exitCode", result.code())
                    .put("report", link(result));
        }
        return root;
    }

    private static String link(Gate.Result result) {
        return result.gate().name() + "/" + result.gate().command().page();
    }

    private String markdown(List<Gate.Result> results) throws IOException {
        StringBuilder page = new StringBuilder("# " + sentence(results) + "\n\n| gate | verdict |\n|---|---|\n");
        for (Gate.Result result : results) {
            page.append("| ")
                    .append(result.gate().name())
                    .append(" | ")
                    .append(result.verdict())
                    .append(" |\n");
        }
        for (Gate.Result result : results) {
            String file = result.gate().command() == GateCommand.DIFF ? "diff.md" : "summary.md";
            Path summary = folder.resolve(result.gate().name()).resolve(file);
            if (Files.isReadable(summary)) {
                page.append("\n<details><summary>")
                        .append(result.gate().name())
                        .append("</summary>\n\n")
                        .append(Files.readString(summary))
                        .append("\n</details>\n");
            }
        }
        return page.toString();
    }

    /** What the template of the page refers to. */
    public record Page(String verdict, String tone, String counts, List<Row> rows) {}

    /**
     * A gate.
     *
     * @param link to its report; empty when it wrote none
     */
    public record Row(String name, String link, String verdict, String tone, String command) {}

    private String page(List<Gate.Result> results) {
        List<Row> rows = results.stream()
                .map(result -> new Row(
                        result.gate().name(),
                        Files.exists(folder.resolve(link(result))) ? link(result) : "",
                        result.verdict(),
                        tone(result.code()),
                        result.gate().command().word()))
                .toList();
        Page page = new Page(verdict(results), tone(worst(results)), counts(results), rows);
        return HtmlPage.render("ci.html", page, "report.css");
    }

    /** The class of the style. */
    private static String tone(int code) {
        return switch (code) {
            case ExitCode.SUCCESS -> "conformant";
            case ExitCode.INCONCLUSIVE -> "inconclusive";
            default -> "non-conformant";
        };
    }

    /** GitHub requires that each run of a file has a category of its own. */
    private ObjectNode sarif(List<Gate.Result> results) throws IOException {
        ObjectNode all = JSON.createObjectNode()
                .put(
                        "$schema",
                        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
                .put("version", "2.1.0");
        ArrayNode runs = all.putArray("runs");
        for (Gate.Result result : results) {
            String name = result.gate().command() == GateCommand.DIFF ? "diff.sarif" : "results.sarif";
            Path file = folder.resolve(result.gate().name()).resolve(name);
            if (Files.isReadable(file)) {
                for (JsonNode run : JSON.readTree(file.toFile()).path("runs")) {
                    ((ObjectNode) run)
                            .putObject("automationDetails")
                            .put("id", "loupe/" + result.gate().name() + "/");
                    runs.add(run);
                }
            }
        }
        return all;
    }
}
