package example;

import com.acme.chat.AcmeClient;
import com.acme.chat.model.ChatRequest;

public final class Greeting {
    private final AcmeClient client;

    public Greeting(String url) {
        client = AcmeClient.builder().baseUrl(url).apiKey("key").build();
    }

    public String greet() {
        return client.create(ChatRequest.builder().model("a").user("Hi").build())
                .text()
                .orElse("");
    }
}
