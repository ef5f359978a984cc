package dev.loupe.junit;

/** A key from the environment; what is printed of a request names the variable in its place. */
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
