package dev.loupe.probe;

import java.util.List;

/** Makes probes of one kind. */
interface Generator {
    void addTo(Workbench bench);

    /** Every generator, in the order in which their probes are sent: a later one may build upon an earlier one. */
    List<Generator> ALL = List.of(new Behaviour(), new Parameters(), new Hostile());
}
