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

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.openqa.selenium.Capabilities;
import org.openqa.selenium.chrome.AddHasCdp;
import org.openqa.selenium.chromium.HasCdp;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.HttpMethod;
import org.openqa.selenium.remote.http.HttpRequest;
import org.openqa.selenium.remote.http.WebSocket;

/** A Chrome of a Selenium Grid, which quits even while it loads a page that does not come. */
final class GridChrome extends RemoteWebDriver implements HasCdp {

    private static final Executor IN_A_SECOND = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final GridClient client;

    GridChrome(GridClient client, Capabilities capabilities) {
        super(new HttpCommandExecutor(client, new AddHasCdp().getAdditionalCommands(), client.baseUrl()), capabilities);
        this.client = client;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, Object> executeCdpCommand(String name, Map<String, Object> parameters) {
        return (Map<String, Object>) execute(AddHasCdp.EXECUTE_CDP, Map.of("cmd", name, "params", parameters))
                .getValue();
    }

    @Override
    public void quit() {
        Future<?> close = CompletableFuture.runAsync(this::closeBrowser, IN_A_SECOND);
        try {
            super.quit(); // the driver does one thing after the other, so it may first wait for a page
        } finally {
            close.cancel(false);
        }
    }

    /** Past the driver, whose other commands end by this. */
    private void closeBrowser() {
        if (getCapabilities().getCapability("se:cdp") instanceof String address) {
            client.openSocket(new HttpRequest(HttpMethod.GET, address), new WebSocket.Listener() {})
                    .sendText("{\"id\": 1, \"method\": \"Browser.close\"}");
        }
    }
}
