package io.golden.sandbox.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pod asks of its node, and what is left of it where gVisor's kernel stands in between. */
class PodManifestTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path GVISOR = Path.of("../deploy/kubernetes/components/gvisor");
    private static final List<String> OPENED_FOR_BOXES =
            List.of("hostUsers", "procMount", "seccompProfile", "appArmorProfile");

    @Test
    void thePodIsNobodyAndEachExceptionStandsInTheDocumentation() throws IOException {
        var container = container(deployment());

        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
        assertThat(container.at("/securityContext/capabilities").has("add")).isFalse();
        assertThat(deployment()
                        .at("/spec/template/spec/securityContext/runAsNonRoot")
                        .asBoolean())
                .isTrue();
        assertThat(opened(deployment())).containsExactlyInAnyOrderElementsOf(OPENED_FOR_BOXES);
        var documentation = Files.readAllLines(Path.of("../docs/sandbox.md"));
        assertThat(OPENED_FOR_BOXES)
                .allSatisfy(name -> assertThat(documentation).anyMatch(line -> line.startsWith("| `" + name + ":")));
    }

    /** By the encoding of its environment the JVM reads the names of files, those of artifacts among them. */
    @Test
    void fileNamesOfAnyAlphabetAreRead() throws IOException {
        assertThat(container(deployment()).at("/env/0")).isEqualTo(YAML.readTree("{name: LANG, value: C.UTF-8}"));
    }

    @Test
    void gvisorTakesExactlyTheExceptionsBack() throws IOException {
        var kustomization = YAML.readTree(GVISOR.resolve("kustomization.yaml").toFile());
        var runtime = YAML.readTree(
                GVISOR.resolve(kustomization.at("/resources/0").asText()).toFile());
        var patch = (ObjectNode) YAML.readTree(
                GVISOR.resolve(kustomization.at("/patches/0/path").asText()).toFile());
        var plain = deployment();

        var patched = merged(plain.deepCopy(), patch);

        assertThat(patched.at("/spec/template/spec/runtimeClassName")).isEqualTo(runtime.at("/metadata/name"));
        assertThat(runtime.path("handler").asText()).isEqualTo("runsc");
        assertThat(opened(patched)).isEmpty();
        var expected = plain.deepCopy();
        pod(expected).put("runtimeClassName", "gvisor").remove("hostUsers");
        ((ObjectNode) container(expected).path("securityContext")).remove(OPENED_FOR_BOXES);
        assertThat(patched).isEqualTo(expected);
    }

    private static List<String> opened(ObjectNode deployment) {
        var names = new ArrayList<String>();
        Stream.of(pod(deployment), container(deployment).path("securityContext"))
                .forEach(node -> node.fieldNames().forEachRemaining(names::add));
        names.retainAll(OPENED_FOR_BOXES);
        return names;
    }

    private static ObjectNode deployment() throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(
                        Path.of("src/main/kubernetes/kubernetes.yml").toFile())) {
            return (ObjectNode) documents.next();
        }
    }

    private static ObjectNode pod(ObjectNode deployment) {
        return (ObjectNode) deployment.at("/spec/template/spec");
    }

    private static JsonNode container(ObjectNode deployment) {
        return deployment.at("/spec/template/spec/containers/0");
    }

    /** As kustomize merges: null takes a field away, members of a list find each other by name. */
    private static ObjectNode merged(ObjectNode to, ObjectNode patch) {
        patch.properties().forEach(entry -> {
            var name = entry.getKey();
            var value = entry.getValue();
            if (value.isNull()) {
                assertThat(to.remove(name))
                        .as("what the patch takes away: " + name)
                        .isNotNull();
            } else if (value instanceof ObjectNode object && to.get(name) instanceof ObjectNode below) {
                merged(below, object);
            } else if (value.isArray()) {
                value.forEach(member -> merged(memberOf(to.path(name), member), (ObjectNode) member));
            } else {
                to.set(name, value);
            }
        });
        return to;
    }

    private static ObjectNode memberOf(JsonNode list, JsonNode member) {
        return list.valueStream()
                .filter(each -> each.path("name").equals(member.path("name")))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
