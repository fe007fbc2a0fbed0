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
package io.github.camelaura.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

import io.github.camelaura.test.process.FreePort;
import io.github.camelaura.test.process.OwnServer;

/** A real Kafka of one node, broker and controller in one, on the loopback address. */
final class KafkaBroker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String SETTINGS = """
            process.roles = broker,controller
            node.id = 1
            controller.quorum.voters = 1@127.0.0.1:%2$d
            controller.listener.names = CONTROLLER
            listeners = PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
            advertised.listeners = PLAINTEXT://127.0.0.1:%1$d
            listener.security.protocol.map = PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
            log.dirs = data
            auto.create.topics.enable = false
            offsets.topic.replication.factor = 1
            offsets.topic.num.partitions = 1
            group.initial.rebalance.delay.ms = 0
            broker.session.timeout.ms = 2000
            broker.heartbeat.interval.ms = 500
            """;

    private final OwnServer server = new OwnServer("kafka");
    private final int port = FreePort.find();
    private final Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers()));
    private final Path settings = server.folder().resolve("server.properties");

    private KafkaBroker() {}

    static KafkaBroker start() {
        KafkaBroker broker = new KafkaBroker();
        try {
            Files.writeString(broker.settings, SETTINGS.formatted(broker.port, FreePort.find()));
            broker.run("kafka.tools.StorageTool", "format", "--cluster-id", "camel-aura-of-one-node", "--config");
            broker.server.awaitEnd(PATIENCE);
            broker.begin();
            return broker;
        } catch (IOException e) {
            broker.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            broker.close();
            throw e;
        }
    }

    String brokers() {
        return "127.0.0.1:" + port;
    }

    void createTopic(String name, int partitions) throws Exception {
        admin.createTopics(Set.of(new NewTopic(name, partitions, (short) 1)))
                .all()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** How many partitions each consumer of a group reads; without any before the first one has joined it. */
    List<Integer> partitionsOfConsumers(String group) throws Exception {
        try {
            return admin
                    .describeConsumerGroups(Set.of(group))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .get(group)
                    .members()
                    .stream()
                    .map(member -> member.assignment().topicPartitions().size())
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) { // clients of Kafka 4, of a group that is new
                return List.of();
            }
            throw e;
        }
    }

    /** As a crash does it: what it has stored stays. */
    void kill() {
        server.kill();
    }

    /** Begins, or goes on with what it has stored. */
    void begin() {
        run("kafka.Kafka");
        server.awaitReady(PATIENCE, this::isReady);
    }

    private void run(String main, String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1", // starts sooner, as the next
                    "-XX:+UseSerialGC",
                    "-classpath",
                    Files.readString(Path.of(System.getProperty("kafka.classpath"))),
                    main));
            command.addAll(List.of(arguments));
            command.add(settings.toString());
            server.start(command, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return !admin.describeCluster().nodes().get(1, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        server.close();
    }
}
