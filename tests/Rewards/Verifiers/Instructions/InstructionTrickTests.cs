namespace Rlar.Rewards.Tests.Verifiers.Instructions;

/// <summary>Instructions are not followed by saying nothing, or one thing again and again, though the original may count it.</summary>
public sealed class InstructionTrickTests
{
    private static double Score(string id, string arguments, string response) => Assert.IsType<RewardOutcome.Scored>(ToolHarness.Run(
        "ifeval",
        ToolHarness.QueryOf() with { Constraints = ToolHarness.Json($$"""{"instruction_id_list": ["{{id}}"], "kwargs": [{{arguments}}]}""") },
        response)).Value;

    [Theory]
    [InlineData("ratio:sentence_type", "{}", "Run! Stop!", 0)]
    [InlineData("ratio:sentence_type", "{}", "It rains. It pours. Why?", 1)]
    [InlineData("ratio:sentence_balance", "{}", "hello", 0)]
    [InlineData("ratio:sentence_words", "{}", "Dog. Dog. Dog.", 0)]
    [InlineData("ratio:sentence_words", "{}", "Dogs bark. Cats purr. Owls hoot.", 1)]
    [InlineData("format:sub-bullets", "{}", "* early-bird\n* night-owl", 0)]
    [InlineData("format:sub-bullets", "{}", "no bullets", 0)]
    [InlineData("format:sub-bullets", "{}", "* **Fruit**\n  - apple\n* **Nuts**\n  - walnut", 1)]
    [InlineData("format:sub-bullets", "{}", "* fruit\n  - apple\n* nuts", 0)]
    [InlineData("format:line_indent", "{}", "one line", 0)]
    [InlineData("format:line_indent", "{}", "a\n b", 1)]
    [InlineData("format:list", "{\"sep\": \"...\"}", "one......", 0)]
    [InlineData("format:list", "{\"sep\": \"...\"}", "one...two...three", 1)]
    [InlineData("words:palindrome", "{}", "level level level level level level level level level level level level", 0)]
    [InlineData("keywords:palindrome", "{}", "a dog", 0)]
    [InlineData("keywords:palindrome", "{}", "a level road", 1)]
    [InlineData("detectable_format:bigram_wrapping", "{}", "word", 0)]
    [InlineData("keywords:exclude_word_harder", "{\"keyword\": \"tea\"}", "I like tea.", 0)]
    [InlineData("keywords:exclude_word_harder", "{\"keyword\": \"tea\"}", "I like teas.", 1)]
    [InlineData("count:unique_word_count", "{\"N\": 2}", "one - - -", 0)]
    [InlineData("language:response_language", "{\"language\": \"de\"}", "12", 0)]
    public void Score_Tricks_AreNotFollowing(string id, string arguments, string response, double value) => Assert.Equal(value, Score(id, arguments, response));

    [Theory]
    [InlineData("punctuation:no_comma", "{}")]
    [InlineData("keywords:forbidden_words", "{\"forbidden_words\": [\"x\"]}")]
    [InlineData("length_constraints:number_words", "{\"relation\": \"less than\", \"num_words\": 9}")]
    [InlineData("words:no_consecutive", "{}")]
    [InlineData("words:consonants", "{}")]
    [InlineData("words:repeats", "{\"small_n\": 2}")]
    [InlineData("words:vowel", "{}")]
    [InlineData("words:prime_lengths", "{}")]
    [InlineData("words:last_first", "{}")]
    [InlineData("words:paragraph_last_first", "{}")]
    [InlineData("sentence:increment", "{\"small_n\": 1}")]
    [InlineData("sentence:alliteration_increment", "{}")]
    [InlineData("format:no_whitespace", "{}")]
    [InlineData("format:title_case", "{}")]
    [InlineData("format:quote_unquote", "{}")]
    [InlineData("format:newline", "{}")]
    [InlineData("count:words_japanese", "{\"N\": 3}")]
    [InlineData("count:count_unique", "{}")]
    [InlineData("keywords:no_adjacent_consecutive", "{}")]
    [InlineData("detectable_format:square_brackets", "{}")]
    [InlineData("detectable_format:sentence_hyphens", "{}")]
    [InlineData("language:response_language", "{\"language\": \"de\"}")]
    public void Score_Nothing_FollowsNothing(string id, string arguments)
    {
        foreach (var response in (string[])["", " ", "\n\n", ".", "!", "?", "...", "---", "[]", "***"])
            Assert.Equal(0, Score(id, arguments, response));
    }
}
