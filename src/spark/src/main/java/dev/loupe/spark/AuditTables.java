package dev.loupe.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.to_timestamp;

import dev.loupe.check.CheckInfo;
import dev.loupe.engine.journal.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The tables of an audit, as Parquet. docs/audit.md describes their columns. */
final class AuditTables {
    /** What the tables need of a line of the journal. */
    private static final String LINE =
            """
            exchange STRUCT<
              id: STRING, verdict: STRING, file: STRING, line: INT, contract: STRING, provider: STRING, unusable: STRING,
              marks: STRING, status: INT,
              sent: STRUCT<`/model`: STRING, `/stream`: STRING>,
              usage: STRUCT<prompt: BIGINT, completion: BIGINT, total: BIGINT, characters: BIGINT>,
              times: STRUCT<firstByte: DOUBLE, `end`: DOUBLE>,
              stream: STRUCT<events: INT, firstToken: DOUBLE, last: DOUBLE, longestGap: DOUBLE, ended: STRING>>,
            findings ARRAY<STRUCT<
              check: STRING, level: STRING, attribution: STRING, exchange: STRING, at: STRING, expected: STRING,
              actual: STRING, message: STRING, baseline: BOOLEAN, reason: STRING, file: STRING, line: INT, repeat: STRING>>,
            compared STRUCT<recordedAt: STRING>
            """;

    private AuditTables() {}

    static void write(SparkSession spark, Run run, Path journal, Path out) {
        Dataset<Row> lines = spark.read()
                .schema(StructType.fromDDL(LINE))
                .json(journal.toString())
                .where(col("exchange").isNotNull());
        Dataset<Row> exchanges = exchanges(lines);
        write(exchanges.drop("marks"), out.resolve("exchanges"));
        write(findings(lines), out.resolve("findings"));
        write(summary(spark, run, exchanges), out.resolve("summary"));
    }

    private static void write(Dataset<Row> table, Path folder) {
        table.write().mode(SaveMode.Overwrite).parquet(folder.toString());
    }

    private static Dataset<Row> exchanges(Dataset<Row> lines) {
        return lines.select(
                col("exchange.id").as("exchange"),
                col("exchange.verdict"),
                col("exchange.provider"),
                col("exchange.contract"),
                col("exchange.sent").getField("/model").as("model"),
                to_timestamp(col("compared.recordedAt")).as("recorded_at"),
                col("exchange.status"),
                col("exchange.unusable"),
                col("exchange.stream").isNotNull().as("streamed"),
                col("exchange.usage.prompt").as("prompt_tokens"),
                col("exchange.usage.completion").as("completion_tokens"),
                col("exchange.usage.total").as("total_tokens"),
                col("exchange.times.firstByte").as("first_byte_ms"),
                col("exchange.stream.firstToken").as("first_token_ms"),
                col("exchange.file"),
                col("exchange.line"),
                col("exchange.marks"));
    }

    private static Dataset<Row> findings(Dataset<Row> lines) {
        return lines.select(
                        col("exchange.provider"),
                        col("exchange.sent").getField("/model").as("model"),
                        to_timestamp(col("compared.recordedAt")).as("recorded_at"),
                        explode(col("findings")).as("finding"))
                .select(
                        col("finding.check"),
                        expr("lower(finding.level)").as("level"),
                        col("finding.attribution"),
                        col("provider"),
                        col("model"),
                        col("recorded_at"),
                        col("finding.exchange"),
                        col("finding.at"),
                        col("finding.expected"),
                        col("finding.actual"),
                        col("finding.message"),
                        col("finding.baseline").as("accepted"),
                        col("finding.reason"),
                        col("finding.file"),
                        col("finding.line"),
                        col("finding.repeat"));
    }

    /** The outcomes of each check for each provider and model. */
    private static Dataset<Row> summary(SparkSession spark, Run run, Dataset<Row> exchanges) {
        Dataset<Row> outcomes = exchanges
                .selectExpr("provider", "model", "posexplode(split(marks, '')) AS (position, mark)")
                .groupBy("provider", "model", "position")
                .agg(
                        count("P").as("passed"),
                        count("V").as("violated"),
                        count("-").as("not_applicable"),
                        count("U").as("untestable"),
                        count("C").as("crashed"));
        return outcomes.join(checks(spark, run), "position")
                .select(
                        "check",
                        "level",
                        "provider",
                        "model",
                        "passed",
                        "violated",
                        "not_applicable",
                        "untestable",
                        "crashed");
    }

    private static org.apache.spark.sql.Column count(String mark) {
        return expr("count_if(mark = '" + mark + "')");
    }

    private static Dataset<Row> checks(SparkSession spark, Run run) {
        List<Row> rows = new ArrayList<>();
        for (CheckInfo check : run.header().checks()) {
            rows.add(RowFactory.create(
                    rows.size(), check.id(), check.level().name().toLowerCase(Locale.ROOT)));
        }
        return spark.createDataFrame(rows, StructType.fromDDL("position INT, check STRING, level STRING"));
    }
}
