/**
 * What is sent and what comes back, as immutable types generated from the corrected contract, and the few classes that they share.
 * Reading is lenient: whatever a server sends is read, and what the contract does not know is kept and written back. Writing is strict:
 * {@link dev.loupe.gemma.model.ApiObject#validate()} names every value outside its range. Imports nothing of the client.
 */
@NullMarked
package dev.loupe.gemma.model;

import org.jspecify.annotations.NullMarked;
