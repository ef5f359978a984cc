/**
 * Immutable types of requests and responses, generated from the corrected contract, and their shared base classes. Reading is lenient: any
 * value is read, and properties that are not in the contract are kept and written back. Writing is strict: {@link
 * dev.loupe.gemma.model.ApiObject#validate()} names every value outside its range. Imports nothing else of the client.
 */
@NullMarked
package dev.loupe.gemma.model;

import org.jspecify.annotations.NullMarked;
