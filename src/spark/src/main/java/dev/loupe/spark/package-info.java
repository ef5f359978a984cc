/**
 * Audits on Apache Spark: recordings and logs in, tables and the report of one run out. Judges with {@code loupe-core}, one part
 * for each partition, and merges the parts. Spark is provided by the cluster.
 */
@NullMarked
package dev.loupe.spark;

import org.jspecify.annotations.NullMarked;
