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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.StreamSupport;

import com.hazelcast.config.Config;
import com.hazelcast.config.KubernetesConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files of the guide about replicas on Kubernetes fit together. No cluster reads them. */
@Tag("hazelcast")
class KubernetesFilesTest {

    private static final Path GUIDE = Path.of(System.getProperty("examples"), "replicas");

    private static Config hazelcast(String file, Properties properties) throws IOException {
        return Config.loadFromString(Files.readString(GUIDE.resolve(file)), properties);
    }

    private static Map<?, ?> object(String kind) throws IOException {
        Iterable<Object> all = new Load(LoadSettings.builder().build())
                .loadAllFromString(Files.readString(GUIDE.resolve("kubernetes/chat.yaml")));
        return StreamSupport.stream(all.spliterator(), false)
                .map(each -> (Map<?, ?>) each)
                .filter(each -> each.get("kind").equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static Map<?, ?> in(Object map, String... keys) {
        Object found = map;
        for (String key : keys) {
            found = ((Map<?, ?>) found).get(key);
        }
        return (Map<?, ?>) found;
    }

    private static Map<?, ?> first(Object map, String list) {
        return (Map<?, ?>) ((List<?>) ((Map<?, ?>) map).get(list)).get(0);
    }

    @Test
    void membersFindEachOtherThroughTheServiceOfTheDeployment() throws IOException {
        KubernetesConfig join = hazelcast("kubernetes/hazelcast.yaml", new Properties())
                .getNetworkConfig()
                .getJoin()
                .getKubernetesConfig();

        Map<?, ?> service = object("Service");
        assertThat(join.isEnabled()).isTrue();
        assertThat(join.getProperty("service-dns"))
                .isEqualTo(in(service, "metadata").get("name") + ".default.svc.cluster.local");
        assertThat(in(service, "spec").get("clusterIP")).isEqualTo("None");
        assertThat(in(service, "spec", "selector"))
                .isEqualTo(in(object("Deployment"), "spec", "template", "metadata", "labels"))
                .isEqualTo(in(object("Deployment"), "spec", "selector", "matchLabels"));
    }

    @Test
    void secretIsMountedWhereTheOptionsExpectIt() throws IOException {
        Properties options = new Properties();
        try (InputStream file = Files.newInputStream(GUIDE.resolve("application.properties"))) {
            options.load(file);
        }
        Map<?, ?> pod = in(object("Deployment"), "spec", "template", "spec");
        Map<?, ?> mount = first(first(pod, "containers"), "volumeMounts");

        assertThat(List.of("login-password-file", "credential-store-key-file"))
                .allSatisfy(option -> assertThat(options.getProperty("camel.component.aura." + option))
                        .startsWith(mount.get("mountPath") + "/"));
        assertThat(mount.get("name")).isEqualTo(first(pod, "volumes").get("name"));
    }

    @Test
    void bothConfigurationsHaveTheSameMaps() throws IOException {
        Properties members = new Properties();
        members.setProperty("chat.members", "10.0.0.1,10.0.0.2");

        Config plain = hazelcast("hazelcast.yaml", members);
        Config kubernetes = hazelcast("kubernetes/hazelcast.yaml", new Properties());

        assertThat(plain.getMapConfigs()).containsKeys("credentials", "conversations");
        assertThat(kubernetes.getMapConfigs().keySet())
                .isEqualTo(plain.getMapConfigs().keySet());
        assertThat(plain.getNetworkConfig().getJoin().getTcpIpConfig().getMembers())
                .contains("10.0.0.1", "10.0.0.2");
    }
}
