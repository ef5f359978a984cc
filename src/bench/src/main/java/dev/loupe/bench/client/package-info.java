/** Compares the client with openai-java and langchain4j-open-ai on the same bytes in one run. Figures: docs/performance.md. */
package dev.loupe.bench.client;
