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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one report, below {@code loginReportFolder}. Only its owner may read it. The latest 20 folders with such a name
 * are kept, whichever machine or application wrote them; nothing else is removed.
 */
final class ReportFolder {

    static final int MOST = 20;

    private static final Logger LOG = LoggerFactory.getLogger(ReportFolder.class);

    /** The names are in the order of the times. */
    private static final Pattern NAME =
            Pattern.compile("aura-login-\\d{4}-\\d{2}-\\d{2}T\\d{2}-\\d{2}-\\d{2}\\.\\d{3}Z-[0-9a-f]{8}");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH-mm-ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path path;

    private ReportFolder(Path path) {
        this.path = path;
    }

    /**
     * Creates a folder and removes the oldest ones.
     *
     * @param parent the option {@code loginReportFolder}
     */
    static ReportFolder create(String parent, Instant now) throws IOException {
        Path all = Files.createDirectories(Path.of(parent).toAbsolutePath());
        String unique = UUID.randomUUID().toString().substring(0, 8);
        ReportFolder folder = new ReportFolder(all.resolve("aura-login-" + TIME.format(now) + "-" + unique));
        OwnerOnly.createFolder(folder.path);
        folder.removeOldest();
        return folder;
    }

    /** Returns the absolute path. */
    Path path() {
        return path;
    }

    /** Stores a file; a file with this name is replaced at once. */
    void store(String name, byte[] content) throws IOException {
        Path whole = path.resolve(name + ".part");
        Files.deleteIfExists(whole);
        try {
            OwnerOnly.createFile(whole, content);
            Files.move(whole, path.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole); // the rest of it if the disk is full
        }
    }

    /** Stores the first file; deletes the folder if that fails. */
    void storeFirst(String name, byte[] content) throws IOException {
        try {
            store(name, content);
        } catch (IOException e) {
            FileTree.delete(path);
            throw e;
        }
    }

    private void removeOldest() {
        for (Path folder : oldest()) {
            try {
                FileTree.delete(folder);
            } catch (IOException e) { // another node may be removing it, too
                LOG.debug("The old report {} cannot be deleted: {}", folder, e.toString());
            }
        }
    }

    private List<Path> oldest() {
        try (Stream<Path> files = Files.list(path.getParent())) {
            return files.filter(file -> !file.equals(path) && isReport(file))
                    .sorted(Comparator.reverseOrder())
                    .skip(MOST - 1)
                    .toList();
        } catch (IOException e) {
            LOG.debug("The old reports below {} cannot be listed: {}", path.getParent(), e.toString());
            return List.of();
        }
    }

    private static boolean isReport(Path file) {
        return NAME.matcher(file.getFileName().toString()).matches()
                && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }
}
