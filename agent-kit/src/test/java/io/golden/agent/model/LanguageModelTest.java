package io.golden.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.agent.FakeGolden;
import io.golden.agent.FakeGolden.Answer;
import io.golden.agent.craft.Assignment;
import io.golden.agent.craft.ModelCraft;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LanguageModelTest {
    private FakeGolden server;

    @BeforeEach
    void start() throws Exception {
        server = new FakeGolden();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private LanguageModel openAi() {
        return LanguageModel.from(
                        Map.of("LLM_BASE_URL", server.url() + "/v1", "OPENAI_API_KEY", "key-1", "LLM_MODEL", "small"))
                .orElseThrow();
    }

    private static Answer chat(String text, int tokens) {
        var content = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return FakeGolden.json("""
                {"choices": [{"message": {"content": "%s"}}], "usage": {"prompt_tokens": 1, "completion_tokens": 2,
                 "total_tokens": %d}}""".formatted(content, tokens));
    }

    @Test
    void an_openai_compatible_server_is_asked_with_its_key() {
        server.on("POST /v1/chat/completions", _ -> chat("hello", 12));

        var completion = openAi().ask("You are kind", "Say hello");

        assertThat(completion).isEqualTo(new Completion("hello", 12));
        var call = server.calls("POST", "/chat/completions").getFirst();
        assertThat(call.authorization()).isEqualTo("Bearer key-1");
        assertThat(call.body().path("model").asText()).isEqualTo("small");
        assertThat(call.body().path("messages").path(1).path("content").asText())
                .isEqualTo("Say hello");
    }

    @Test
    void anthropic_is_asked_when_its_key_is_the_only_one() {
        server.on("POST /v1/messages", _ -> FakeGolden.json("""
                {"content": [{"type": "text", "text": "hel"}, {"type": "text", "text": "lo"}],
                 "usage": {"input_tokens": 5, "output_tokens": 7}}"""));
        var model = LanguageModel.from(Map.of("LLM_BASE_URL", server.url().toString(), "ANTHROPIC_API_KEY", "key-2"))
                .orElseThrow();

        var completion = model.ask("You are kind", "Say hello");

        assertThat(completion).isEqualTo(new Completion("hello", 12));
        assertThat(server.calls("POST", "/v1/messages")
                        .getFirst()
                        .body()
                        .path("system")
                        .asText())
                .isEqualTo("You are kind");
    }

    @Test
    void without_configuration_there_is_no_model() {
        assertThat(LanguageModel.from(Map.of("LLM_BASE_URL", " "))).isEmpty();
    }

    @Test
    void an_overloaded_model_is_asked_again() {
        var tries = new AtomicInteger();
        server.on(
                "POST /v1/chat/completions",
                _ -> tries.incrementAndGet() < 3 ? new Answer(429, "{}") : chat("at last", 3));

        var completion = openAi().ask("", "");

        assertThat(completion.text()).isEqualTo("at last");
    }

    @Test
    void a_refusal_is_not_repeated_and_says_no_secret() {
        server.on("POST /v1/chat/completions", _ -> new Answer(401, "{}"));

        assertThatThrownBy(() -> openAi().ask("", "a secret prompt"))
                .isInstanceOf(ModelException.class)
                .hasMessage("The model answered with status 401");
        assertThat(server.calls("POST", "/chat/completions")).hasSize(1);
    }

    @Test
    void an_answer_that_does_not_fit_is_asked_for_once_more_and_both_are_paid() {
        var tries = new AtomicInteger();
        server.on(
                "POST /v1/chat/completions",
                _ -> tries.incrementAndGet() == 1
                        ? chat("I would rather not {really}", 10)
                        : chat(
                                "Here:\n```json\n{\"files\": [{\"path\": \"main.py\", \"content\": \"x = 1\"}], "
                                        + "\"summary\": \"One.\"}\n```\nBye",
                                20));

        var draft = new ModelCraft(openAi()).program(new Assignment("One", "", "develop", List.of(), List.of(), ""));

        assertThat(draft.files()).singleElement().satisfies(file -> {
            assertThat(file.path()).isEqualTo("main.py");
            assertThat(file.content()).isEqualTo("x = 1");
        });
        assertThat(draft.tokens()).isEqualTo(30);
        assertThat(server.calls("POST", "/chat/completions")
                        .getLast()
                        .body()
                        .path("messages")
                        .path(1)
                        .path("content")
                        .asText())
                .contains("could not be used");
    }

    @Test
    void a_path_that_leaves_the_folder_is_refused() {
        server.on(
                "POST /v1/chat/completions",
                _ -> chat("{\"files\": [{\"path\": \"../main.py\", \"content\": \"\"}], \"summary\": \"\"}", 4));

        assertThatThrownBy(() -> new ModelCraft(openAi())
                        .program(new Assignment("One", "", "develop", List.of(), List.of(), "")))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.tokens()).isEqualTo(8))
                .hasMessageContaining("paths must be relative");
    }
}
