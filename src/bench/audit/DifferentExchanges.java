import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes N different exchanges as SHARDS files of NDJSON to DIR: java DifferentExchanges.java N SHARDS DIR */
public final class DifferentExchanges {
    private static final List<String> WORDS = List.of(
            "the of weather Paris is mild and a report about rivers shows that people near them like music in winter"
                    .split(" "));
    /** Model, provider, URL. */
    private static final List<List<String>> SERVERS = List.of(
            List.of("gpt-4o-mini", "openai", "https://api.openai.com/v1"),
            List.of("google/gemma-3-4b-it", "aimlapi", "https://api.aimlapi.com/v1"),
            List.of("google/gemma-3-27b-it", "openrouter", "https://openrouter.ai/api/v1"),
            List.of("mistral-small-latest", "vllm", "https://vllm.example/v1"));

    private static final String FORM =
            """
            {"format":"loupe-exchange/1","id":"%2$s/%4$d","provider":"%2$s","recordedAt":"2026-11-%5$02dT%6$02d:%7$02d:00Z",\
            "request":{"method":"POST","url":"%3$s/chat/completions","headers":{"content-type":"application/json"},\
            "body":{"model":"%1$s","messages":[{"role":"user","content":"Question %4$d: %8$s"}],"temperature":0.%9$d}},\
            "response":{"status":200,"headers":{"content-type":"application/json"},"times":{"firstByte":%10$d,"end":%11$d},\
            "body":{"id":"chatcmpl-%4$012x","object":"chat.completion","created":%12$d,"model":"%1$s",\
            "choices":[{"index":0,"message":{"role":"assistant","content":"%13$s."},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":%14$d,"completion_tokens":%15$d,"total_tokens":%16$d}}}}
            """;

    public static void main(String[] arguments) throws IOException {
        int count = Integer.parseInt(arguments[0]);
        int shards = Integer.parseInt(arguments[1]);
        Path folder = Files.createDirectories(Path.of(arguments[2]));
        Random random = new Random(7);
        int number = 0;
        for (int shard = 0; shard < shards; shard++) {
            int size = count / shards + (shard < count % shards ? 1 : 0);
            try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("shard-%03d.ndjson".formatted(shard)))) {
                for (int i = 0; i < size; i++) {
                    out.write(exchange(++number, random));
                }
            }
        }
    }

    private static String exchange(int number, Random random) {
        List<String> server = SERVERS.get(number % SERVERS.size());
        int prompt = random.nextInt(5, 61);
        int completion = random.nextInt(3, 61);
        int wrong = random.nextInt(500) == 0 ? 1 : 0;
        return FORM.formatted(
                server.get(0),
                server.get(1),
                server.get(2),
                number,
                number % 28 + 1,
                number % 24,
                number % 60,
                text(random, 8),
                random.nextInt(10, 100),
                random.nextInt(100, 900),
                random.nextInt(900, 2000),
                1_760_000_000 + number % 100_000,
                // otherwise most would have a finding about a text that is cut
                text(random, 40) + " winter",
                prompt,
                completion,
                prompt + completion + wrong);
    }

    private static String text(Random random, int most) {
        return Stream.generate(() -> WORDS.get(random.nextInt(WORDS.size())))
                .limit(random.nextInt(4, most + 1))
                .collect(Collectors.joining(" "));
    }
}
