package dev.loupe.serve.fault;

import dev.loupe.serve.response.IncomingRequest;
import dev.loupe.serve.response.PlannedResponse;

/** What a fault makes of a planned answer. */
public interface ResponseTransformation {
    PlannedResponse apply(IncomingRequest asked, PlannedResponse planned);

    ResponseTransformation NONE = (asked, planned) -> planned;
}
