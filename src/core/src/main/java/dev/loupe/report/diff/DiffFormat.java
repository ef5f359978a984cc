package dev.loupe.report.diff;

/** The formats of a report with their file names. JSON is last: its file shows that every other one is written. */
public enum DiffFormat {
    TEXT("diff.txt"),
    MARKDOWN("diff.md"),
    GITHUB("annotations.txt"),
    SARIF("diff.sarif"),
    CODEQUALITY("codequality.json"),
    JUNIT("diff.junit.xml"),
    HTML("diff.html"),
    JSON("diff.json");

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
