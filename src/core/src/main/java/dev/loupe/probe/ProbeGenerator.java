package dev.loupe.probe;

import java.util.List;

/** Makes probes of one kind. */
interface ProbeGenerator {
    void addTo(ProbeBuilder builder);

    /** Every generator, in the order in which their probes are sent: a later one may extend an earlier one. */
    List<ProbeGenerator> ALL = List.of(new BehaviourProbes(), new ParameterProbes(), new MalformedRequests());

    /** Those whose probes depend on the protocol and not on the schema of a request. */
    List<ProbeGenerator> PROTOCOL = List.of(new BehaviourProbes(), new MalformedRequests());
}
