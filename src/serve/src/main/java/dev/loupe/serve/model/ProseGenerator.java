package dev.loupe.serve.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/** Generates a response text: a canned answer to a simple prompt, else sentences about its topic. */
final class ProseGenerator {
    private static final List<String> OPENINGS = List.of(
            "That's a good question about %s.",
            "Here is a short answer about %s.",
            "Let's look at %s step by step.",
            "There is a lot to say about %s, so here are the main points.",
            "In short, %s comes down to a few things.");
    private static final List<String> POINTS = List.of(
            "Most people first meet %s in everyday life, and only later ask how it works.",
            "The details of %s depend on where and when you look.",
            "A good way to understand %s is to start from one small example.",
            "What matters most about %s is how its parts work together.",
            "Experts do not agree on everything about %s, but the basics are well known.",
            "If you compare %s with what came before, the difference is easy to see.",
            "It helps to keep in mind that %s changes over time.",
            "One common mistake is to think of %s as a single thing.",
            "There are practical reasons to care about %s, and some that are simply fun.",
            "Many of the best explanations of %s are also the shortest.");
    private static final List<String> ENDINGS = List.of(
            "Would you like to know more about any of these points?",
            "Let me know if you want an example.",
            "I hope that helps!",
            "Tell me which part interests you most, and I can go on from there.");
    private static final List<String> GREETINGS = List.of(
            "Hello there! 👋 How can I help you today?",
            "Hi! It's nice to meet you. What would you like to talk about?",
            "Hello! 😊 I'm here and ready to help. What's on your mind?");
    private static final List<String> LONG_WORDS =
            List.of("story", "essay", "in detail", "long", "article", "poem", "everything", "explain");
    private static final int SHORT = 3;
    private static final int LONG = 14;

    private ProseGenerator() {}

    static String answer(Prompt prompt, SplittableRandom random) {
        String question = prompt.question().strip();
        String simple = question.toLowerCase(Locale.ROOT);
        if (prompt.images() + prompt.files() > 0) {
            return attachments(prompt, random);
        }
        if (simple.isEmpty() || isGreeting(simple)) {
            return pick(GREETINGS, random);
        }
        Optional<String> canned = CannedAnswers.answer(question);
        return canned.isPresent() ? canned.get() : about(PromptTopic.of(question), simple, random);
    }

    private static boolean isGreeting(String simple) {
        String word = simple.replaceAll("[^\\p{L} ]", "").strip();
        return List.of("hi", "hello", "hey", "hi there", "hello there", "good morning", "good evening", "ping", "test")
                .contains(word);
    }

    private static String attachments(Prompt prompt, SplittableRandom random) {
        String what = prompt.images() > 0 ? "image" : "file";
        int many = prompt.images() > 0 ? prompt.images() : prompt.files();
        String subject = many == 1 ? "The " + what + " shows" : "The " + many + " " + what + "s show";
        String thing = pick(
                List.of(
                        "a small, plain pattern",
                        "a few simple shapes",
                        "a short piece of content",
                        "very little detail"),
                random);
        return subject + " " + thing + ". Is there anything in particular that you want me to look at?";
    }

    private static String about(String topic, String simple, SplittableRandom random) {
        int points = LONG_WORDS.stream().anyMatch(simple::contains) ? LONG : SHORT - 1 + random.nextInt(2);
        StringBuilder text = new StringBuilder(say(OPENINGS, topic, random));
        int start = random.nextInt(POINTS.size());
        for (int point = 0; point < points; point++) {
            String subject = point == 0 ? topic : "it";
            text.append(point % 4 == 3 ? "\n\n" : " ")
                    .append(POINTS.get((start + point * 3) % POINTS.size()).formatted(subject));
        }
        return text.append(' ').append(pick(ENDINGS, random)).toString();
    }

    private static String say(List<String> templates, String topic, SplittableRandom random) {
        return pick(templates, random).formatted(topic);
    }

    private static String pick(List<String> from, SplittableRandom random) {
        return from.get(random.nextInt(from.size()));
    }
}
