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

import java.util.List;

import org.openqa.selenium.WebElement;

import io.github.camelaura.browser.Documents.Position;
import io.github.camelaura.page.Control;
import io.github.camelaura.page.PageDescription;

/**
 * The description of a document, with handles to act on it.
 *
 * @param position null for a window that was not read
 * @param elements the handles of the page's controls, in their order
 * @param clickable the handles of the page's clicks, in their order
 * @param frames the visible frames
 * @param covers what covers these frames, or empty
 */
record View(
        PageDescription page,
        Position position,
        List<WebElement> elements,
        List<WebElement> clickable,
        List<WebElement> frames,
        List<String> covers) {

    WebElement element(Control control) {
        return elements.get(page.controls().indexOf(control));
    }
}
