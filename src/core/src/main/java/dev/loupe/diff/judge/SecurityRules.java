package dev.loupe.diff.judge;

import static dev.loupe.diff.judge.Impact.BREAKING;
import static dev.loupe.diff.judge.Impact.COMPATIBLE;
import static dev.loupe.diff.judge.Impact.INFO;
import static dev.loupe.diff.judge.Impact.RISKY;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import java.util.List;
import java.util.Set;

/** Rules about authentication. */
final class SecurityRules {
    private SecurityRules() {}

    static List<DiffRule> rows() {
        RuleBuilder rows = new RuleBuilder();
        DiffRule.Area area = DiffRule.Area.SECURITY;
        Set<AffectedParty> senders = Set.of(AffectedParty.SENDERS, AffectedParty.OPERATORS);
        rows.row(
                area,
                Subject.CREDENTIALS,
                Edit.REQUIRED_NOW,
                BREAKING,
                "Authentication required",
                "authentication is now required: {after}",
                senders);
        rows.row(
                area,
                Subject.CREDENTIALS,
                Edit.NO_LONGER_REQUIRED,
                RISKY,
                "Authentication no longer required",
                "authentication is no longer required; generated clients no longer send credentials",
                Set.of(AffectedParty.GENERATED_CLIENTS, AffectedParty.OPERATORS));
        rows.row(
                area,
                Subject.SECURITY_ALTERNATIVE,
                Edit.REMOVED,
                BREAKING,
                "Security alternative removed",
                "security alternative {before} removed; now {after}",
                senders);
        rows.row(
                area,
                Subject.SECURITY_ALTERNATIVE,
                Edit.ADDED,
                COMPATIBLE,
                "Security alternative added",
                "security alternative {after} added",
                Set.of());
        rows.row(
                area,
                Subject.SECURITY_FLOW,
                Edit.ADDED,
                COMPATIBLE,
                "OAuth flow added",
                "OAuth flow {after} added",
                Set.of());
        rows.row(
                area,
                Subject.SECURITY_FLOW,
                Edit.REMOVED,
                BREAKING,
                "OAuth flow removed",
                "OAuth flow {before} removed: clients cannot get a token by it",
                senders);
        rows.row(
                area,
                Subject.SECURITY_ADDRESS,
                Edit.CHANGED,
                RISKY,
                "Address of an OAuth or OpenID Connect scheme changed",
                "address changed from {before} to {after}; tokens are still accepted",
                senders);
        rows.row(
                area,
                Subject.SCOPE,
                Edit.ADDED,
                BREAKING,
                "Required scope added",
                "required scopes added: {subject}",
                senders);
        rows.row(
                area,
                Subject.SCOPE,
                Edit.REMOVED,
                COMPATIBLE,
                "Required scope removed",
                "required scopes removed: {subject}",
                Set.of());
        rows.row(
                area,
                Subject.SECURITY_SCHEME,
                Edit.CHANGED,
                INFO,
                "Security scheme changed, requirements of operations unchanged",
                "security schemes changed; the requirements of operations are unchanged",
                Set.of());
        rows.row(
                area,
                Subject.SECURITY_SCHEME,
                Edit.MISSING,
                RISKY,
                "Required security scheme not declared",
                "security scheme {subject} is required but not declared",
                senders);
        return rows.rules();
    }
}
