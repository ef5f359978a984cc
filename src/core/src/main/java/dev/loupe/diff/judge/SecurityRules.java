package dev.loupe.diff.judge;

import static dev.loupe.diff.judge.AffectedParty.GENERATED_CLIENTS;
import static dev.loupe.diff.judge.AffectedParty.OPERATORS;
import static dev.loupe.diff.judge.AffectedParty.SENDERS;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.judge.DiffRule.Area;
import java.util.List;

/** Rules about authentication. */
final class SecurityRules {
    private SecurityRules() {}

    static List<DiffRule> rows() {
        RuleBuilder rows = new RuleBuilder();
        Area area = Area.SECURITY;
        rows.breaking(
                area,
                Subject.CREDENTIALS,
                Edit.REQUIRED_NOW,
                "Authentication required",
                "authentication is now required: {after}",
                SENDERS,
                OPERATORS);
        rows.risky(
                area,
                Subject.CREDENTIALS,
                Edit.NO_LONGER_REQUIRED,
                "Authentication no longer required",
                "authentication is no longer required; generated clients no longer send credentials",
                GENERATED_CLIENTS,
                OPERATORS);
        rows.breaking(
                area,
                Subject.SECURITY_ALTERNATIVE,
                Edit.REMOVED,
                "Security alternative removed",
                "security alternative {before} removed; now {after}",
                SENDERS,
                OPERATORS);
        rows.compatible(
                area,
                Subject.SECURITY_ALTERNATIVE,
                Edit.ADDED,
                "Security alternative added",
                "security alternative {after} added");
        rows.compatible(area, Subject.SECURITY_FLOW, Edit.ADDED, "OAuth flow added", "OAuth flow {after} added");
        rows.breaking(
                area,
                Subject.SECURITY_FLOW,
                Edit.REMOVED,
                "OAuth flow removed",
                "OAuth flow {before} removed: clients cannot get a token by it",
                SENDERS,
                OPERATORS);
        rows.risky(
                area,
                Subject.SECURITY_ADDRESS,
                Edit.CHANGED,
                "Address of an OAuth or OpenID Connect scheme changed",
                "address changed from {before} to {after}; tokens are still accepted",
                SENDERS,
                OPERATORS);
        rows.breaking(
                area,
                Subject.SCOPE,
                Edit.ADDED,
                "Required scope added",
                "required scopes added: {subject}",
                SENDERS,
                OPERATORS);
        rows.compatible(
                area, Subject.SCOPE, Edit.REMOVED, "Required scope removed", "required scopes removed: {subject}");
        rows.info(
                area,
                Subject.SECURITY_SCHEME,
                Edit.CHANGED,
                "Security scheme changed, requirements of operations unchanged",
                "security schemes changed; the requirements of operations are unchanged");
        rows.risky(
                area,
                Subject.SECURITY_SCHEME,
                Edit.MISSING,
                "Required security scheme not declared",
                "security scheme {subject} is required but not declared",
                SENDERS,
                OPERATORS);
        return rows.rules();
    }
}
