package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import org.apiguardian.api.API;

/** Input that cannot be read as a contract, with file, line, pointer and problem. */
@API(status = API.Status.EXPERIMENTAL)
public final class ContractException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String source;
    private final int line;
    private final transient JsonPointer pointer;
    private final String problem;

    /**
     * @param source the file, as the user named it
     * @param line from 1; 0 when no line is known
     * @param pointer where in the document; empty for the whole
     * @param problem what is wrong and what to do, without the location
     */
    public ContractException(String source, int line, JsonPointer pointer, String problem) {
        super(location(source, line, pointer) + ": " + problem);
        this.source = source;
        this.line = line;
        this.pointer = pointer;
        this.problem = problem;
    }

    private static String location(String source, int line, JsonPointer pointer) {
        String file = line > 0 ? source + ":" + line : source;
        return pointer.toString().isEmpty() ? file : file + ": at " + pointer;
    }

    public String source() {
        return source;
    }

    public int line() {
        return line;
    }

    public JsonPointer pointer() {
        return pointer;
    }

    public String problem() {
        return problem;
    }
}
