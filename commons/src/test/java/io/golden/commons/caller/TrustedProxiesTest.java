package io.golden.commons.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.golden.commons.configuration.InvalidConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {
    private final TrustedProxies proxies = new TrustedProxies(List.of("127.0.0.1", "10.0.0.0/8", "fd00::/8"));

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8,        1.2.3.4,             8.8.8.8",
        "127.0.0.1,      1.2.3.4,             1.2.3.4",
        "127.0.0.1,      '6.6.6.6, 1.2.3.4',  1.2.3.4",
        "127.0.0.1,      '1.2.3.4, 10.1.2.3', 1.2.3.4",
        "127.0.0.1,      '10.9.9.9, 10.1.2.3', 10.9.9.9",
        "127.0.0.1,      'nonsense',          127.0.0.1",
        "127.0.0.1,      'x, 10.1.2.3',       10.1.2.3",
        "fd00::1,        '2001:db8::1',       2001:db8::1"
    })
    void onlyTrustedHopsAreBelieved(String peer, String forwardedFor, String client) {
        assertThat(proxies.clientAddress(peer, forwardedFor)).isEqualTo(client);
    }

    @Test
    void withoutTheHeaderItIsThePeer() {
        assertThat(proxies.clientAddress("127.0.0.1", null)).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({"gateway", "10.0.0.0/33", "10.0.0.0/x", "10.0.0.256"})
    void whatIsNoAddressStopsTheService(String malformed) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(malformed)))
                .isInstanceOf(InvalidConfiguration.class)
                .hasMessageStartingWith("TRUSTED_PROXIES must be ");
    }
}
