package io.golden.agent.model;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Something that answers a prompt. */
public interface LanguageModel {
    /** The model's name, as budgets know it. */
    String name();

    /**
     * Asks once.
     *
     * @param system what the model is
     * @param user what is wanted
     * @throws ModelException when there is no answer in time, or an error
     */
    Completion ask(String system, String user);

    /**
     * The model that the environment names: {@code LLM_BASE_URL} (OpenAI-compatible unless the only key is Anthropic's),
     * {@code OPENAI_API_KEY}, {@code ANTHROPIC_API_KEY}, {@code LLM_MODEL}. Empty when none is configured.
     */
    static Optional<LanguageModel> from(Map<String, String> environment) {
        var base = value(environment, "LLM_BASE_URL");
        var openAi = value(environment, "OPENAI_API_KEY");
        var anthropic = value(environment, "ANTHROPIC_API_KEY");
        var model = value(environment, "LLM_MODEL");
        if (openAi.isEmpty() && anthropic.isPresent()) {
            var url = URI.create(base.orElse("https://api.anthropic.com"));
            return Optional.of(new AnthropicMessages(url, anthropic.get(), model.orElse("claude-3-5-haiku-latest")));
        }
        if (base.isPresent() || openAi.isPresent()) {
            var url = URI.create(base.orElse("https://api.openai.com/v1"));
            return Optional.of(new OpenAiChat(url, openAi, model.orElse("gpt-4o-mini")));
        }
        return Optional.empty();
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
    }
}
