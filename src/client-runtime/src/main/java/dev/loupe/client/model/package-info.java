/**
 * The base of the generated types. Reading is lenient: any value is read, and properties that are not in the contract are kept and written
 * back. Writing is strict: {@link dev.loupe.client.model.ApiObject#validate()} names every value outside its range. The methods that
 * generated types call are public or protected, and are not for applications. Imports nothing else of the client.
 */
@NullMarked
package dev.loupe.client.model;

import org.jspecify.annotations.NullMarked;
