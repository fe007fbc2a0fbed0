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
package io.github.camelaura.hazelcast;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;

/** Members and clients of clusters of Hazelcast that use no network interface except loopback. */
final class Members {

    private static final String HOST = "127.0.0.1";

    private Members() {}

    /**
     * Starts a member, which waits until it has joined the other members that run.
     *
     * @param port its port
     * @param ports the ports of all members of the cluster
     */
    static HazelcastInstance start(int port, List<Integer> ports) {
        Config config = new Config();
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.heartbeat.failuredetector.type", "deadline");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "5");
        config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface(HOST);
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getTcpIpConfig().setEnabled(true);
        for (int each : ports) {
            config.getNetworkConfig().getJoin().getTcpIpConfig().addMember(HOST + ":" + each);
        }
        return Hazelcast.newHazelcastInstance(config);
    }

    /** Starts a client, which connects again whenever the cluster is there again. */
    static HazelcastInstance connect(List<Integer> ports) {
        ClientConfig config = new ClientConfig();
        for (int each : ports) {
            config.getNetworkConfig().addAddress(HOST + ":" + each);
        }
        return HazelcastClient.newHazelcastClient(config);
    }

    /**
     * Returns ports that are free, and different. They are below those that Linux gives to connections, one of which could take a
     * port before its member does.
     */
    static List<Integer> freePorts(int number) {
        return ThreadLocalRandom.current()
                .ints(20_000, 32_000)
                .filter(Members::isFree)
                .distinct()
                .limit(number)
                .boxed()
                .toList();
    }

    /**
     * Gives a member that starts again another port. The others may still count the killed one at its old port, and perhaps as
     * their master; a new member at this port would then form a cluster of its own.
     */
    static void renew(List<Integer> ports, int index) {
        ports.set(index, freePorts(1).get(0));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
