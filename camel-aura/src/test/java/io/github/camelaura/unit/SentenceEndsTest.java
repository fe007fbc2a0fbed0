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
package io.github.camelaura.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelaura.ChunkUnit;

/** Where sentences end. In the cases, a broken bar stands at each end. */
class SentenceEndsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "One. ¦Two! ¦Three? ¦Four",
                "So…\r\n¦Then…\r¦Go… ¦A\n\n¦B",
                "— No!\n¦What? ¦yes. ¦« Open\n\n¦Yes! ¦yes.",
                "Yahoo!\u00A0is big. ¦Foo.\u00A0Bar. ¦It is so.[1 A] ok. ¦End",
                "One. ¦ Two.\t¦Three.\n¦Four.\r\n¦Five.\r¦Six.\n¦\n\nSeven.",
                "What?! ¦Really??? ¦Yes!!! ¦Hm ... well. ¦So.",
                "It works... but slowly. ¦It works... ¦But slowly. ¦It works… but slowly.",
                "Wait for it.. ¦No.",
                "\"Stop!\" he said. ¦\"Stop!\" ¦He ran. ¦\"Stop,\" he said.",
                "“Stop.” ¦Then he ran. ¦‘Why?’ she asked. ¦(He was late.) ¦[So was I.] ¦Fine.",
                "(See above!) and below. ¦It is (almost!), finished. ¦Is it (really)? ¦Yes.",
                "**Note.** ¦Read this. ¦*Really?* ¦_Yes._ ¦Then go.",
                "It is so.[1] ¦And so.[2][13] ¦See [this](a.b). ¦Text.[link](a) and more.",
                "It is so.¹ ¦Great!😊 ¦Great! ¦😊 So what? ¦Fine.",
                "See www.example.com/a.b?c=d!e for more. ¦Or https://example.com/. ¦Mail a.b@c.de. ¦Open a.tar.gz.",
                "Version 4.18.0 costs 3.14 at 10.30. ¦It is 42. ¦The rest is 1,234.5. ¦End",
                "Camel 4.18. ¦It is new. ¦In 1990. ¦And in 2020. ¦Then",
                "Use `a. B` or `what? Yes` now. ¦Use ``a ` b. C`` now. ¦It`s open. ¦Done.",
                "An open `tick is here. And\nit ends. ¦With the line.",
                "Tom & Co. & Sons. ¦Yahoo! ¦is a name.",
                "J. R. R. Tolkien wrote it. ¦So did A. Smith. ¦We need a plan B. ¦The plan A. ¦It failed.",
                "One of them. ¦1. is first. ¦It is no. 5 of 7. ¦2 of them. ¦\"No. ¦It is not.\"",
                "Hi.Hello.World. ¦Node.js rocks. ¦.NET too. ¦...and more. ¦!important wins. ¦a != b.",
                ". ! ¦? ¦... a",
                "Good. ¦— Bad. ¦He said — no! — and left."
            })
    void sentencesEnd(String marked) {
        check(Locale.ENGLISH, marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Title\n\n¦Text without a stop\n\n¦More",
                "Title\r\n \r\n¦Text",
                "# A heading\n¦Text\n¦## What? ¦Why\n¦Text",
                "#no heading\n####### neither",
                "To do:\n¦- milk\n¦- bread. ¦Or cake\n¦* eggs\n¦+ salt\n¦• oil",
                "To do:\n¦1. milk\n¦2. bread. ¦Or cake\n¦  10) eggs\n¦(3) salt\n¦a) oil\n¦b. tea",
                "Choose:\n¦A. Paris\n¦B. Rome. ¦Or\n¦J. R. R. Tolkien",
                "-no item\n*nor this* one\n1.5 neither\n1990. and this",
                "A wrapped\nline goes on. ¦And\nanother.",
                "| a | b |\n¦|---|---|\n¦| 1. x | 2 |\n\n¦Text",
                "See Dr.\n¦- item",
                "See Dr.\n\n¦Next",
                "Dr.\nMiller came.",
                "## 1. The beginning\n¦**2. The end**\n\n¦3. It",
                "Code:\n¦```js\na. B! C?\n\n# no\n```\n¦After. ¦End",
                "Code.\n¦```\na\n``` \n¦~~~~ x`y\n~~~\n```\n~~~~~\n¦End",
                "1. Do:\n\n¦   ```\n   a. B\n   ```\n¦2. That:\n¦     ```\n     a. B\n     ```\n¦End",
                "1. ```\n   a. B\n   ```\n¦   Text. ¦More\n¦- - a\n¦- # bee. ¦C\n¦d\n¦- \n¦-\n¦*\te\n¦- 1. ~~~\n  a. B\n  ~~~\n¦End",
                "    ~~~ is no fence. ¦Because of four spaces.",
                "```inline. Code``` in a line. ¦Next.",
                "Open:\n¦```\nnever. Closed!\n\n- a\n# b",
                "Closed:\n¦````\n```\n````x\n`````\n¦Text. ¦"
            })
    void blocksOfMarkdownEndSentences(String marked) {
        check(Locale.ENGLISH, marked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "en; Dr. Miller, Mr. X and St. Paul, e.g. Peter, i.e. Tom. ¦Cats, dogs, etc. are here. ¦Cats, etc. ¦Dogs.",
                "en; The U.S. Army left. ¦He lives in the U.S. ¦The end. ¦At 5 p.m. the train left. ¦At 5 p.m. ¦Bob left.",
                "en; Apple Inc. CEO Tim Cook spoke. ¦He leads Apple Inc. ¦The firm grew. ¦See Fig. 3. ¦It grew by 5. ¦Then 6.",
                "en; Was it No. 5? ¦No. ¦It was p. 7. ¦J. F. K. died. ¦Martin Luther King Jr. Day is near. ¦Vitamin C. ¦It helps.",
                "de; Am 3. Mai, z. B. um 10.30 Uhr, d. h. bald. ¦Der 2. Weltkrieg im 20. Jahrhundert. ¦Es sind 12. ¦Das reicht.",
                "de; Äpfel usw. sind da. ¦Birnen usw. ¦Die auch. ¦5 Mio. Euro fehlen. ¦Es fehlen 5 Mio. ¦Das ist viel. ¦So.",
                "de; Das sind 50 %. ¦Es kostet 5 €. ¦Gut. ¦Um 1 % . . . mehr, bei 20 °C. ¦Sie lachte :-). ¦Dann 5 %. das auch.",
                "fr; Il a dit « oui ». ¦Puis rien. ¦Il paie 5 €. ¦C'est 50 %. ¦Bien.",
                "de; „Halt!“, rief er. ¦»Halt! ¦Wer da?« ¦»Ich«, sagte sie. ¦„Gut.“ ¦Dann ging er. ¦Um 44 v. Chr. starb er. ¦Am 24. 12. ist frei.",
                "de; Hr. Dr. med. Weber, u.a. Arzt. ¦Ludwig XIV. war König. ¦Die Fa. Müller GmbH & Co. KG. ¦Ja, o. k. ¦Am 1. Januar. ¦Platz 1. ¦Sie gewann.",
                "fr; « Quoi ! » dit-il. ¦« Viens. » ¦Il vint. ¦Dit M. Petit, p. ex. hier. ¦C'est l'art. 5. ¦Des chats, etc. ¦Et J.-P. Roux. ¦Fin",
                "fr; — Quoi ? demanda-t-il. ¦Rien. ¦« Non. ¦Jamais ! » ¦Fin. ¦Il est 9 h. ¦Il part à 10 h. du matin.",
                "es; ¿Qué? ¦¡No! ¦—¿Vienes? —dijo el Sr. Gil. ¦«¡Alto!», dijo Ud. ayer. ¦EE. UU. es grande. ¦En EE. UU. ¦El fin. ¦En 52 a. C. murió.",
                "ru; «Стой!» — крикнул он. ¦— Что? — спросил А. С. Попов. ¦В 1990 г. в г. Туле и т. д. ¦Потом и т. п. вещи. ¦Как?.. ¦Так. ¦В XIX в. ¦Тут.",
                "it; Il dott. Rossi, ad es. oggi, ecc. ¦Ma il sig. Bianchi no. ¦L'art. 5.",
                "pt; O Sr. Silva e a Sra. Costa, p. ex. hoje, etc. ¦Mas não. ¦Fim.",
                "nl; Dhr. Jansen, bijv. vandaag, enz. ¦Maar niet dr. Smit. ¦Einde.",
                "en; It's Peter's. ¦He lives in Baker St. ¦He left St. Paul. ¦Smith et al. ¦The rest. ¦I don't. ¦They'll. ¦Hmm. ¦Bob's. ¦Ann. ¦Plan B.[1] ¦Ann. ¦Cats, etc. (Also dogs.)",
                "en; P.S. The price may change. ¦Est. 1990 in EST. ¦Any more?",
                "de; Die Skr. Form. ¦Der 1. Entwurf. ¦Die dt. Sprache. ¦Prof. Dr.-Ing. h. c. Meier, §§ 3 ff. BGB. ¦Die Rdnr. Vier gilt. ¦Zzgl. MwSt. ¦Bar. ¦Die GmbH. ¦Peter. ¦In Frankfurt a. M. ¦Es regnet.",
                "fr; L'O.N.U. est là. ¦Th. Roosevelt aussi.",
                "pl; Dr. Nowak, np. dziś, itd. ¦Ale nie prof. Lis. ¦W 2020 r. ¦Było tak."
            })
    void abbreviationsInitialsAndNumbersEndNoSentence(String language, String marked) {
        check(Locale.forLanguageTag(language), marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "一。¦二！¦三？！¦四．¦五｡¦六",
                "３．１４です。¦はい。 ¦いいえ",
                "「行け。」と彼は言った。¦「はい！」¦そして。¦『本』（注！）。¦次。¦**強い。**¦弱い。¦**太い**です。",
                "本当?¦はい!¦そう",
                "好。¦\"是。\"¦好",
                "他说：“你好！”¦然后走了。¦“好。”，他说。¦“再见”",
                "यह है। ¦वह है॥ ¦डॉ. शर्मा आए।¦अब",
                "هل هذا؟ ¦نعم۔ ¦جاء د. أحمد. ¦ثم",
                "እዚህ። ¦እዚያ። ¦ជំរាបសួរ។ ¦ចប់៕ ¦Ողջույն։ ¦Այո",
                "네. ¦간다. ¦다",
                "\uD804\uDD02\uD804\uDD41¦\uD804\uDD03",
                "サッカー「勝った？」って？¦そう。😊¦はい"
            })
    void marksOfOtherScriptsEndSentences(String marked) {
        check(null, marked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "One. ;1",
                "One! ;1",
                "One.;0",
                "etc. ;0",
                "etc. T;1",
                "etc. t;0",
                "Plan B. ;0",
                "Plan B. The;0",
                "Plan B. The ;1",
                "It is 42. ;0",
                "It is 42. T;1",
                "It is 42. (T;1",
                "Stop!\" ;0",
                "Stop!\" H;1",
                "« Stop ! ;0",
                "« Stop ! »;0",
                "So… ;0",
                "So… T;1",
                "中。;0",
                "中。中;1",
                "中。」;0",
                "中。」中;1"
            })
    void sentenceIsGivenAsSoonAsItsEndIsCertain(String text, int units) {
        UnitSplitter splitter = UnitSplitter.of(ChunkUnit.SENTENCE, 0, Locale.ENGLISH);

        splitter.add(text);

        assertThat(Units.certain(splitter)).hasSize(units);
    }

    private static void check(Locale language, String marked) {
        List<String> expected = List.of(marked.split("¦"));
        String text = marked.replace("¦", "");

        assertThat(Units.whole(ChunkUnit.SENTENCE, language, text)).isEqualTo(expected);
        assertThat(Units.charByChar(ChunkUnit.SENTENCE, language, text)).isEqualTo(expected);
    }
}
