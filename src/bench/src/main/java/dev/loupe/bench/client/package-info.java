/** The client against openai-java and langchain4j-open-ai: the same bytes, the same work, one run. Figures: docs/performance.md. */
package dev.loupe.bench.client;
