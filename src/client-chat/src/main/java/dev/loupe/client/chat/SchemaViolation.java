package dev.loupe.client.chat;

/**
 * A value that violates a JSON schema.
 *
 * @param pointer JSON pointer of the value, such as {@code /items/0/price}; empty for the whole document
 * @param expected what the schema requires, such as {@code integer}
 * @param actual what the value is, such as {@code string "12"}; long values are cut
 */
public record SchemaViolation(String pointer, String expected, String actual) {

    /** One line: {@code /items/0/price: expected integer, actual string "12"}. */
    @Override
    public String toString() {
        return (pointer.isEmpty() ? "(root)" : pointer) + ": expected " + expected + ", actual " + actual;
    }
}
