package io.golden.data.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.test.contract.ConfigurationTable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    @Test
    void everyVariableIsDocumentedWithItsDefault() {
        assertThat(ConfigurationTable.missing(Path.of("target/classes"))).isEmpty();
    }
}
