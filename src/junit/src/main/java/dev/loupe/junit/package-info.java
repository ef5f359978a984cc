/**
 * The conformance suite and the checks for JUnit tests:
 *
 * <ul>
 *   <li>the whole suite against an endpoint: a class that extends {@link dev.loupe.junit.ConformanceSuite} and has the
 *       annotation {@link dev.loupe.junit.ConformsTo};
 *   <li>the exchanges of existing tests: {@link dev.loupe.junit.ContractFilter} for one RestAssured call, {@link
 *       dev.loupe.junit.VerifyContract} for all of a class, {@link dev.loupe.junit.Verified} for the JDK's client, {@link
 *       dev.loupe.junit.ContractClientFilter} for REST clients, of Quarkus and others;
 *   <li>a provider to test against: {@link dev.loupe.junit.LoupeProvider}, in a Quarkus test {@link
 *       dev.loupe.junit.quarkus.LoupeProviderResource}.
 * </ul>
 *
 * Violations of a MUST fail a test. Spec defects and violations of a SHOULD never fail. An inconclusive test is aborted. May
 * import {@code core} and {@code serve}; of Quarkus only its test interface.
 */
@NullMarked
package dev.loupe.junit;

import org.jspecify.annotations.NullMarked;
