package dev.loupe.provider;

/**
 * A profile and why it applies.
 *
 * @param reason for reports, such as {@code host openrouter.ai}
 */
public record ResolvedProvider(ProviderProfile profile, String reason) {}
