package io.golden.agent.model;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Anthropic's messages API. */
final class AnthropicMessages implements LanguageModel {
    private static final int MAX_TOKENS = 8192;

    private final URI url;
    private final Map<String, String> headers;
    private final String model;
    private final ModelHttp http = new ModelHttp(Duration.ofMinutes(2));

    AnthropicMessages(URI base, String key, String model) {
        this.url = ModelHttp.under(base, "v1/messages");
        this.headers = Map.of("x-api-key", key, "anthropic-version", "2023-06-01");
        this.model = model;
    }

    @Override
    public String name() {
        return model;
    }

    @Override
    public Completion ask(String system, String user) {
        var body = Map.of(
                "model",
                model,
                "max_tokens",
                MAX_TOKENS,
                "system",
                system,
                "messages",
                List.of(Map.of("role", "user", "content", user)));
        var answer = http.post(url, headers, body);
        var usage = answer.path("usage");
        var tokens = usage.path("input_tokens").asLong()
                + usage.path("output_tokens").asLong();
        var text = StreamSupport.stream(answer.path("content").spliterator(), false)
                .filter(block -> block.path("type").asText().equals("text"))
                .map(block -> block.path("text").asText())
                .collect(Collectors.joining());
        if (text.isEmpty()) {
            throw new ModelException("The model's answer holds no text", tokens);
        }
        return new Completion(text, tokens);
    }
}
