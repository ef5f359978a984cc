package dev.loupe.diff.compare;

import java.util.function.UnaryOperator;

/** An element of the Java client that a generator makes of a spec. */
public sealed interface ClientElement extends Comparable<ClientElement> {
    /** A class, an enum or a union. */
    record Type(String name) implements ClientElement {
        @Override
        public Type rename(UnaryOperator<String> renaming) {
            return new Type(renaming.apply(name));
        }

        @Override
        public String toString() {
            return "type " + name;
        }
    }

    /** A field of a class, a constant of an enum or a case of a union. */
    record Member(String type, String name) implements ClientElement {
        @Override
        public Member rename(UnaryOperator<String> renaming) {
            return new Member(renaming.apply(type), renaming.apply(name));
        }

        @Override
        public String toString() {
            return type + "." + name;
        }
    }

    /** A method, with its own name. */
    record Method(String name) implements ClientElement {
        @Override
        public Method rename(UnaryOperator<String> renaming) {
            return new Method(renaming.apply(name));
        }

        @Override
        public String toString() {
            return "method " + name;
        }
    }

    /** The method of an operation, whatever its name is. */
    record OperationMethod(String operation) implements ClientElement {
        @Override
        public OperationMethod rename(UnaryOperator<String> renaming) {
            return new OperationMethod(renaming.apply(operation));
        }

        @Override
        public String toString() {
            return "the method of " + operation;
        }
    }

    /** The element with other names. */
    ClientElement rename(UnaryOperator<String> renaming);

    @Override
    default int compareTo(ClientElement other) {
        return toString().compareTo(other.toString());
    }
}
