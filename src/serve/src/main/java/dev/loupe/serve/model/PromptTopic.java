package dev.loupe.serve.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The topic of a question: its content words in order. */
final class PromptTopic {
    private static final int MAX_WORDS = 5;
    private static final int MAX_WORD_LENGTH = 30;
    private static final int MAX_PROMPT = 2_000;
    private static final Set<String> STOP_WORDS = Set.of(
            "a",
            "about",
            "all",
            "an",
            "and",
            "answer",
            "are",
            "at",
            "be",
            "briefly",
            "by",
            "can",
            "could",
            "describe",
            "did",
            "do",
            "does",
            "essay",
            "explain",
            "few",
            "for",
            "give",
            "have",
            "hello",
            "hey",
            "hi",
            "how",
            "i",
            "in",
            "is",
            "it",
            "list",
            "long",
            "me",
            "much",
            "my",
            "name",
            "of",
            "on",
            "one",
            "or",
            "paragraph",
            "please",
            "poem",
            "reply",
            "say",
            "sentence",
            "sentences",
            "short",
            "should",
            "some",
            "story",
            "summarize",
            "tell",
            "that",
            "the",
            "their",
            "there",
            "these",
            "they",
            "things",
            "think",
            "this",
            "three",
            "to",
            "two",
            "us",
            "was",
            "what",
            "when",
            "where",
            "which",
            "who",
            "why",
            "will",
            "with",
            "word",
            "words",
            "would",
            "write",
            "you",
            "your");

    private PromptTopic() {}

    static String of(String question) {
        String read = question.substring(0, Math.min(question.length(), MAX_PROMPT));
        List<String> words = Arrays.stream(read.split("[^\\p{L}\\p{N}'’-]+"))
                .filter(word -> !word.isEmpty() && word.length() <= MAX_WORD_LENGTH)
                .filter(word -> !STOP_WORDS.contains(word.toLowerCase(Locale.ROOT)))
                .limit(MAX_WORDS)
                .toList();
        return words.isEmpty() ? "this" : String.join(" ", words);
    }
}
