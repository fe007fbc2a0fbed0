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
package io.github.camelaura.login;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

/**
 * Writes {@link SharedAccount} and {@link SharedSession} as JSON, before they are encrypted. The names are those of the record
 * components. A field that this release does not know is ignored, so nodes of two releases can share a map.
 */
final class SharedJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .visibility(PropertyAccessor.GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .serializationInclusion(Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new MillisWriter<>(Instant.class))
                    .addSerializer(Duration.class, new MillisWriter<>(Duration.class))
                    .addDeserializer(Instant.class, new InstantReader())
                    .addDeserializer(Duration.class, new DurationReader()))
            .build();

    private SharedJson() {}

    static String write(Object state) {
        try {
            return JSON.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // the records have only texts, numbers and lists
        }
    }

    /**
     * Reads a state.
     *
     * @throws IllegalArgumentException if the text is not such a state; the message does not contain the text
     */
    static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) { // its message would contain a part of the text
            throw new IllegalArgumentException("The value is not a " + type.getSimpleName());
        }
    }

    /** Writes a time or duration in milliseconds. */
    private static final class MillisWriter<T> extends StdSerializer<T> {

        private static final long serialVersionUID = 1L;

        MillisWriter(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(value instanceof Instant time ? time.toEpochMilli() : ((Duration) value).toMillis());
        }
    }

    private static final class InstantReader extends StdDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        InstantReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return Instant.ofEpochMilli(json.getLongValue());
        }
    }

    private static final class DurationReader extends StdDeserializer<Duration> {

        private static final long serialVersionUID = 1L;

        DurationReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return Duration.ofMillis(json.getLongValue());
        }
    }
}
