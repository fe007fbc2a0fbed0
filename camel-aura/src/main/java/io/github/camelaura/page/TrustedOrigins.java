/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.camelaura.page;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelaura.http.Origin;

/**
 * The origins that may receive user name and password. They must use https, except on loopback.
 *
 * @param places the hosts with their ports
 */
public record TrustedOrigins(List<Place> places) {

    private static final int HTTPS = 443;
    private static final Pattern ENTRY = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^\\s:/@?#\\[\\]]+)(?::(\\d{1,5}))?");

    /**
     * A host.
     *
     * @param host in lower case
     * @param ports its ports; empty for all ports
     */
    public record Place(String host, Set<Integer> ports) {

        boolean contains(Origin origin) {
            return host.equals(origin.host()) && (ports.isEmpty() || ports.contains(origin.port()));
        }

        boolean overlaps(Place other) {
            return host.equals(other.host)
                    && (ports.isEmpty()
                            || other.ports.isEmpty()
                            || ports.stream().anyMatch(other.ports::contains));
        }

        private Stream<String> names() {
            return ports.isEmpty() ? Stream.of(host) : ports.stream().map(port -> host + ":" + port);
        }
    }

    /**
     * Reads the option {@code loginHosts}.
     *
     * @param loginHosts {@code host} or {@code host:port}, separated by commas; null for the host of {@code loginUrl}. The ports
     *     of an entry without a port are 443 and the port of a {@code loginUrl} or {@code baseUrl} with this host; all ports on
     *     loopback
     * @param loginUrl the page that the browser opens first
     * @param baseUrl the address of the chat server
     * @throws IllegalArgumentException if an entry is not a host; the message names it
     */
    public static TrustedOrigins of(String loginHosts, URI loginUrl, URI baseUrl) {
        Origin login = Origin.of(loginUrl);
        if (loginHosts == null) {
            return new TrustedOrigins(List.of(new Place(login.host(), ports(login.host(), List.of(login)))));
        }
        List<Place> places = new ArrayList<>();
        for (String entry : loginHosts.split(",", -1)) {
            places.add(place(entry.strip(), List.of(login, Origin.of(baseUrl))));
        }
        return new TrustedOrigins(List.copyOf(places));
    }

    private static Place place(String entry, List<Origin> configured) {
        Matcher matcher = ENTRY.matcher(entry);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Option loginHosts must be hosts, each with or without a port, separated by commas, such as"
                            + " sso.example.com,login.example.com:8443; invalid entry: " + entry);
        }
        String host = matcher.group(1).toLowerCase(Locale.ROOT);
        if (matcher.group(2) != null) {
            return new Place(host, Set.of(Integer.parseInt(matcher.group(2))));
        }
        return new Place(host, Origin.isLoopback(host) ? Set.of() : ports(host, configured));
    }

    private static Set<Integer> ports(String host, List<Origin> configured) {
        Set<Integer> ports = new TreeSet<>(Set.of(HTTPS));
        configured.stream()
                .filter(origin -> origin.host().equals(host))
                .map(Origin::port)
                .forEach(ports::add);
        return ports;
    }

    /** Returns whether an origin may receive user name and password. */
    public boolean contains(Origin origin) {
        return origin.isSecure() && places.stream().anyMatch(place -> place.contains(origin));
    }

    /** Returns whether both have a common origin. */
    public boolean overlaps(TrustedOrigins other) {
        return places.stream().anyMatch(place -> other.places.stream().anyMatch(place::overlaps));
    }

    /** Returns the origins of both. */
    public TrustedOrigins and(TrustedOrigins other) {
        return new TrustedOrigins(
                Stream.concat(places.stream(), other.places.stream()).distinct().toList());
    }

    /** Returns the hosts with their ports, for messages. */
    @Override
    public String toString() {
        return places.stream().flatMap(Place::names).collect(Collectors.joining(", "));
    }
}
