package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.diff.judge.Impact;
import dev.loupe.openapi.Document;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Webhooks and callbacks are compared with the directions exchanged: clients read the request and send the response. */
final class WebhookTest {
    private static final String WEBHOOK =
            """
            openapi: 3.1.0
            info: {title: t, version: '1'}
            webhooks:
              %s:
                %s:
                  parameters:
                    - {name: X-Signature, in: header, required: %s, schema: {type: string}}
                  requestBody:
                    required: true
                    content: {application/json: {schema: %s}}
                  responses:
                    '200': {description: d, content: {application/json: {schema: %s}}}
            """;
    private static final String CALLBACK =
            """
            openapi: 3.1.0
            info: {title: t, version: '1'}
            paths:
              /jobs:
                post:
                  responses: {'202': {description: d}}
                  callbacks:
                    done:
                      '%s':
                        post:
                          requestBody: {content: {application/json: {schema: %s}}}
                          responses: {'200': {description: d}}
            """;
    private static final String REQUIRED = "{type: object, required: [v], properties: {v: {type: string}}}";
    private static final String OPTIONAL = "{type: object, properties: {v: {type: string}}}";
    private static final String OBJECT = "{type: object}";

    private static List<String> changes(String old, String next) {
        DiffResult result = Diff.compare(
                Document.parse(old, "old.yaml"), Document.parse(next, "new.yaml"), Diff.Options.plain("2026-11-20"));
        assertThat(result.changes())
                .filteredOn(change -> change.impact() == Impact.BREAKING)
                .allMatch(change -> change.proven());
        return result.changes().stream()
                .map(change -> change.impact().word() + " " + change.area().word() + " "
                        + change.rule().id())
                .toList();
    }

    private static String webhook(String request, String response) {
        return WEBHOOK.formatted("paid", "post", "true", request, response);
    }

    private static String callback(String url, String request) {
        return CALLBACK.formatted(url, request);
    }

    @Test
    void aRequestOfAWebhookThatMayOmitAPropertyBreaksReaders() {
        assertThat(changes(webhook(REQUIRED, OBJECT), webhook(OPTIONAL, OBJECT)))
                .containsExactly("breaking response answer.property-became-optional");
        assertThat(changes(webhook(OPTIONAL, OBJECT), webhook(REQUIRED, OBJECT)))
                .containsExactly("compatible response answer.property-became-required");
    }

    @Test
    void aResponseToAWebhookThatNeedsAPropertyBreaksSenders() {
        assertThat(changes(webhook(OBJECT, OPTIONAL), webhook(OBJECT, REQUIRED)))
                .containsExactly("breaking request request.property-became-required");
        assertThat(changes(webhook(OBJECT, REQUIRED), webhook(OBJECT, OPTIONAL)))
                .containsExactly("compatible request request.property-became-optional");
    }

    @Test
    void theNameOfACallbackIsInNoRequest() {
        String old = callback("{$request.body#/url}", OPTIONAL);
        assertThat(changes(old, old.replace("done:", "finished:"))).isEmpty();
        assertThat(changes(old, old.replace("done:", "finished:").replace("#/url", "#/other")))
                .containsExactly("breaking operation operation.moved");
    }

    @Test
    void aRemovedWebhookIsBreakingAndAnAddedOneIsCompatible() {
        String none = "{openapi: 3.1.0, info: {title: t, version: '1'}}";
        assertThat(changes(webhook(OBJECT, OBJECT), none)).containsExactly("breaking operation operation.removed");
        assertThat(changes(none, webhook(OBJECT, OBJECT))).containsExactly("compatible operation operation.added");
    }

    @Test
    void aRenamedWebhookAndAnotherMethodAreBreaking() {
        String old = webhook(OBJECT, OBJECT);
        assertThat(changes(old, WEBHOOK.formatted("settled", "post", "true", OBJECT, OBJECT)))
                .containsExactly("breaking operation operation.moved");
        assertThat(changes(old, WEBHOOK.formatted("paid", "put", "true", OBJECT, OBJECT)))
                .containsExactly("breaking operation operation.moved");
    }

    @Test
    void aHeaderThatAWebhookMayOmitBreaksReaders() {
        assertThat(changes(webhook(OBJECT, OBJECT), WEBHOOK.formatted("paid", "post", "false", OBJECT, OBJECT)))
                .containsExactly("breaking response answer.header-became-optional");
    }

    @Test
    void aCallbackIsComparedLikeAWebhook() {
        String url = "{$request.body#/url}";
        assertThat(changes(callback(url, REQUIRED), callback(url, OPTIONAL)))
                .containsExactly("breaking response answer.property-became-optional");
        assertThat(changes(callback(url, OPTIONAL), callback(url, REQUIRED)))
                .containsExactly("compatible response answer.property-became-required");
        assertThat(changes(callback(url, OBJECT), callback("{$request.query.url}", OBJECT)))
                .containsExactly("breaking operation operation.moved");
    }

    /** The server of a callback is the client, whose callbacks call the API again. */
    @Test
    void theCallbackOfACallbackIsARequestOfTheClient() {
        String nested = callback("{$request.body#/url}", OBJECT)
                .replace(
                        "responses: {'200': {description: d}}",
                        "responses: {'200': {description: d}}\n              callbacks: {again: {'{$request.body#/u}': {post:"
                                + " {requestBody: {content: {application/json: {schema: %s}}}, responses: {'200': {description: d}}}}}}");
        assertThat(changes(nested.formatted(OPTIONAL), nested.formatted(REQUIRED)))
                .containsExactly("breaking request request.property-became-required");
        assertThat(changes(nested.formatted(REQUIRED), nested.formatted(OPTIONAL)))
                .containsExactly("compatible request request.property-became-optional");
    }

    @Test
    void aCallbackThatRefersToItselfIsComparedOnce() {
        String cyclic =
                """
                openapi: 3.1.0
                info: {title: t, version: '1'}
                paths: {/jobs: {post: {responses: {'202': {description: d}}, callbacks: {a: {$ref: '#/components/callbacks/A'}}}}}
                components:
                  callbacks:
                    A: {'{$request.body#/u}': {post: {requestBody: {content: {application/json: {schema: %s}}},
                      responses: {'200': {description: d}}, callbacks: {a: {$ref: '#/components/callbacks/A'}}}}}
                """;
        assertThat(changes(cyclic.formatted(REQUIRED), cyclic.formatted(OPTIONAL)))
                .contains("breaking response answer.property-became-optional");
    }
}
