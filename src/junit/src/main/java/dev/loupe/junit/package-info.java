/**
 * The conformance suite and the checks where Java teams already look: in their own tests. Three ways in, each of a few lines:
 *
 * <ul>
 *   <li>an endpoint of one's own under the whole suite: a class that extends {@link dev.loupe.junit.ConformanceSuite} and bears
 *       {@link dev.loupe.junit.ConformsTo};
 *   <li>the exchanges that tests make anyhow: {@link dev.loupe.junit.ContractFilter} for one RestAssured call, {@link
 *       dev.loupe.junit.VerifyContract} for all of a class, {@link dev.loupe.junit.Verified} for the JDK's client, {@link
 *       dev.loupe.junit.ContractClientFilter} for REST clients, of Quarkus and others;
 *   <li>a provider to test against: {@link dev.loupe.junit.LoupeProvider}, in a Quarkus test {@link
 *       dev.loupe.junit.quarkus.LoupeProviderResource}.
 * </ul>
 *
 * What a provider breaks of a MUST fails; what only the published contract forbids, and what SHOULD hold, never does; where
 * nobody can tell, a test is aborted. May import {@code core} and {@code serve}; no Quarkus but its test interface.
 */
@NullMarked
package dev.loupe.junit;

import org.jspecify.annotations.NullMarked;
