package dev.loupe.report.diff;

/** The formats of a report with their file names. */
public enum DiffFormat {
    TEXT("diff.txt"),
    JSON("diff.json"),
    MARKDOWN("diff.md"),
    GITHUB("annotations.txt"),
    SARIF("diff.sarif"),
    JUNIT("diff.junit.xml"),
    HTML("diff.html");

    /** The folder with a report for each pair of a series. */
    public static final String PAIRS = "pairs";

    private final String file;

    DiffFormat(String file) {
        this.file = file;
    }

    public String file() {
        return file;
    }
}
