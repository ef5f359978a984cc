package dev.loupe.check.rules;

import dev.loupe.check.Check;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/** The catalogue of checks. */
@API(status = API.Status.EXPERIMENTAL)
public final class Checks {
    /** Sorted by id. */
    private static final List<Check> ALL = List.of(
            new ErrorKeyForm(),
            new ErrorNoStackTrace(),
            new ErrorNot200(),
            new ErrorRequestId(),
            new ErrorRetryAfter(),
            new ErrorShape(),
            new ErrorStatusAgrees(),
            new ErrorUnauthorized(),
            new ErrorWwwAuthenticate(),
            new IdentityCreatedIsSeconds(),
            new IdentityIdSpace(),
            new IdentityIdUnique(),
            new IdentityModelEcho(),
            new IdentityObject(),
            new LogprobsBytesAreUtf8(),
            new LogprobsIffAsked(),
            new LogprobsNotPositive(),
            new LogprobsTokensJoin(),
            new LogprobsTopCount(),
            new MessageChoicesAsAsked(),
            new MessageFinishReasonKnown(),
            new MessageJsonWhenAsked(),
            new MessageLengthMeansLimit(),
            new MessageNoLoop(),
            new MessageNoTemplateTokens(),
            new MessageNoThinkBlock(),
            new MessageNoToolMarkup(),
            new MessageNotBlank(),
            new MessageNotCut(),
            new MessageNotEmpty(),
            new MessageRoleAssistant(),
            new MessageStopTextAbsent(),
            new MessageTextAfterReasoning(),
            new MessageTextReadable(),
            new MessageToolArgumentsJson(),
            new MessageToolCallsFinish(),
            new ProtocolBody(),
            new ProtocolProperties(),
            new RangeAcceptsInside(),
            new RangeAcceptsOnlyInside(),
            new RangeLimitHonoured(),
            new RangeNamesTheParameter(),
            new RangeNever5xx(),
            new RangeRejectsOutside(),
            new SchemaDocumentedStatus(),
            new SchemaRequestCorrected(),
            new SchemaRequestPublished(),
            new SchemaResponseCorrected(),
            new SchemaResponsePublished(),
            new SchemaUndocumentedField(),
            new StreamChoiceIndices(),
            new StreamContentType(),
            new StreamEndsWithDone(),
            new StreamErrorIsSaid(),
            new StreamFinished(),
            new StreamFirstTokenTime(),
            new StreamFramesParse(),
            new StreamGapTime(),
            new StreamNothingAfterFinish(),
            new StreamRoleFirst(),
            new StreamSameAsJson(),
            new StreamSameCreated(),
            new StreamSameId(),
            new StreamSameModel(),
            new StreamSameObject(),
            new StreamToolArgumentsJoin(),
            new StreamUsageLast(),
            new ToolArgumentsMatchSchema(),
            new ToolCallComplete(),
            new ToolCallIdsDiffer(),
            new ToolChoiceIgnored(),
            new ToolChoiceObeyed(),
            new ToolFirstFragmentComplete(),
            new ToolNameOffered(),
            new ToolNoLegacyCall(),
            new ToolStrictArguments(),
            new TransportFraming(),
            new TransportKeepsIdle(),
            new TransportResponds(),
            new TransportStrictSyntax(),
            new TransportSurvives(),
            new UsageCachedWithinPrompt(),
            new UsageCompletionCounted(),
            new UsageCostAddsUp(),
            new UsageCostMatchesPrice(),
            new UsageCostWithinPrice(),
            new UsageCountsAreWhole(),
            new UsageCountsPresent(),
            new UsageCreditsMatchUsd(),
            new UsageDetailWithinTotal(),
            new UsageNoFixedCap(),
            new UsagePlausibleLength(),
            new UsagePresent(),
            new UsagePromptCountKnown(),
            new UsagePromptCounted(),
            new UsagePromptNotInflated(),
            new UsagePromptPlausible(),
            new UsageSamePromptSameCount(),
            new UsageSameRequestSameCost(),
            new UsageTotalIsSum(),
            new UsageWithinLimit());

    private Checks() {}

    public static List<Check> all() {
        return ALL;
    }

    public static Optional<Check> named(String id) {
        return ALL.stream().filter(check -> check.info().id().equals(id)).findFirst();
    }
}
