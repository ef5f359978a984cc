package dev.loupe.provider;

import org.apiguardian.api.API;

/**
 * A profile and why it applies.
 *
 * @param reason for reports, such as {@code host openrouter.ai}
 */
@API(status = API.Status.EXPERIMENTAL)
public record ResolvedProvider(ProviderProfile profile, String reason) {}
