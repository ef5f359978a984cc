package dev.loupe.report.site;

import dev.loupe.engine.journal.Run;
import dev.loupe.report.RunReports;
import dev.loupe.report.comparison.RunComparison;
import dev.loupe.report.format.HtmlPage;
import dev.loupe.report.format.ReportFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apiguardian.api.API;

/**
 * Writes a site: a page of all subjects, a page with the history of each, the reports of every run, and what changed between two
 * runs of a subject. Names of files and folders are numbers, so that no name in a run leads elsewhere.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class SiteWriter {
    /** More runs than this are left out, the oldest first. */
    public static final int MAX_RUNS = 1_000;

    private static final int MAX_COMPARED = 12;

    private final Function<Path, Run> opener;
    private final Path out;

    private SiteWriter(Function<Path, Run> opener, Path out) {
        this.opener = opener;
        this.out = out;
    }

    /**
     * Writes the site.
     *
     * @param files runs that can be opened
     * @return how many runs it has
     * @throws UncheckedIOException when it cannot be written
     */
    public static int write(List<Path> files, Function<Path, Run> opener, Path out) {
        SiteWriter site = new SiteWriter(opener, out);
        List<SiteRun> runs = files.stream()
                .map(file -> SiteRun.of(file, opener.apply(file)))
                .sorted(Comparator.comparing(SiteRun::startedAt)
                        .thenComparing(run -> run.file().toString()))
                .toList();
        List<SiteRun> newest = runs.subList(Math.max(0, runs.size() - MAX_RUNS), runs.size());
        try {
            site.pages(newest);
        } catch (IOException notWritable) {
            throw new UncheckedIOException(notWritable);
        }
        return newest.size();
    }

    private void pages(List<SiteRun> runs) throws IOException {
        Map<String, List<SiteRun>> bySubject = new TreeMap<>();
        runs.forEach(run -> bySubject
                .computeIfAbsent(run.subject(), name -> new ArrayList<>())
                .add(run));
        List<SitePage.Subject> subjects = new ArrayList<>();
        for (List<SiteRun> history : bySubject.values()) {
            subjects.add(subject(Integer.toString(subjects.size() + 1), history));
        }
        List<Path> latest = bySubject.values().stream()
                .map(List::getLast)
                .filter(run -> !run.noun().isDocument())
                .map(SiteRun::file)
                .limit(MAX_COMPARED)
                .toList();
        boolean compared = latest.size() > 1;
        if (compared) {
            RunReports.writeAll(RunComparison.of(opened(latest)), out.resolve("compared"));
        }
        page(out, "site.html", SitePage.of(subjects, runs.size(), compared));
    }

    private SitePage.Subject subject(String folder, List<SiteRun> history) throws IOException {
        Path dir = out.resolve(folder);
        List<SitePage.HistoryRow> rows = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            String number = Integer.toString(i + 1);
            RunReports.writeAll(opener.apply(history.get(i).file()), dir.resolve(number));
            String change = "";
            if (i > 0) {
                RunComparison comparison = RunComparison.of(
                        opened(List.of(history.get(i - 1).file(), history.get(i).file())));
                RunReports.writeAll(comparison, dir.resolve(number));
                change = SitePage.change(comparison);
            }
            rows.add(SitePage.row(history.get(i), number, change));
        }
        SitePage.Subject subject = SitePage.subject(folder, history, rows);
        page(dir, "subject.html", subject);
        return subject;
    }

    private List<RunComparison.OpenedRun> opened(List<Path> files) {
        return files.stream()
                .map(file -> new RunComparison.OpenedRun(file.toString(), opener.apply(file)))
                .toList();
    }

    private static void page(Path dir, String template, Object data) throws IOException {
        Files.createDirectories(dir);
        ReportFiles.write(dir.resolve("index.html"), HtmlPage.render(template, data, "report.css"));
    }
}
