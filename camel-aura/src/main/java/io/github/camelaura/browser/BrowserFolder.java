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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The temporary folder of one browser, with its profile. Other users of the machine cannot read it. */
final class BrowserFolder {

    private static final Logger LOG = LoggerFactory.getLogger(BrowserFolder.class);

    private BrowserFolder() {}

    static Path create() {
        try {
            return Files.createTempDirectory("camel-aura-browser-");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder for the browser's profile cannot be created below java.io.tmpdir", e);
        }
    }

    static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (NoSuchFileException e) {
            LOG.trace("{} was already deleted", folder);
        } catch (IOException e) {
            LOG.warn("The browser's folder {} cannot be deleted; it contains cookies: {}", folder, e.toString());
        }
    }
}
