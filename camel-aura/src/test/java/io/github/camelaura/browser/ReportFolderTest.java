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
package io.github.camelaura.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders below {@code loginReportFolder}. */
class ReportFolderTest {

    private static final Instant NOW = Instant.parse("2026-11-29T18:20:07.123Z");

    @TempDir
    private Path parent;

    private ReportFolder create(Instant at) throws Exception {
        ReportFolder folder = ReportFolder.create(parent.toString(), at);
        folder.store("report.html", "x".getBytes(StandardCharsets.UTF_8));
        return folder;
    }

    private List<Path> reports() throws Exception {
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(file -> file.getFileName().toString().startsWith("aura-login-2026-11-29"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void nameBeginsWithTheTimeInUtc() throws Exception {
        assertThat(create(NOW).path().getFileName().toString())
                .matches("aura-login-2026-11-29T18-20-07\\.123Z-[0-9a-f]{8}");
    }

    @Test
    void latestTwentyFoldersAreKept() throws Exception {
        List<Path> created = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            created.add(create(NOW.plusSeconds(i)).path());
        }

        assertThat(reports()).isEqualTo(created.subList(5, 25));
    }

    @Test
    void folderOfANodeWhoseClockIsBehindIsNotRemovedByItself() throws Exception {
        for (int i = 0; i < 20; i++) {
            create(NOW.plusSeconds(i));
        }

        assertThat(create(NOW.minusSeconds(1)).path()).isNotEmptyDirectory();
        assertThat(reports()).hasSize(20);
    }

    @Test
    void foldersWithOtherNamesFilesAndSymbolicLinksStay(@TempDir Path elsewhere) throws Exception {
        Path target = Files.writeString(elsewhere.resolve("target"), "x");
        List<Path> strangers = List.of(
                Files.createDirectory(parent.resolve("aura-login-2020-01-01T00-00-00.000Z-0123456789")),
                Files.createDirectory(parent.resolve("aura-login-2020-01-01T00-00-00.000Z-01234567-mine")),
                Files.createDirectory(parent.resolve("my-aura-login-2020-01-01T00-00-00.000Z-01234567")),
                Files.createDirectory(parent.resolve("other")),
                Files.createFile(parent.resolve("aura-login-2020-01-01T00-00-00.000Z-01234567")),
                Files.createSymbolicLink(parent.resolve("aura-login-2020-01-01T00-00-00.000Z-01234568"), elsewhere));
        Path linking = create(NOW).path();
        Files.createSymbolicLink(linking.resolve("link"), elsewhere);

        for (int i = 1; i < 25; i++) {
            create(NOW.plusSeconds(i));
        }

        assertThat(linking).doesNotExist();
        assertThat(strangers).allMatch(stranger -> Files.exists(stranger, LinkOption.NOFOLLOW_LINKS));
        assertThat(target).hasContent("x");
        assertThat(reports()).hasSize(20);
    }

    @Test
    void nodesThatShareTheFolderRemoveOldReportsAtTheSameTime() throws Exception {
        int nodes = 4;
        CyclicBarrier together = new CyclicBarrier(nodes);
        ExecutorService executor = Executors.newFixedThreadPool(nodes);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int node = 0; node < nodes; node++) {
                int first = node;
                running.add(executor.submit(() -> {
                    for (int i = 0; i < 25; i++) {
                        together.await();
                        create(NOW.plusSeconds(i).plusMillis(first));
                    }
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            executor.shutdownNow();
        }
        create(NOW.plusSeconds(60));

        assertThat(reports()).hasSize(20).allSatisfy(report -> assertThat(report.resolve("report.html"))
                .hasContent("x"));
    }

    @Test
    void folderOfReportsMayBeASymbolicLink() throws Exception {
        Path real = Files.createDirectory(parent.resolve("real"));
        Path link = Files.createSymbolicLink(parent.resolve("link"), real);

        ReportFolder.create(link.toString(), NOW);

        assertThat(real).isNotEmptyDirectory();
    }
}
