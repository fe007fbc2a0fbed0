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
package io.github.camelaura.stream;

import org.apache.camel.Exchange;

/**
 * Marks an exchange whose stream failed after routes had received chunks of it, so that a redelivery does not send the request
 * and emit the chunks again. (The exchange is not marked as redelivery-exhausted, because Camel would then skip
 * {@code onException} and dead letter channels.)
 *
 * @param name the name of the stream
 * @param redeliveries the number of redeliveries of the exchange when it sent the request
 * @param failure why the stream failed
 */
record RedeliveryGuard(String name, int redeliveries, Throwable failure) {

    private static final String PROPERTY = "CamelAuraBrokenStream";

    static void leaveOn(Exchange exchange, String name, Throwable failure) {
        exchange.setProperty(PROPERTY, new RedeliveryGuard(name, redeliveries(exchange), failure));
    }

    /** Fails a redelivery that would send the request again, without further redeliveries; otherwise removes the mark. */
    static boolean failsAgain(Exchange exchange, String name) {
        if (exchange.removeProperty(PROPERTY) instanceof RedeliveryGuard broken
                && broken.name.equals(name)
                && redeliveries(exchange) > broken.redeliveries) {
            exchange.setException(broken.failure);
            exchange.setRollbackOnly(true); // no further redelivery
            return true;
        }
        return false;
    }

    private static int redeliveries(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, int.class);
    }
}
