package dev.loupe.junit;

/** An API key from the environment. Printed requests contain the name of the variable instead. */
public final class EnvironmentKey {
    private final String variable;
    private final String value;

    EnvironmentKey(String variable, String value) {
        this.variable = variable;
        this.value = value;
    }

    String variable() {
        return variable;
    }

    String value() {
        return value;
    }

    @Override
    public String toString() {
        return "$" + variable;
    }
}
