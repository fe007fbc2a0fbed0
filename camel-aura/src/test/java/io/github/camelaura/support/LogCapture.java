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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * Captures the log lines of a logger and its children, from a level on, until it is closed. Lines of DEBUG and TRACE are not
 * printed.
 */
public final class LogCapture extends AbstractAppender implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext logging = LoggerContext.getContext(false);
    private final String logger;
    private final Consumer<String> listener;

    public LogCapture(String logger, Level level) {
        this(logger, level, line -> {});
    }

    /** Also calls a listener with each line, on the thread that logs it. */
    public LogCapture(String logger, Level level, Consumer<String> listener) {
        super("capture", null, null, true, Property.EMPTY_ARRAY);
        this.logger = logger;
        this.listener = listener;
        start();
        boolean printed = level.isMoreSpecificThan(Level.INFO); // thousands of lines of details hide what matters
        LoggerConfig config = new LoggerConfig(logger, level, printed);
        config.addAppender(this, level, null);
        logging.getConfiguration().addLogger(logger, config);
        logging.updateLoggers();
    }

    @Override
    public void append(LogEvent event) {
        Throwable thrown = event.getThrown();
        String line = event.getLevel() + " " + event.getMessage().getFormattedMessage()
                + (thrown == null ? "" : " " + thrown);
        lines.add(line);
        listener.accept(line);
    }

    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        logging.getConfiguration().removeLogger(logger);
        logging.updateLoggers();
        stop();
    }
}
