package dev.loupe.check;

import org.apiguardian.api.API;

/** A check, lint rule or diff rule: what {@code loupe explain ID} prints. */
@API(status = API.Status.EXPERIMENTAL)
public interface CatalogueEntry {
    /** The stable id, {@code area.kebab-case}. */
    String id();

    /** The requirement, or the change: one sentence without a full stop. */
    String truth();

    /** Why it matters to a user of the API. */
    String why();

    /** The evidence: a quotation, a pointer, or a measurement. */
    String source();

    /** What to do about a finding. */
    String fix();
}
