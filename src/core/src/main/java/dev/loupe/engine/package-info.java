/**
 * Runs checks over exchanges and decides. May import its sub-packages and everything up to {@code check}.
 *
 * <p>The API of loupe-core for embedders is the set of types with {@code @API}, nested types included; the file {@code api.txt}
 * of the tests lists them. All other public types are internal: they are public only because packages need each other, and may
 * change at any time. An embedder
 *
 * <ol>
 *   <li>loads a contract: {@link dev.loupe.engine.ContractResolver#find}, {@link dev.loupe.openapi.Contracts};
 *   <li>reads exchanges, {@link dev.loupe.exchange.file.Recordings}, or sends requests, {@code dev.loupe.live};
 *   <li>judges one exchange, {@link dev.loupe.engine.RunEngine#incremental}, or runs over many,
 *       {@link dev.loupe.engine.RunEngine#run};
 *   <li>reads the result: {@link dev.loupe.engine.journal.Run}, {@code dev.loupe.engine.result};
 *   <li>renders and compares it: {@code dev.loupe.report.RunReports}, {@code dev.loupe.report.comparison.RunComparison}.
 * </ol>
 */
@NullMarked
package dev.loupe.engine;

import org.jspecify.annotations.NullMarked;
