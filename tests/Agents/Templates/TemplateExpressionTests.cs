using Rlar.Agents.Templates;

namespace Rlar.Agents.Tests.Templates;

public sealed class TemplateExpressionTests
{
    [Theory]
    [InlineData("contains", """{"text":"may"}""", "You may go.", "Maybe later.")]
    [InlineData("contains", """{"text":"rain"}""", "RAIN again", "the train")]
    [InlineData("contains", """{"text":"ACME-42"}""", "see ACME-42.", "see acme-42.")]
    [InlineData("contains", """{"text":"sun","case":"exact"}""", "the sun", "the Sun")]
    [InlineData("contains", """{"text":"[END]"}""", "done.[END]", "done. END")]
    [InlineData("not_contains", """{"text":"maybe"}""", "it may be", "Maybe not")]
    [InlineData("not_contains", """{"text":","}""", "a b", "a, b")]
    [InlineData("starts_with", """{"text":"No"}""", "No, thanks", "Nobody knows")]
    [InlineData("ends_with", """{"text":"Ende"}""", "Das ist das Ende", "Am Wochenende")]
    [InlineData("ends_with", """{"text":"Goodbye."}""", "So: Goodbye.", "So: Goodbye")]
    [InlineData("word_count", """{"min":3,"max":3}""", "red - green blue", "red green")]
    [InlineData("sentence_count", """{"min":2,"max":2}""", "Dr. Low came. He left!", "He came, e.g. at 3.5 miles. He left. He slept.")]
    [InlineData("sentence_count", """{"min":1,"max":1}""", "no stop at all", "\"One.\" Two.")]
    [InlineData("paragraph_count", """{"min":2,"max":2}""", "a\nb\n \nc", "a\nb")]
    [InlineData("line_count", """{"max":2}""", "a\n\nb", "a\nb\nc")]
    [InlineData("char_count", """{"min":2,"max":2}""", "👍👍", "👍👍👍")]
    [InlineData("bullet_count", """{"min":2,"max":2}""", "x\n- a\n• b", "-a\n-b")]
    [InlineData("numbered_count", """{"min":2}""", "1. a\n2) b", "1.a\n2.b")]
    [InlineData("number_range", """{"min":1,"max":10}""", "Of 20 I take 7.", "I take 1,000")]
    [InlineData("number_range", """{"above":0}""", "It is 0.5", "It is 0")]
    [InlineData("number_range", """{"min":-5,"max":5}""", "it is -5", "it is 5.5")]
    [InlineData("json_keys", """{"keys":["a"]}""", """{"a":1,"b":2}""", """{"b":{"a":1}}""")]
    [InlineData("json_keys", """{"keys":["a"]}""", """ {"a":null} """, """{"a":1,}""")]
    [InlineData("sections", """{"titles":["Pros","Cons"]}""", "# pros\nx\n**Cons**\ny", "# Cons\nx\n# Pros\ny")]
    [InlineData("language", """{"code":"de"}""", "Das Wetter ist heute sehr schön und wir gehen.", "Het weer is vandaag erg mooi en wij gaan.")]
    [InlineData("letter_case", """{"case":"upper"}""", "ROOM 12", "ROOm 12")]
    [InlineData("letter_case", """{"case":"lower"}""", "a1 é", "12")]
    [InlineData("letter_case", """{"case":"title"}""", "The Old Man", "The old Man")]
    [InlineData("sorted_list", """{"order":"ascending"}""", "2, 10, 10", "10, 2")]
    [InlineData("sorted_list", """{"order":"descending"}""", "- pear\n- fig", "fig\npear")]
    [InlineData("sorted_list", """{"order":"ascending"}""", "1 2 3", "7")]
    [InlineData("word_frequency", """{"text":"cat","max":1}""", "A cat and a catfish", "Cat and cat")]
    [InlineData("count_of", """{"text":",","min":3,"max":3}""", "a,b,c,d", "a,b,c")]
    [InlineData("format", """{"kind":"date-iso"}""", "2024-02-29", "2023-02-29")]
    [InlineData("format", """{"kind":"email"}""", "a.b@c.org", "a.b@c")]
    [InlineData("format", """{"kind":"url"}""", "https://a.org/x?y#z", "https://a")]
    [InlineData("format", """{"kind":"phone-international"}""", "+1-202-555-0143", "+0 202 555 0143")]
    [InlineData("format", """{"kind":"ipv4"}""", "8.8.8.8", "08.8.8.8")]
    [InlineData("format", """{"kind":"time-24h"}""", "23:59", "24:00")]
    [InlineData("order", """{"texts":["first","then"]}""", "first we, then they", "then we, first they")]
    [InlineData("letter_forbidden", """{"letter":"e"}""", "a dog", "East")]
    [InlineData("one_of", """{"options":["yes","no"]}""", "Yes", "yes and no")]
    [InlineData("quote_wrapped", "{}", "\"a\"", "\"a\" b")]
    [InlineData("no_digits", "{}", "three", "v2")]
    [InlineData("has_digits", "{}", "v2", "three")]
    [InlineData("single_line", "{}", "a", "a\nb")]
    [InlineData("matches", """{"pattern":"[a-z]+-[0-9]{2}"}""", "abc-12", "abc-123")]
    public void IsMetBy_EachTemplate_TellsRightFromWrong(string name, string slots, string right, string wrong)
    {
        var expression = TemplateExpression.Parse($$"""{"template":"{{name}}","slots":{{slots}}}""");
        Assert.True(expression.IsMetBy(right), right);
        Assert.False(expression.IsMetBy(wrong), wrong);
    }

    [Theory]
    [InlineData("""{"template":"not_contains","slots":{"text":"x"}}""")]
    [InlineData("""{"template":"no_digits"}""")]
    [InlineData("""{"template":"not","slots":{"part":{"template":"contains","slots":{"text":"x"}}}}""")]
    [InlineData("""{"template":"letter_forbidden","slots":{"letter":"e"}}""")]
    public void IsMetBy_ProhibitionAndAnswerThatSaysNothing_IsNotMet(string json)
    {
        var expression = TemplateExpression.Parse(json);
        Assert.All(["", " \n ", "…", "?!"], answer => Assert.False(expression.IsMetBy(answer)));
    }

    [Fact]
    public void IsMetBy_Compositions_FollowLogic()
    {
        var both = TemplateExpression.Parse(
            """
            {"template":"all_of","slots":{"parts":[{"template":"word_count","slots":{"max":3}},
            {"template":"any_of","slots":{"parts":[{"template":"contains","slots":{"text":"a"}},
            {"template":"not","slots":{"part":{"template":"contains","slots":{"text":"b"}}}}]}}]}}
            """);
        Assert.True(both.IsMetBy("a b"));
        Assert.True(both.IsMetBy("c d"));
        Assert.False(both.IsMetBy("b d"));
        Assert.False(both.IsMetBy("a b c d"));
        Assert.Equal(both.ToJson(), TemplateExpression.Parse(both.ToJson()).ToJson());
    }

    [Fact]
    public void IsMetBy_Reference_IgnoresCaseWhereTold()
    {
        var exact = TemplateExpression.Parse("""{"template":"equals_reference"}""");
        var anyCase = TemplateExpression.Parse("""{"template":"equals_reference","slots":{"ignore_case":true}}""");
        Assert.False(exact.IsMetBy("PARIS", ["Paris"]));
        Assert.True(anyCase.IsMetBy("PARIS", ["Rome", "Paris"]));
        Assert.False(anyCase.IsMetBy("Paris!", ["Paris"]));
        Assert.False(anyCase.IsMetBy("Paris"));
    }

    [Theory]
    [InlineData("""{"template":"contians","slots":{}}""", "$.template")]
    [InlineData("""{"template":"contains","slots":{}}""", "$.slots")]
    [InlineData("""{"template":"contains","slots":{"text":"a","more":1}}""", "$.slots.more")]
    [InlineData("""{"template":"contains","slots":{"text":7}}""", "$.slots.text")]
    [InlineData("""{"template":"word_count","slots":{"min":2.5}}""", "$.slots.min")]
    [InlineData("""{"template":"word_count","slots":{"min":5,"max":2}}""", "$.slots")]
    [InlineData("""{"template":"word_count","slots":{}}""", "$.slots")]
    [InlineData("""{"template":"format","slots":{"kind":"date"}}""", "$.slots.kind")]
    [InlineData("""{"template":"contains","slots":{"text":"a"},"why":"x"}""", "$.why")]
    [InlineData("""{"template":"all_of","slots":{"parts":[]}}""", "$.slots.parts")]
    [InlineData("""{"template":"all_of","slots":{"parts":[{"template":"no_digits"},{"template":"order","slots":{"texts":["a",""]}}]}}""",
        "$.slots.parts[1].slots.texts[1]")]
    [InlineData("""{"template":"not","slots":{"part":[]}}""", "$.slots.part")]
    [InlineData("""{"template":"letter_forbidden","slots":{"letter":"ab"}}""", "$.slots.letter")]
    [InlineData("""{"template":"matches","slots":{"pattern":"(a)\\1"}}""", "$")]
    [InlineData("""{"template":"contains","template":"order","slots":{}}""", "$")]
    [InlineData("contains(may)", "$")]
    [InlineData("[]", "$")]
    public void Parse_WhatIsNone_NamesThePlace(string json, string place) =>
        Assert.Equal(place, Assert.Throws<TemplateException>(() => TemplateExpression.Parse(json)).Place);

    [Fact]
    public void Parse_DeepOrLong_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"template":"not","slots":{"part":""", 9)) + """{"template":"no_digits"}""" + string
            .Concat(Enumerable.Repeat("}}", 9));
        Assert.Throws<TemplateException>(() => TemplateExpression.Parse(deep));
        Assert.Throws<TemplateException>(() => TemplateExpression.Parse(new string(' ', 30_000)));
    }

    [Fact]
    public void IsMetBy_HostileLengths_TakesLinearTime()
    {
        var answer = new string('a', 1_000_000) + ". " + string.Join(' ', Enumerable.Repeat("e.g.", 100_000));
        var kinds = new[]
        {
            """{"template":"contains","slots":{"text":"aaab"}}""", """{"template":"sentence_count","slots":{"min":1}}""",
            """{"template":"matches","slots":{"pattern":"(a*)*b"}}""", """{"template":"word_frequency","slots":{"text":"e","min":1}}""",
            """{"template":"sorted_list","slots":{"order":"ascending"}}""", """{"template":"sections","slots":{"titles":["a"]}}""",
        };
        Assert.All(kinds, json => TemplateExpression.Parse(json).IsMetBy(answer)); // quadratic work would not end
    }

    [Theory]
    [InlineData("emoji", "fine 👩‍👩‍👧 and 🇩🇪 and 👍🏽", 3)]
    [InlineData("code-block", "```\na\n```\ntext\n```js\nb\n```", 2)]
    [InlineData("table", "a | b\n--- | ---\nc | d", 1)]
    [InlineData("citation", "so [1, 2] and [x] and [3]", 2)]
    [InlineData("bold", "**a** and *b* and **c d**", 2)]
    [InlineData("contraction", "it's John's and don't", 2)]
    [InlineData("postscript", "Hi.\nP.P.S. More. The ps is small", 1)]
    [InlineData("first-person", "I and mine, said Mina", 2)]
    public void Elements_Count_IsThatOfAPerson(string kind, string text, int count) => Assert.Equal(count, Elements.Count(kind, text));

    [Theory]
    [InlineData("""{"template":"each","slots":{"of":"chapter","part":{"template":"no_digits"}}}""")]
    [InlineData("""{"template":"within","slots":{"part":{"template":"no_digits"}}}""")]
    [InlineData("""{"template":"not","slots":{"of":"line","part":{"template":"no_digits"}}}""")]
    [InlineData("""{"template":"letter_count","slots":{"letter":"ab","min":1}}""")]
    public void Parse_ScopesThatAreNone_NameTheirPlace(string json) => Assert.Throws<TemplateException>(() => TemplateExpression.Parse(json));

    [Fact]
    public void ToJson_OfScopes_IsReadBackAsItWas()
    {
        const string Json = "{\"template\":\"each\",\"slots\":{\"of\":\"line\",\"part\":{\"template\":\"within\",\"slots\":{\"of\":\"last-word\","
            + "\"part\":{\"template\":\"no_digits\",\"slots\":{}}}}}}";
        Assert.Equal(Json, TemplateExpression.Parse(Json).ToJson());
        Assert.Equal(
            Rlar.Agents.Drafts.DraftNeeds.Prompt,
            TemplateExpression.Parse("""{"template":"within","slots":{"of":"prompt","part":{"template":"no_digits"}}}""").Needs);
    }
}
