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
package io.github.camelaura.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * A thread of this JVM that runs now. {@link Thread#getAllStackTraces} knows no virtual threads, but a dump of the threads, which a
 * JDK has since 21, does.
 *
 * @param frames its stack, the innermost call first, each like {@code io.github.camelaura.login.Login.run(Login.java:1)}
 */
public record LiveThread(long id, String name, List<String> frames) {

    private static final Pattern HEAD = Pattern.compile("#(\\d+) \"(.*)\".*");

    /** Returns all threads, platform and virtual ones. */
    public static List<LiveThread> all() {
        return Runtime.version().feature() < 21 ? ofPlatform() : ofDump();
    }

    /** Returns the names of all threads, platform and virtual ones. */
    public static List<String> names() {
        return all().stream().map(LiveThread::name).toList();
    }

    /** Whether the thread is in a method whose class, with its package, starts like this. */
    public boolean isIn(String prefix) {
        return frames.stream().anyMatch(frame -> frame.startsWith(prefix));
    }

    private static List<LiveThread> ofPlatform() {
        return Thread.getAllStackTraces().entrySet().stream()
                .map(each -> new LiveThread(each.getKey().getId(), each.getKey().getName(), frames(each.getValue())))
                .toList();
    }

    private static List<String> frames(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                        + frame.getLineNumber() + ")")
                .toList();
    }

    private static List<LiveThread> ofDump() {
        try {
            Path folder = Files.createTempDirectory("threads");
            Path file = folder.resolve("dump");
            try {
                MBeanServer server = ManagementFactory.getPlatformMBeanServer();
                server.invoke(
                        new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                        "dumpThreads",
                        new Object[] {file.toString(), "TEXT_PLAIN"},
                        new String[] {String.class.getName(), String.class.getName()});
                return Stream.of(Files.readString(file).split("\\R\\R"))
                        .map(LiveThread::parse)
                        .flatMap(Stream::ofNullable)
                        .toList();
            } finally {
                Files.deleteIfExists(file);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JMException e) {
            throw new IllegalStateException("The threads cannot be dumped", e);
        }
    }

    /** Returns the thread of one paragraph of a dump; null for its head. */
    private static LiveThread parse(String paragraph) {
        List<String> lines = paragraph.lines().map(String::strip).toList();
        Matcher head = HEAD.matcher(lines.get(0));
        if (!head.matches()) {
            return null;
        }
        List<String> frames = lines.stream()
                .skip(1)
                .map(line -> line.replaceFirst("^at ", "")) // JDK 21 has no "at"
                .toList();
        return new LiveThread(Long.parseLong(head.group(1)), head.group(2), frames);
    }
}
