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
package io.github.camelaura.management;

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.CamelContext;

import io.github.camelaura.login.OptionalLibrary;
import io.github.camelaura.stream.StreamObserver;

/** Makes the observers of the streams of a component, in addition to its own statistics. */
public final class Telemetry {

    private Telemetry() {}

    /** Returns observers for Camel's events, and for meters if Micrometer is on the classpath and the context has a registry. */
    public static List<StreamObserver> of(CamelContext context) {
        List<StreamObserver> observers = new ArrayList<>();
        observers.add(new StreamEvents(context));
        if (OptionalLibrary.MICROMETER.isPresent()) {
            StreamMeters meters = StreamMeters.of(context);
            if (meters != null) {
                observers.add(meters);
            }
        }
        return observers;
    }
}
