package io.golden.agent.model;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chat-completions API that OpenAI and most local model servers speak. */
final class OpenAiChat implements LanguageModel {
    private final URI url;
    private final Map<String, String> headers;
    private final String model;
    private final ModelHttp http = new ModelHttp(Duration.ofMinutes(2));

    OpenAiChat(URI base, Optional<String> key, String model) {
        this.url = ModelHttp.under(base, "chat/completions");
        this.headers = key.map(k -> Map.of("Authorization", "Bearer " + k)).orElse(Map.of());
        this.model = model;
    }

    @Override
    public String name() {
        return model;
    }

    @Override
    public Completion ask(String system, String user) {
        var messages = List.of(Map.of("role", "system", "content", system), Map.of("role", "user", "content", user));
        var answer = http.post(url, headers, Map.of("model", model, "messages", messages));
        var text = answer.path("choices").path(0).path("message").path("content");
        var usage = answer.path("usage");
        var tokens = usage.path("total_tokens")
                .asLong(usage.path("prompt_tokens").asLong()
                        + usage.path("completion_tokens").asLong());
        if (!text.isTextual()) {
            throw new ModelException("The model's answer holds no text", tokens);
        }
        return new Completion(text.asText(), tokens);
    }
}
