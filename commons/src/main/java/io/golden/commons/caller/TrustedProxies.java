package io.golden.commons.caller;

import io.golden.commons.configuration.InvalidConfiguration;
import io.golden.commons.configuration.ServiceSettings;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/** The client's address: {@code X-Forwarded-For} is believed from {@code TRUSTED_PROXIES} alone, from the right. */
@Singleton
public final class TrustedProxies {
    private record Network(InetAddress address, int bits) {
        boolean contains(InetAddress candidate) {
            byte[] own = address.getAddress();
            byte[] other = candidate.getAddress();
            if (other.length != own.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final List<Network> networks;

    @Inject
    TrustedProxies(ServiceSettings settings) {
        this(settings.trustedProxies().orElse(List.of()));
    }

    TrustedProxies(List<String> networks) {
        this.networks = networks.stream().map(TrustedProxies::parse).toList();
    }

    /** The address of who made the request, without a port. */
    public String clientAddress(HttpServerRequest request) {
        var peer = request.remoteAddress();
        return clientAddress(
                peer == null || peer.hostAddress() == null ? "unknown" : peer.hostAddress(),
                request.getHeader("X-Forwarded-For"));
    }

    String clientAddress(String peer, String forwardedFor) {
        if (forwardedFor == null || !trusted(peer)) {
            return peer;
        }
        var hops = Arrays.stream(forwardedFor.split(","))
                .map(String::strip)
                .toList()
                .reversed();
        var last = peer;
        for (var hop : hops) {
            if (!isAddress(hop)) {
                return last;
            }
            last = hop;
            if (!trusted(hop)) {
                return hop;
            }
        }
        return last;
    }

    /** Whether that address is a trusted proxy's. */
    public boolean trusted(String address) {
        return isAddress(address)
                && networks.stream().anyMatch(network -> network.contains(InetAddress.ofLiteral(address)));
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Network parse(String text) {
        var parts = text.strip().split("/", 2);
        try {
            var address = InetAddress.ofLiteral(parts[0]);
            int longest = address.getAddress().length * 8;
            int bits = parts.length == 1 ? longest : Integer.parseInt(parts[1]);
            if (bits >= 0 && bits <= longest) {
                return new Network(address, bits);
            }
        } catch (IllegalArgumentException e) {
            // Told below, with the same words as a range that is too wide.
        }
        throw new InvalidConfiguration(
                "TRUSTED_PROXIES", "comma-separated addresses or ranges like 127.0.0.1,10.0.0.0/8");
    }
}
