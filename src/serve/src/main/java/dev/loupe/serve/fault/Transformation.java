package dev.loupe.serve.fault;

import dev.loupe.serve.answer.Answer;
import dev.loupe.serve.answer.Asked;

/** What a fault makes of a planned answer. */
public interface Transformation {
    Answer apply(Asked asked, Answer planned);

    Transformation NONE = (asked, planned) -> planned;
}
