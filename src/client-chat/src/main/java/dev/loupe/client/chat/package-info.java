/**
 * Structured output, tools, conversations and images for a chat API. Requests and responses are values that Jackson can write and
 * read: the types of gemma-client and of every generated client, or {@code JsonNode}. Nothing here sends a request.
 */
@NullMarked
package dev.loupe.client.chat;

import org.jspecify.annotations.NullMarked;
