package dev.loupe.gemma.behaviour;

import java.util.ArrayList;
import java.util.List;

/** Every row, in one list: the tests of each transport run all of them. */
public final class Rows {
    private Rows() {}

    public static List<Row> all() {
        List<Row> all = new ArrayList<>();
        all.addAll(StreamRows.all());
        all.addAll(PieceRows.all());
        all.addAll(BrokenStreamRows.all());
        all.addAll(ErrorRows.all());
        all.addAll(LimitRows.all());
        all.addAll(RetryRows.all());
        return List.copyOf(all);
    }

    public static List<String> names() {
        return all().stream().map(Row::name).toList();
    }

    public static Row named(String name) {
        return all().stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
    }
}
