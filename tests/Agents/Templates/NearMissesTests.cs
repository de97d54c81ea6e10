using Rlar.Agents.Templates;

namespace Rlar.Agents.Tests.Templates;

public sealed class NearMissesTests
{
    public static TheoryData<string> Expressions { get; } =
    [
        """{"template":"contains","slots":{"text":"may"}}""", """{"template":"contains","slots":{"text":"!!"}}""",
        """{"template":"not_contains","slots":{"text":"maybe"}}""", """{"template":"not_contains","slots":{"text":"?"}}""",
        """{"template":"starts_with","slots":{"text":"Dear"}}""", """{"template":"ends_with","slots":{"text":"Amen"}}""",
            """{"template":"ends_with","slots":{"text":"?"}}""",
        """{"template":"word_count","slots":{"min":3,"max":7}}""", """{"template":"sentence_count","slots":{"max":4}}""",
            """{"template":"paragraph_count","slots":{"min":2}}""",
        """{"template":"line_count","slots":{"min":3,"max":3}}""", """{"template":"char_count","slots":{"max":20}}""",
            """{"template":"bullet_count","slots":{"min":1}}""",
        """{"template":"numbered_count","slots":{"min":2,"max":12}}""", """{"template":"number_range","slots":{"min":-1,"below":10}}""",
        """{"template":"json_keys","slots":{"keys":["a","b"]}}""", """{"template":"sections","slots":{"titles":["Pros","Cons"]}}""",
        """{"template":"letter_case","slots":{"case":"upper"}}""", """{"template":"letter_case","slots":{"case":"title"}}""",
            """{"template":"sorted_list","slots":{"order":"descending"}}""",
        """{"template":"word_frequency","slots":{"text":"cat","min":2,"max":3}}""", """{"template":"count_of","slots":{"text":",","min":1,"max":1}}""",
        """{"template":"order","slots":{"texts":["a1","b1","c1"]}}""", """{"template":"letter_forbidden","slots":{"letter":"q"}}""",
        """{"template":"one_of","slots":{"options":["yes","no"]}}""", """{"template":"quote_wrapped"}""", """{"template":"no_digits"}""",
            """{"template":"has_digits"}""",
        """{"template":"single_line"}""", """{"template":"not","slots":{"part":{"template":"ends_with","slots":{"text":"."}}}}""",
        """{"template":"element_count","slots":{"kind":"citation","min":2}}""", """{"template":"item_count","slots":{"min":4,"max":4}}""",
        """{"template":"distinct","slots":{"of":"line"}}""", """{"template":"first_letter","slots":{"letter":"s"}}""",
        """{"template":"letter_count","slots":{"letter":"e","max":3}}""", """{"template":"number_format","slots":{"unit":"kg","places":2}}""",
        """{"template":"json_type","slots":{"key":"count","type":"integer"}}""",
        """{"template":"each","slots":{"of":"sentence","part":{"template":"word_count","slots":{"max":3}}}}""",
        """{"template":"each","slots":{"of":"bullet","part":{"template":"contains","slots":{"text":"rain"}}}}""",
        """{"template":"within","slots":{"of":"second-line","part":{"template":"starts_with","slots":{"text":"But"}}}}""",
        """{"template":"within","slots":{"of":"last-word","part":{"template":"one_of","slots":{"options":["sun"]}}}}""",
        """{"template":"any_of","slots":{"parts":[{"template":"contains","slots":{"text":"yes"}},{"template":"contains","slots":{"text":"no"}}]}}""",
        """
        {"template":"all_of","slots":{"parts":[{"template":"word_count","slots":{"max":9}},
        {"template":"contains","slots":{"text":"rain"}},{"template":"ends_with","slots":{"text":"?"}}]}}
        """,
    ];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Of_MadeByConstruction_AgreesWithTheTemplate(string json)
    {
        var expression = TemplateExpression.Parse(json);
        var misses = NearMisses.Of(expression);
        Assert.Contains(misses, miss => miss.IsRight);
        Assert.Contains(misses, miss => !miss.IsRight);
        Assert.All(misses, miss => Assert.True(expression.IsMetBy(miss.Answer) == miss.IsRight, miss.Answer));
    }

    [Fact]
    public void Of_EveryFormatAndLanguageWithSamples_AgreesWithTheTemplate()
    {
        string[] formats = ["date-iso", "email", "url", "integer", "decimal", "time-24h", "hex-colour", "ipv4", "uuid", "phone-international", "number",
            "json", "json-object", "json-array"];
        string[] languages = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "fi", "tr", "cs", "hu", "ro", "ru", "uk", "el", "ja", "zh-cn",
            "ko", "ar", "he", "hi", "bn", "gu", "kn", "ml", "pa", "ta", "te", "th"];
        var expressions = formats.Select(kind => $$$"""{"template":"format","slots":{"kind":"{{{kind}}}"}}""")
            .Concat(languages.Select(code => $$$"""{"template":"language","slots":{"code":"{{{code}}}"}}"""));
        foreach (var expression in expressions.Select(TemplateExpression.Parse))
            Assert.All(NearMisses.Of(expression), miss => Assert.True(expression.IsMetBy(miss.Answer) == miss.IsRight, $"{expression}: {miss.Answer}"));
    }

    [Fact]
    public void Of_EveryElement_AgreesWithTheTemplate()
    {
        var kinds = Elements.All.Select(element => element.Kind).ToArray();
        Assert.Equal(kinds.Distinct().Count(), kinds.Length);
        var expressions = kinds.Select(kind => TemplateExpression.Parse($$$"""{"template":"element_count","slots":{"kind":"{{{kind}}}","min":1,"max":2}}"""));
        foreach (var expression in expressions)
            Assert.All(NearMisses.Of(expression), miss => Assert.True(expression.IsMetBy(miss.Answer) == miss.IsRight, $"{expression}: {miss.Answer}"));
    }

    [Theory]
    [InlineData("""{"template":"equals_reference"}""")]
    [InlineData("""{"template":"contains_reference"}""")]
    [InlineData("""{"template":"number_is_reference"}""")]
    [InlineData("""{"template":"prompt_echo","slots":{"place":"start"}}""")]
    [InlineData("""{"template":"not","slots":{"part":{"template":"prompt_echo","slots":{"place":"anywhere"}}}}""")]
    [InlineData("""
        {"template":"any_of","slots":{"parts":[{"template":"not","slots":{"part":{"template":"within","slots":{"of":"prompt","part":
        {"template":"contains","slots":{"text":"brief"}}}}}},{"template":"word_count","slots":{"max":5}}]}}
        """)]
    public void Of_ExpressionThatReadsTheRow_MakesPromptsAndReferencesThatAgree(string json)
    {
        var expression = TemplateExpression.Parse(json);
        var misses = ContextMisses.Of(expression).ToList();
        Assert.Contains(misses, miss => miss.IsRight);
        Assert.Contains(misses, miss => !miss.IsRight);
        Assert.All(misses, miss => Assert.True(expression.IsMetBy(miss.Answer, [miss.Reference], miss.Prompt) == miss.IsRight, miss.ToString()));
    }

    [Fact]
    public void Of_ContradictionOfParts_HasNoRightAnswer() => Assert.DoesNotContain(
        NearMisses.Of(TemplateExpression.Parse(
            """{"template":"all_of","slots":{"parts":[{"template":"word_count","slots":{"max":2}},{"template":"word_count","slots":{"min":5}}]}}""")),
        miss => miss.IsRight);
}
