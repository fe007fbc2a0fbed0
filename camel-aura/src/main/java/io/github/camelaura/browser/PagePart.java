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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import io.github.camelaura.page.Control;
import io.github.camelaura.page.Control.Visibility;
import io.github.camelaura.page.PageDescription;
import io.github.camelaura.page.PageDescription.Place;

/**
 * A part of a page for a report, without the value of a field.
 *
 * @param kind the kind, such as {@code FIELD password}
 * @param name the name, id and class
 * @param label the labels of a field, or the text of a button
 * @param state whether it can be seen and used, and whether it is filled
 */
record PagePart(String kind, String name, String label, String state) {

    private static final int MOST = 60;

    /** Returns the fields, buttons and clicks of documents; those of each document together, the visible ones first. */
    static List<PagePart> of(List<PageDescription> pages) {
        List<PagePart> parts = new ArrayList<>();
        for (PageDescription page : pages) {
            if (page.place() != Place.MAIN) {
                parts.add(new PagePart("document", page.address(), "", "in " + page.place()));
            }
            add(page, parts);
        }
        if (parts.size() <= MOST) {
            return List.copyOf(parts);
        }
        List<PagePart> most = new ArrayList<>(parts.subList(0, MOST));
        most.add(new PagePart("and " + (parts.size() - MOST) + " more", "", "", ""));
        return List.copyOf(most);
    }

    private static void add(PageDescription page, List<PagePart> parts) {
        page.clicks()
                .forEach(click -> parts.add(new PagePart(
                        click.option() ? "element of loginClickSelectors" : "known element of the identity provider",
                        "selector " + (click.selector() + 1),
                        "",
                        covered(click.cover()))));
        page.closedRoots().forEach(root -> parts.add(new PagePart("closed shadow root", root, "", "")));
        page.controls().stream()
                .sorted(Comparator.comparing(Control::visibility))
                .map(PagePart::of)
                .forEach(parts::add);
    }

    private static PagePart of(Control control) {
        String type = control.type().isEmpty() ? "" : " " + control.type();
        String autocomplete = control.autocomplete().isEmpty() ? "" : " autocomplete=" + control.autocomplete();
        boolean field = control.kind() == Control.Kind.FIELD;
        String state = Stream.of(
                        control.visibility() == Visibility.COVERED
                                ? covered(control.cover())
                                : control.visibility() == Visibility.HIDDEN ? "hidden" : "visible",
                        control.enabled() ? "" : "disabled",
                        field && control.enabled() && !control.editable() ? "read-only" : "",
                        field ? control.filled() ? "filled" : "empty" : "")
                .filter(each -> !each.isEmpty())
                .reduce((one, two) -> one + ", " + two)
                .orElse("");
        return new PagePart(
                control.kind() + type,
                (control.name() + " " + control.about() + autocomplete).strip(),
                control.label(),
                state);
    }

    private static String covered(String cover) {
        return cover.isEmpty() ? "visible" : "covered by " + cover;
    }
}
