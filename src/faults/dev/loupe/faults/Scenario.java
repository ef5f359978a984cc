package dev.loupe.faults;

/** One kind of fault, injected several times. */
interface Scenario {
    String name();

    void run(Lab lab, Tally tally) throws Exception;
}
