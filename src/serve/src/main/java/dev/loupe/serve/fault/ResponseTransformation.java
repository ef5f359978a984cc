package dev.loupe.serve.fault;

import dev.loupe.serve.response.IncomingRequest;
import dev.loupe.serve.response.PlannedResponse;

/** A change of a planned response. */
public interface ResponseTransformation {
    PlannedResponse apply(IncomingRequest request, PlannedResponse planned);

    ResponseTransformation NONE = (request, planned) -> planned;
}
