package dev.loupe.engine.result;

import org.apiguardian.api.API;

/**
 * The tool calls of a completion whose request offers tools, whatever checks run. Arguments that a limit or a lost connection cut,
 * and absent arguments, are neither invalid nor a mismatch.
 *
 * @param model of the request, or of the response when the request has none
 * @param calls in all choices
 * @param invalidArguments calls whose arguments are not JSON
 * @param unknownName calls of a tool that is not offered
 * @param schemaMismatch calls whose arguments are JSON that does not match the parameters of the tool
 */
@API(status = API.Status.EXPERIMENTAL)
public record ToolCallFacts(String model, int calls, int invalidArguments, int unknownName, int schemaMismatch) {}
