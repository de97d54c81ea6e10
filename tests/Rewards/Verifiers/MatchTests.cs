namespace Rlar.Rewards.Tests.Verifiers;

public sealed class MatchTests
{
    [Theory]
    [InlineData("exact-match", "Paris")]
    [InlineData("normalized-match", "The Eiffel Tower")]
    [InlineData("numeric-match", "-3.5")]
    [InlineData("choice-match", "B")]
    [InlineData("contains", "blue whale")]
    [InlineData("regex", "^blue$|^\\^blue")]
    public void Score_TheReferenceItself_IsTheMaximum(string tool, string reference) => Assert.Equal(1, ToolHarness.Score(tool, reference, reference == "^blue$|^\\^blue" ? "blue" : reference));

    [Theory]
    [InlineData("exact-match", "Paris")]
    [InlineData("normalized-match", "Paris")]
    [InlineData("numeric-match", "7")]
    [InlineData("choice-match", "B")]
    [InlineData("contains", "Paris")]
    [InlineData("regex", "Paris")]
    public void Score_EmptyOrBlank_Is0(string tool, string reference)
    {
        Assert.Equal(0, ToolHarness.Score(tool, reference, ""));
        Assert.Equal(0, ToolHarness.Score(tool, reference, " \n\t"));
        Assert.Equal(0, ToolHarness.Score(tool, reference, $"<think>{reference}</think>"));
    }

    [Theory]
    [InlineData("exact-match")]
    [InlineData("normalized-match")]
    [InlineData("numeric-match")]
    [InlineData("choice-match")]
    [InlineData("contains")]
    [InlineData("regex")]
    public void Score_NoReference_Unscorable(string tool) =>
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run(tool, ToolHarness.QueryOf(), "anything"));

    [Theory]
    [InlineData("Paris", "paris.")]
    [InlineData("Paris", "The answer is Paris.")]
    [InlineData("the Eiffel Tower", "Eiffel tower")]
    [InlineData("Paris", "<think>Rome?</think> Paris")]
    [InlineData("caf\u00E9", "cafe\u0301")]
    public void NormalizedMatch_SameAnswer_Is1(string reference, string completion) => Assert.Equal(1, ToolHarness.Score("normalized-match", reference, completion));

    [Theory]
    [InlineData("Paris", "Paris, London, Rome, Berlin")]
    [InlineData("Paris", "It is not Paris")]
    [InlineData("Paris", "P\u0430ris")] // a Cyrillic a
    [InlineData("Paris", "Pa\u200Bris or London")]
    public void NormalizedMatch_OtherAnswer_Is0(string reference, string completion) => Assert.Equal(0, ToolHarness.Score("normalized-match", reference, completion));

    [Theory]
    [InlineData("$1.5 billion", "$15 billion")]
    [InlineData("1.5 GHz", "15 GHz")]
    [InlineData("3.5% of GDP", "35% of GDP")]
    [InlineData("-5 \u00B0C", "5 \u00B0C")]
    [InlineData("5 \u00B0C", "-5 \u00B0C")]
    [InlineData("5 \u00B0C", "\u22125 \u00B0C")]
    [InlineData("-$5 million", "$5 million")]
    [InlineData("3:1", "31")]
    [InlineData("10:30", "1030")]
    [InlineData("3-2", "32")]
    [InlineData("1914-1918", "19141918")]
    [InlineData("1,5", "15")]
    [InlineData("5%-10%", "510")]
    [InlineData(".5 litres", "5 litres")]
    [InlineData("C++", "C")]
    [InlineData("C++", "C#")]
    [InlineData("C", "C++")]
    [InlineData("Na+", "Na")]
    [InlineData("Na+", "Na-")]
    [InlineData("Na", "Na-")]
    [InlineData("Ca2+", "Ca2")]
    [InlineData("Vitamin A", "Vitamin")]
    [InlineData("Hepatitis A", "Hepatitis")]
    [InlineData("Plan A", "Plan")]
    [InlineData("Grade A", "Grade")]
    [InlineData("Vitamin", "Vitamin A")]
    [InlineData("Vitamin A deficiency", "vitamin deficiency")]
    [InlineData("A, C", "C")]
    [InlineData("A and C", "and C")]
    [InlineData("C", "A, C")]
    [InlineData("A", "Paris")]
    [InlineData("<5 mg", ">5 mg")]
    public void NormalizedMatch_MarksThatMakeAnotherAnswer_Is0(string reference, string completion)
    {
        Assert.Equal(0, ToolHarness.Score("normalized-match", reference, completion));
        Assert.Equal(0, ToolHarness.Score("qa-match", reference, completion));
    }

    [Theory]
    [InlineData("The Eiffel Tower.", "eiffel tower")]
    [InlineData("eiffel tower", "The Eiffel Tower.")]
    [InlineData("U.S.A.", "USA")]
    [InlineData("1,000", "1000")]
    [InlineData("1000000", "1,000,000")]
    [InlineData("100000", "1,00,000.")]
    [InlineData("1000", "1'000")]
    [InlineData("1, 2, 3", "1,2,3")]
    [InlineData("Paris", "\"Paris\"")]
    [InlineData("Paris", "Paris!")]
    [InlineData("Paris", "**Paris**")]
    [InlineData("well-known", "wellknown")]
    [InlineData("St. Petersburg", "St Petersburg")]
    [InlineData("rock 'n' roll", "rock n roll")]
    [InlineData("$1.5 billion", "$1.5 billion.")]
    [InlineData("$1.5 billion", "1.5 Billion")]
    [InlineData("-5 \u00B0C", "\u22125 \u00B0C")]
    [InlineData("0.5 litres", ".5 litres")]
    [InlineData("1914-1918", "1914\u20131918")]
    [InlineData("1914-1918", "1914 - 1918")]
    [InlineData("C++", "c++.")]
    [InlineData("C#", "C#")]
    [InlineData("Na+", "Na\u207A")]
    [InlineData("Vitamin A", "vitamin a.")]
    [InlineData("Vitamin A deficiency", "vitamin a deficiency")]
    [InlineData("Once Upon a Time", "Once Upon A Time")]
    [InlineData("A Beautiful Mind", "beautiful mind")]
    [InlineData("a dog", "A dog")]
    [InlineData("dog", "a dog")]
    [InlineData("Lord of the Rings", "The Lord of The Rings")]
    [InlineData("A, C", "A,C")]
    [InlineData("A, C", "a, c")]
    [InlineData("Paris, France", "Paris,France")]
    [InlineData("COVID-19", "COVID\u201119")]
    [InlineData("the", "The")]
    [InlineData("18", "18.")]
    public void NormalizedMatch_MarksThatDoNotMatter_Is1(string reference, string completion)
    {
        Assert.Equal(1, ToolHarness.Score("normalized-match", reference, completion));
        Assert.Equal(1, ToolHarness.Score("qa-match", reference, completion));
    }

    [Theory]
    [InlineData("Vitamin A and vitamin C", 1)]
    [InlineData("vitamin a and vitamin c", 1)]
    [InlineData("vitamin and vitamin C", 0)]
    public void QaMatch_AllWithALetter_IsNotAnArticle(string answer, double value) =>
        Assert.Equal(value, ((RewardOutcome.Scored)ToolHarness.Run("qa-match", ToolHarness.QueryOf("Vitamin A", "Vitamin C"), answer, ("mode", "all"))).Value);

    [Theory]
    [InlineData("A, B, D", "B, D", 0)]
    [InlineData("A, B, D", "a, b and d", 1)]
    [InlineData("C, C++", "C, C#", 0)]
    [InlineData("1.5 GHz, 2 GHz", "15 GHz, 2 GHz", 0)]
    public void ListMatch_MarksThatMakeAnotherItem_Count(string reference, string answer, double value) =>
        Assert.Equal(value, ToolHarness.Score("list-match", reference, answer));

    [Theory]
    [InlineData("The primary colours are red, yellow and blue.", 1)]
    [InlineData("Here are the three colours: red, yellow, blue", 1)]
    [InlineData("1) red 2) yellow 3) blue", 1)]
    [InlineData("| Colour |\n|---|\n| Red |\n| Yellow |\n| Blue |", 1)]
    [InlineData("The colours are not red, yellow and blue.", 0)]
    [InlineData("The colours are red, yellow, blue and green.", 0)]
    [InlineData("Some colours are: red, yellow, blue", 0)]
    [InlineData("All but: red, yellow, blue", 0)]
    [InlineData("None of: red, yellow, blue", 0)]
    [InlineData("1) red 2) yellow 3) green", 0)]
    public void ListMatch_ListInASentence_IsRead(string answer, double value) =>
        Assert.Equal(value, ToolHarness.Score("list-match", "red, yellow, blue", answer));

    [Theory]
    [InlineData("a.")]
    [InlineData("1,000,")]
    [InlineData("1 - ")]
    [InlineData("a\u20AC.")]
    public void NormalizedMatch_HugeAnswers_AreReadInLinearTime(string part)
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(0, ToolHarness.Score("normalized-match", "Paris", string.Concat(Enumerable.Repeat(part, 300_000))));
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("B", "B")]
    [InlineData("B", "(B)")]
    [InlineData("B", "b")]
    [InlineData("B", "B. Mercury")]
    [InlineData("B", "(B) Mercury")]
    [InlineData("B", "**B**")]
    [InlineData("B", "\\boxed{B}")]
    [InlineData("B", "\\boxed{\\text{B}}")]
    [InlineData("B", "Answer: B")]
    [InlineData("B", "The answer is (B).")]
    [InlineData("B", "The answer is B because Mercury is closest.")]
    [InlineData("B", "A planet close to the sun is hot, so I choose option B.")]
    [InlineData("(B)", "B")]
    [InlineData("B. Mercury", "B")]
    [InlineData("A", "A")]
    [InlineData("A", "The answer is A")]
    public void ChoiceMatch_Chosen_Is1(string reference, string completion) => Assert.Equal(1, ToolHarness.Score("choice-match", reference, completion));

    [Theory]
    [InlineData("B", "A")]
    [InlineData("A", "A B C D")]
    [InlineData("A", "A or B")]
    [InlineData("B", "A or B")]
    [InlineData("A", "A, B, C, D")]
    [InlineData("B", "(A) (B) (C) (D)")]
    [InlineData("A", "A planet that is hot.")]
    [InlineData("I", "I think so")]
    [InlineData("B", "The answer is A or B")]
    [InlineData("A", "The answer is A/B")]
    public void ChoiceMatch_NotChosen_Is0(string reference, string completion) => Assert.Equal(0, ToolHarness.Score("choice-match", reference, completion));

    [Theory]
    [InlineData("B", "B!")]
    [InlineData("B", "\"B\"")]
    [InlineData("B", "I think B")]
    [InlineData("B", "I think it's B.")]
    [InlineData("A", "I think A")]
    [InlineData("B", "It's B")]
    [InlineData("B", "The correct option is B because A is too small.")]
    [InlineData("B", "Mercury is the closest. The correct option is (B).")]
    [InlineData("B", "The answer is B. A is too small.")]
    [InlineData("B", "The answer is B. I chose it because it is close.")]
    [InlineData("B", "The answer is B, not A.")]
    [InlineData("B", "Answer: B, a planet")]
    [InlineData("B", "Answer: (B) A planet")]
    [InlineData("B", "Not A. The answer is B")]
    [InlineData("B", "All are wrong except (B).")]
    public void ChoiceMatch_ChosenInWords_Is1(string reference, string completion) =>
        Assert.Equal(1, ToolHarness.Score("choice-match", reference, completion));

    [Theory]
    [InlineData("Option B is wrong, so C")]
    [InlineData("B is incorrect")]
    [InlineData("(B) is wrong")]
    [InlineData("It is definitely not (B).")]
    [InlineData("It is not (B)")]
    [InlineData("It's not B")]
    [InlineData("I think not B")]
    [InlineData("I rule out (B).")]
    [InlineData("I don't think it's (B).")]
    [InlineData("It is neither A nor (B).")]
    [InlineData("It is not A or (B).")]
    [InlineData("B cannot be right")]
    [InlineData("(B) isn't right")]
    [InlineData("Let's see (B) seems wrong. I'd go for C")]
    [InlineData("The correct option is not B")]
    [InlineData("The answer is not (B).")]
    [InlineData("The answer is C, not (B).")]
    [InlineData("Answer: B (or possibly C)")]
    [InlineData("Answer: B and maybe C")]
    [InlineData("Answer: B, perhaps C")]
    [InlineData("Answer: B. Or maybe C")]
    [InlineData("Answer: B and A")]
    [InlineData("I think B or C")]
    [InlineData("The correct option is B or C")]
    [InlineData("A. B. C. D.")]
    public void ChoiceMatch_DeniedOrHedged_Is0(string completion) => Assert.Equal(0, ToolHarness.Score("choice-match", "B", completion));

    [Fact]
    public void ChoiceMatch_HostileInput_EndsAtOnce()
    {
        foreach (var unit in (string[])["B ", "(B) ", "correct option is B ", "not B, ", "not A or ", "I think it's "])
        {
            var started = DateTime.UtcNow;
            _ = ToolHarness.Score("choice-match", "B", string.Concat(Enumerable.Repeat(unit, 100_000)));
            Assert.True(DateTime.UtcNow - started < TimeSpan.FromSeconds(5), unit);
        }
    }

    [Fact]
    public void ExactMatch_Options_Hold()
    {
        Assert.Equal(1, ToolHarness.Score("exact-match", "x", " x\n"));
        Assert.Equal(0, ToolHarness.Score("exact-match", "x", " x\n", ("trim", "false")));
        Assert.Equal(0, ToolHarness.Score("exact-match", "x", "answer is x"));
        Assert.Equal(1, ToolHarness.Score("exact-match", "x", "answer is x", ("answer", "final")));
    }

    [Fact]
    public void Contains_Options_Hold()
    {
        Assert.Equal(0, ToolHarness.Score("contains", "art", "a party"));
        Assert.Equal(1, ToolHarness.Score("contains", "art", "a party", ("whole-words", "false")));
        Assert.Equal(0, ToolHarness.Score("contains", "Art", "fine art", ("case", "true")));
        Assert.Equal(0, ToolHarness.Score("contains", "art", "art art art art", ("max-words", "3")));
        var two = ToolHarness.QueryOf("red", "blue");
        Assert.Equal(0, ((RewardOutcome.Scored)ToolHarness.Run("contains", two, "red only", ("mode", "all"))).Value);
        Assert.Equal(1, ((RewardOutcome.Scored)ToolHarness.Run("contains", two, "red and blue", ("mode", "all"))).Value);
    }

    [Theory]
    [InlineData("5", "5.5")]
    [InlineData("5", "-5")]
    [InlineData("5", "x=\u22125")]
    [InlineData("5", "It is 1.5.")]
    [InlineData("5", "It is .5 exactly")]
    [InlineData("500", "1,500 people")]
    [InlineData("1", "1,500 people")]
    [InlineData("2", "[1.2,3.4]")]
    [InlineData("-5", "3-5")]
    [InlineData(".5", "1.5")]
    [InlineData("C", "C++")]
    [InlineData("C", "C++17")]
    [InlineData("C", "C# 12")]
    [InlineData("A", "A+")]
    [InlineData("5", "5+ years")]
    [InlineData("\u5341", "\u4e8c\u5341")] // ten in twenty
    [InlineData("cafe", "cafe\u0301")]
    public void Contains_PartOfAnotherNameOrNumber_Is0(string reference, string completion) =>
        Assert.Equal(0, ToolHarness.Score("contains", reference, completion));

    [Theory]
    [InlineData("5", "It is 5.")]
    [InlineData("5", "It is 5, not 6.")]
    [InlineData("5", "(5)")]
    [InlineData("5", "[1,2,5]")]
    [InlineData("5", "- 5")]
    [InlineData("5", "5.5 is wrong, 5 is right")]
    [InlineData("5", "$5")]
    [InlineData("5", "pages 3-5")]
    [InlineData("19", "COVID-19")]
    [InlineData("2024", "12.05.2024")]
    [InlineData("5", "...5")]
    [InlineData("-5", "x = -5.")]
    [InlineData("1,500", "1,500 people")]
    [InlineData("C", "in C, not in C++")]
    [InlineData("C++", "C++17")]
    [InlineData("A", "A+B")]
    [InlineData("Paris", "**Paris**")]
    [InlineData("Paris", "Paris's river")]
    [InlineData("\u4e2d\u56fd", "\u6211\u7231\u4e2d\u56fd\u4eba")] // China in "I love Chinese people"
    [InlineData("5", "\u67095\u4e2a")]
    [InlineData("Python", "\u6211\u7528Python\u7f16\u7a0b")]
    [InlineData("\u6771\u4eac", "\u9996\u90fd\u306f\u6771\u4eac\u3067\u3059")] // Tokyo in "the capital is Tokyo"
    [InlineData("\u0e01\u0e23\u0e38\u0e07\u0e40\u0e17\u0e1e", "\u0e40\u0e21\u0e37\u0e2d\u0e07\u0e01\u0e23\u0e38\u0e07\u0e40\u0e17\u0e1e\u0e04\u0e23\u0e31\u0e1a")]
    public void Contains_TheReferenceItself_Is1(string reference, string completion) =>
        Assert.Equal(1, ToolHarness.Score("contains", reference, completion));

    [Fact]
    public void Contains_NumbersOverAndOver_IsLinear()
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal(0, ToolHarness.Score("contains", "6", string.Concat(Enumerable.Repeat("6.6,", 1_000_000)) + "6.6"));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("exact-match")]
    [InlineData("contains")]
    [InlineData("regex")]
    public void Score_EmptyReference_IsLeftOutOrUnscorable(string tool)
    {
        foreach (var empty in new[] { ToolHarness.QueryOf(""), ToolHarness.QueryOf(" \n\t"), ToolHarness.QueryOf("", " ") })
        {
            foreach (var answer in new[] { "", "Paris" })
            {
                var outcome = Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run(tool, empty, answer));
                Assert.Contains("reference is empty", outcome.Reason, StringComparison.Ordinal);
            }
        }

        var oneLeft = ToolHarness.QueryOf("", "Paris", " ");
        Assert.Equal(1, ((RewardOutcome.Scored)ToolHarness.Run(tool, oneLeft, "Paris")).Value);
        Assert.Equal(0, ((RewardOutcome.Scored)ToolHarness.Run(tool, oneLeft, "Rome")).Value);
    }

    [Fact]
    public void Contains_AllOfThem_LeavesEmptyReferencesOut() => Assert.Equal(
        1, ((RewardOutcome.Scored)ToolHarness.Run("contains", ToolHarness.QueryOf("red", "", "blue"), "red and blue", ("mode", "all"))).Value);

    [Fact]
    public void Regex_PatternOfTheOption_NeedsNoReference() =>
        Assert.Equal(1, ((RewardOutcome.Scored)ToolHarness.Run("regex", ToolHarness.QueryOf(""), "blue", ("pattern", "^blue$"))).Value);

    [Fact]
    public void Regex_BadPatterns_AreRefusedWhereTheyStand()
    {
        Assert.Throws<ToolException>(() => ToolHarness.Score("regex", "x", "x", ("pattern", "(")));
        Assert.IsType<RewardOutcome.Unscorable>(ToolHarness.Run("regex", ToolHarness.QueryOf("("), "x"));
    }
}
