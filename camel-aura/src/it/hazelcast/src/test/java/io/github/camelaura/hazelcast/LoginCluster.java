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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The {@link LoginNode}s of a cluster, which are its members. */
final class LoginCluster implements AutoCloseable {

    private final List<Integer> ports;
    private final List<NodeProcess> nodes = new ArrayList<>();

    private LoginCluster(List<Integer> ports) {
        this.ports = new ArrayList<>(ports);
    }

    /** Starts nodes, and waits for the first one only. */
    static LoginCluster start(int number) throws Exception {
        LoginCluster cluster = new LoginCluster(Members.freePorts(number));
        for (int port : cluster.ports) {
            cluster.nodes.add(startNode(String.valueOf(port), cluster.ports));
            cluster.node(0); // members that all start at once may form several clusters
        }
        return cluster;
    }

    /**
     * Starts a node.
     *
     * @param port the port of a member, or any other text for a client
     * @param ports the ports of all members of the cluster
     */
    static NodeProcess startNode(String port, List<Integer> ports) throws IOException {
        return NodeProcess.start(
                LoginNode.class, port, ports.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }

    /** Returns a node that runs; waits for it if it starts. */
    NodeProcess node(int index) throws Exception {
        return nodes.get(index).awaitReady();
    }

    List<NodeProcess> nodes() throws Exception {
        List<NodeProcess> ready = new ArrayList<>();
        for (NodeProcess node : nodes) {
            ready.add(node.awaitReady());
        }
        return ready;
    }

    /** Replaces a node that was killed, and does not wait for the new one. */
    void restart(int index) throws Exception {
        nodes.get(index).close();
        Members.renew(ports, index);
        nodes.set(index, startNode(String.valueOf(ports.get(index)), ports));
    }

    @Override
    public void close() throws Exception {
        for (NodeProcess node : nodes) {
            node.kill();
        }
        for (NodeProcess node : nodes) {
            node.close();
        }
    }
}
